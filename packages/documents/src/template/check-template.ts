import { didYouMean } from '@dealwright/diagnostics';
import Handlebars from 'handlebars';
import { type Value, ValueChecker } from './check-value.ts';
import { itemOf, type Meaning, namesIn } from './meaning.ts';
import { refuseMarkup } from './refuse-markup.ts';
import { callOf, type Expression, isPath, type Program, parseTemplate, type Statement } from './syntax.ts';
import { type CheckedTemplate, type Frame, NUMBER, type TemplateScope } from './template-scope.ts';
import type { TemplateSource } from './template-source.ts';

/** Handlebars' own blocks, as far as documents have them. Ours, because theirs ask prototypes and take zero for false. */
const BLOCKS = ['if', 'unless', 'each', 'with'];

/** Checks a template against what it may say; its problems are reported. Undefined when it cannot be read at all. */
export function checkTemplate(source: TemplateSource, scope: TemplateScope): CheckedTemplate | undefined {
  const values = new ValueChecker(scope);
  const checker = new Checker(scope, values);
  const program = checker.read(source, [{ meaning: scope.root, parameters: new Map(), isItem: false }]);
  return program && { program, shows: values.shows, expressions: values.expressions, paths: values.paths };
}

/** Checks the statements of a template: text, printed values, blocks, partials. */
class Checker {
  #scope: TemplateScope;
  #values: ValueChecker;

  constructor(scope: TemplateScope, values: ValueChecker) {
    this.#scope = scope;
    this.#values = values;
  }

  read(source: TemplateSource, frames: readonly Frame[]): Program | undefined {
    const { program, problem: syntax } = parseTemplate(source);
    if (syntax) this.#scope.report(syntax);
    if (!program) return undefined;
    this.#values.sources.push(source);
    const checked = this.#program(program, frames);
    this.#values.sources.pop();
    return checked;
  }

  #program(program: Program, frames: readonly Frame[]): Program {
    return { ...program, body: program.body.flatMap((each) => this.#statement(each, frames)) };
  }

  #statement(node: Statement, frames: readonly Frame[]): Statement[] {
    switch (node.type) {
      case 'ContentStatement':
        return [this.#content(node as hbs.AST.ContentStatement)];
      case 'CommentStatement':
        return [];
      case 'MustacheStatement':
        return this.#mustache(node as hbs.AST.MustacheStatement, frames);
      case 'BlockStatement':
        return this.#block(node as hbs.AST.BlockStatement, frames);
      case 'PartialStatement':
        return this.#partial(node as hbs.AST.PartialStatement, frames);
      default:
        this.#values.refuse('NOT_IN_TEMPLATES', node.loc, {
          en: `Documents do not know this part of Handlebars (${node.type}).`,
          ro: `Documentele nu cunosc această parte din Handlebars (${node.type}).`,
        });
        return [];
    }
  }

  #content(node: hbs.AST.ContentStatement): Statement {
    const source = this.#values.source;
    if (!source.markup) return { ...node, value: Handlebars.escapeExpression(node.value) } as Statement;
    this.#scope.report(
      ...refuseMarkup(String(node.original), (line, column, length) => source.place(line, column, length), node.loc),
    );
    return node;
  }

  #mustache(node: hbs.AST.MustacheStatement, frames: readonly Frame[]): Statement[] {
    if (!node.escaped) {
      this.#values.refuse(
        'UNESCAPED',
        node.loc,
        { en: 'Data would be read as HTML here.', ro: 'Aici datele ar fi citite ca HTML.' },
        { en: 'write two braces: `{{…}}`', ro: 'scrieți două acolade: `{{…}}`' },
      );
    }
    const value = this.#values.isCall(node, frames)
      ? this.#values.call(node, frames)
      : this.#values.value(node.path as Expression, frames);
    const printed = value && this.#values.printed(value, node.path.loc);
    if (!printed) return [];
    return [{ ...node, path: printed.path, params: printed.params, hash: undefined } as unknown as Statement];
  }

  #block(node: hbs.AST.BlockStatement, frames: readonly Frame[]): Statement[] {
    const name = node.path.original;
    if (!BLOCKS.includes(name)) {
      const hint = didYouMean(name, BLOCKS) ?? {
        en: `write \`{{#each ${name}}}\` or \`{{#if ${name}}}\``,
        ro: `scrieți \`{{#each ${name}}}\` sau \`{{#if ${name}}}\``,
      };
      this.#values.refuse(
        'UNKNOWN_BLOCK',
        node.path.loc,
        { en: `There is no block \`#${name}\`.`, ro: `Nu există blocul \`#${name}\`.` },
        hint,
      );
      return [];
    }
    const [param] = node.params;
    if (!param || node.params.length > 1) {
      this.#values.refuse('WRONG_ARGUMENTS', node.path.loc, {
        en: `\`#${name}\` takes one value.`,
        ro: `\`#${name}\` primește o valoare.`,
      });
      return [];
    }
    const value = this.#values.value(param, frames);
    if (!value) return [];
    const { node: argument, hash, inner } = this.#blockParts(name, node, value, frames);
    if (!inner) return [];
    const program = this.#program(node.program, inner);
    const inverse = node.inverse && this.#program(node.inverse, frames);
    return [{ ...node, params: [argument], hash, program, inverse } as unknown as Statement];
  }

  #blockParts(name: string, node: hbs.AST.BlockStatement, value: Value, frames: readonly Frame[]) {
    const { meaning } = value;
    const given = node.program?.blockParams ?? [];
    let argument: Expression = value.node;
    let inner: readonly Frame[] | undefined;
    if (name === 'each') {
      const item = itemOf(meaning);
      if (item) {
        inner = [...frames, frame(item, given, [item, NUMBER], true)];
        const where = node.hash?.pairs.find((pair) => pair.key === 'where');
        const filter = where && this.#values.feel(where.value, frames, item, { kind: 'boolean' });
        const index = filter && (filter.node as hbs.AST.SubExpression).params[1];
        if (index) argument = callOf('filter', [argument, index as Expression], node.loc);
      } else this.#wrongBlock(node, name, { en: 'a list', ro: 'o listă' });
    } else if (name === 'with') {
      if (namesIn(meaning)) inner = [...frames, frame(meaning, given, [meaning], false)];
      else this.#wrongBlock(node, name, { en: 'a record', ro: 'o înregistrare' });
    } else if (meaning.type.kind === 'number') {
      this.#values.refuse(
        'WRONG_TYPE',
        node.params[0]?.loc ?? node.loc,
        {
          en: `\`#${name}\` of a number is not clear: is zero yes or no?`,
          ro: `\`#${name}\` cu un număr nu este clar: zero înseamnă da sau nu?`,
        },
        { en: "write a condition: `{{#if (feel 'x > 0')}}`", ro: "scrieți o condiție: `{{#if (feel 'x > 0')}}`" },
      );
    } else inner = frames;
    const unknown = node.hash?.pairs.find((pair) => !(name === 'each' && pair.key === 'where'));
    if (unknown)
      this.#values.refuse('WRONG_ARGUMENTS', unknown.loc, {
        en: `\`#${name}\` has no option \`${unknown.key}\`.`,
        ro: `\`#${name}\` nu are opțiunea \`${unknown.key}\`.`,
      });
    return { node: argument, hash: undefined, inner };
  }

  #wrongBlock(node: hbs.AST.BlockStatement, name: string, wanted: { en: string; ro: string }): void {
    this.#values.refuse('WRONG_TYPE', node.params[0]?.loc ?? node.loc, {
      en: `\`#${name}\` needs ${wanted.en}.`,
      ro: `\`#${name}\` are nevoie de ${wanted.ro}.`,
    });
  }

  /** A partial is checked, and put in, where it is used: it may say what can be said there. */
  #partial(node: hbs.AST.PartialStatement, frames: readonly Frame[]): Statement[] {
    const name = isPath(node.name) ? node.name.original : '';
    const place = this.#values.place(node.loc);
    if (name === '' || node.params.length > 0 || node.hash) {
      this.#values.refuse(
        'WRONG_ARGUMENTS',
        node.loc,
        { en: 'A partial is named, and takes nothing.', ro: 'Un șablon parțial este numit și nu primește nimic.' },
        {
          en: 'write `{{> name}}`, inside `{{#with …}}` for another record',
          ro: 'scrieți `{{> nume}}`, în `{{#with …}}` pentru altă înregistrare',
        },
      );
      return [];
    }
    const source = this.#scope.partial(name, place);
    if (!source) return [];
    if (this.#values.sources.some((each) => each.text === source.text) || this.#values.sources.length > 20) {
      this.#values.refuse('RECURSIVE_PARTIAL', node.loc, {
        en: `\`${name}\` contains itself.`,
        ro: `\`${name}\` se conține pe sine.`,
      });
      return [];
    }
    return this.read(source, frames)?.body ?? [];
  }
}

function frame(meaning: Meaning, names: readonly string[], meanings: readonly Meaning[], isItem: boolean): Frame {
  const parameters = new Map(
    names.flatMap((name, index) => (meanings[index] ? [[name, meanings[index]] as const] : [])),
  );
  return { meaning, parameters, isItem };
}
