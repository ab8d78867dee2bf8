import { didYouMean, type Place, type Problem, problem, type Text } from '@dealwright/diagnostics';
import type { Expression as FeelExpression, FeelType } from '@dealwright/expressions';
import Handlebars from 'handlebars';
import type { Helper, Parameter, Takes } from './helpers.ts';
import { itemOf, type Meaning, type Names, namesIn } from './meaning.ts';
import { refuseMarkup } from './refuse-markup.ts';
import { type Show, showOf } from './show-value.ts';
import {
  baseOf,
  type Call,
  callOf,
  type Expression,
  isPath,
  isSubExpression,
  type Location,
  literalOf,
  numberOf,
  type Path,
  type Program,
  parseTemplate,
  type Statement,
  textOf,
  written,
} from './syntax.ts';
import type { TemplateSource } from './template-source.ts';

/** What a template may say. */
export interface TemplateScope {
  /** The record, whose names need not be led by anything. */
  readonly root: Meaning;
  /** Names beside those of the record; they hide its own. */
  readonly extra: ReadonlyMap<string, Meaning>;
  readonly helpers: Readonly<Record<string, Helper>>;
  /** The names that `clause`, `annex` and `text` may be asked for. */
  readonly known: Readonly<Record<'clause' | 'annex' | 'text name', Iterable<string>>>;
  /** Compiles FEEL over what stands around it, and reports its problems. */
  compile(
    text: string,
    over: Meaning,
    isRoot: boolean,
    expects: FeelType | undefined,
    place: Place,
  ): FeelExpression | undefined;
  /** The template `{{> name}}`; undefined, with its problem reported, when there is none. */
  partial(name: string, usedAt: Place): TemplateSource | undefined;
  report(...problems: readonly Problem[]): void;
}

/** A template that says only what there is. Its tree calls `get`, `print` and `evaluate`, by the tables beside it. */
export interface CheckedTemplate {
  readonly program: Program;
  readonly shows: readonly Show[];
  readonly expressions: readonly FeelExpression[];
  /** What it reads of the record. */
  readonly paths: readonly (readonly string[])[];
}

interface Frame {
  readonly meaning: Meaning;
  readonly parameters: ReadonlyMap<string, Meaning>;
  readonly isItem: boolean;
}

const NUMBER: Meaning = { type: { kind: 'number' } };
const BOOLEAN: Meaning = { type: { kind: 'boolean' } };
const ITEM_DATA: ReadonlyMap<string, Meaning> = new Map([
  ['index', NUMBER],
  ['number', NUMBER],
  ['first', BOOLEAN],
  ['last', BOOLEAN],
]);

/** Handlebars' own blocks, as far as documents have them. Ours, because theirs ask prototypes and take zero for false. */
const BLOCKS = ['if', 'unless', 'each', 'with'];

/** Checks a template against what it may say; its problems are reported. Undefined when it cannot be read at all. */
export function checkTemplate(source: TemplateSource, scope: TemplateScope): CheckedTemplate | undefined {
  const checker = new Checker(scope);
  const program = checker.read(source, [{ meaning: scope.root, parameters: new Map(), isItem: false }]);
  return program && { program, shows: checker.shows, expressions: checker.expressions, paths: checker.paths };
}

class Checker {
  readonly shows: Show[] = [];
  readonly expressions: FeelExpression[] = [];
  readonly paths: (readonly string[])[] = [];
  #scope: TemplateScope;
  #sources: TemplateSource[] = [];

  constructor(scope: TemplateScope) {
    this.#scope = scope;
  }

  read(source: TemplateSource, frames: readonly Frame[]): Program | undefined {
    const { program, problem: syntax } = parseTemplate(source);
    if (syntax) this.#scope.report(syntax);
    if (!program) return undefined;
    this.#sources.push(source);
    const checked = this.#program(program, frames);
    this.#sources.pop();
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
        this.#refuse('NOT_IN_TEMPLATES', node.loc, {
          en: `Documents do not know this part of Handlebars (${node.type}).`,
          ro: `Documentele nu cunosc această parte din Handlebars (${node.type}).`,
        });
        return [];
    }
  }

  #content(node: hbs.AST.ContentStatement): Statement {
    const source = this.#source;
    if (!source.markup) return { ...node, value: Handlebars.escapeExpression(node.value) } as Statement;
    this.#scope.report(
      ...refuseMarkup(String(node.original), (line, column, length) => source.place(line, column, length), node.loc),
    );
    return node;
  }

  #mustache(node: hbs.AST.MustacheStatement, frames: readonly Frame[]): Statement[] {
    if (!node.escaped) {
      this.#refuse(
        'UNESCAPED',
        node.loc,
        { en: 'Data would be read as HTML here.', ro: 'Aici datele ar fi citite ca HTML.' },
        { en: 'write two braces: `{{…}}`', ro: 'scrieți două acolade: `{{…}}`' },
      );
    }
    const value = this.#isCall(node, frames) ? this.#call(node, frames) : this.#value(node.path as Expression, frames);
    const printed = value && this.#printed(value, node.path.loc);
    if (!printed) return [];
    return [{ ...node, path: printed.path, params: printed.params, hash: undefined } as unknown as Statement];
  }

  /** A bare name is a helper only where the record has no such name. */
  #isCall(node: Call, frames: readonly Frame[]): boolean {
    if (node.params.length > 0 || node.hash) return true;
    if (!isPath(node.path) || node.path.parts.length !== 1 || node.path.depth > 0 || node.path.data) return false;
    const name = node.path.parts[0] ?? '';
    return (
      Object.hasOwn(this.#scope.helpers, name) &&
      !this.#parameter(node.path, frames) &&
      !this.#namesIn(frames.at(-1)?.meaning ?? this.#scope.root)?.find(name)
    );
  }

  /** As text for people: the way its field or its type is shown. */
  #printed({ node, meaning }: Value, loc: Location): hbs.AST.SubExpression | undefined {
    const show = showOf(meaning);
    if (show) return callOf('print', [node, numberOf(this.shows.push(show) - 1, loc)], loc);
    const names = namesIn(meaning)?.all() ?? [];
    this.#refuse(
      'NOT_A_TEXT',
      loc,
      {
        en: 'This is a record or a list; it has no one text.',
        ro: 'Aceasta este o înregistrare sau o listă; nu are un singur text.',
      },
      names.length > 0
        ? {
            en: `name one of its fields: \`.${names.join('`, `.')}\``,
            ro: `numiți un câmp al ei: \`.${names.join('`, `.')}\``,
          }
        : { en: 'go through it with `{{#each …}}`', ro: 'parcurgeți-o cu `{{#each …}}`' },
    );
    return undefined;
  }

  #value(node: Expression, frames: readonly Frame[]): Value | undefined {
    if (isPath(node)) return this.#path(node, frames);
    if (isSubExpression(node)) return this.#call(node, frames);
    const literal = literalOf(node);
    if (!literal) return undefined;
    return { node, meaning: { type: { kind: LITERALS[typeof literal.value] ?? 'null' } as FeelType } };
  }

  #path(path: Path, frames: readonly Frame[]): Value | undefined {
    const parameter = this.#parameter(path, frames);
    const [start, names] = this.#start(path, frames, parameter);
    if (!start) return undefined;
    let meaning = start;
    for (const [index, name] of names.entries()) {
      const inside = this.#namesIn(meaning);
      const next = inside?.find(name);
      if (!next) {
        this.#unknown(path, name, inside, index === 0 && parameter === undefined);
        return undefined;
      }
      meaning = next;
    }
    if (meaning.path && meaning.path.length > 0) this.paths.push(meaning.path);
    const base = baseOf(path, parameter);
    const node = callOf('get', [base, ...names.map((name) => textOf(name, path.loc))], path.loc);
    return { node, meaning };
  }

  /** What the first word of a path means, and the words that are left. */
  #start(path: Path, frames: readonly Frame[], parameter: string | undefined): [Meaning | undefined, string[]] {
    const [first = '', ...rest] = path.parts;
    if (path.data) {
      if (first === 'root') return [this.#scope.root, rest];
      const found = frames.some((each) => each.isItem) ? ITEM_DATA.get(first) : undefined;
      if (!found) {
        this.#refuse(
          'UNKNOWN_VARIABLE',
          path.loc,
          { en: `There is no \`@${first}\` here.`, ro: `Aici nu există \`@${first}\`.` },
          {
            en: 'inside `each` there is `@number` (from 1), `@index` (from 0), `@first` and `@last`; everywhere `@root`',
            ro: 'în `each` există `@number` (de la 1), `@index` (de la 0), `@first` și `@last`; peste tot `@root`',
          },
        );
      }
      return [found, rest];
    }
    if (parameter !== undefined)
      return [frames.findLast((each) => each.parameters.has(parameter))?.parameters.get(parameter), rest];
    const meaning = frames.at(-1 - path.depth)?.meaning;
    if (!meaning) {
      this.#refuse('UNKNOWN_VARIABLE', path.loc, {
        en: `\`${written(path)}\` leads above the template.`,
        ro: `\`${written(path)}\` duce deasupra șablonului.`,
      });
    }
    return [meaning, path.parts];
  }

  #parameter(path: Path, frames: readonly Frame[]): string | undefined {
    const name = path.parts[0];
    const plain = !path.data && path.depth === 0 && !/^(\.|this\b)/.test(path.original);
    return plain && name !== undefined && frames.some((each) => each.parameters.has(name)) ? name : undefined;
  }

  /** Those of the root are the document's own and the record's. */
  #namesIn(meaning: Meaning): Names | undefined {
    const own = namesIn(meaning);
    if (meaning !== this.#scope.root || !own) return own;
    const { extra } = this.#scope;
    return { find: (name) => extra.get(name) ?? own.find(name), all: () => [...extra.keys(), ...own.all()] };
  }

  #unknown(path: Path, name: string, inside: Names | undefined, first: boolean): void {
    const candidates = [...(inside?.all() ?? []), ...(first ? Object.keys(this.#scope.helpers) : [])];
    this.#refuse(
      'UNKNOWN_VARIABLE',
      path.loc,
      { en: `\`${written(path)}\`: there is no \`${name}\`.`, ro: `\`${written(path)}\`: nu există \`${name}\`.` },
      didYouMean(name, candidates),
    );
  }

  #call(node: Call, frames: readonly Frame[]): Value | undefined {
    const name = isPath(node.path) ? node.path.original : '';
    const helper = Object.hasOwn(this.#scope.helpers, name) ? this.#scope.helpers[name] : undefined;
    if (!helper) {
      const hint = didYouMean(name, Object.keys(this.#scope.helpers));
      this.#refuse(
        'UNKNOWN_HELPER',
        node.path.loc,
        { en: `There is no helper \`${name}\`.`, ro: `Nu există funcția \`${name}\`.` },
        hint,
      );
      return undefined;
    }
    const { parameters, optional = 0 } = helper;
    if (node.params.length > parameters.length || node.params.length < parameters.length - optional) {
      this.#refuse(
        'WRONG_ARGUMENTS',
        node.path.loc,
        {
          en: `\`${name}\` takes ${parameters.length} value(s), not ${node.params.length}.`,
          ro: `\`${name}\` primește ${parameters.length} valori, nu ${node.params.length}.`,
        },
        { en: usage(name, helper), ro: usage(name, helper) },
      );
      return undefined;
    }
    if (name === 'feel') return this.#feel(node.params[0] as Expression, frames);
    const given = node.params.map((each, index) => this.#argument(each, parameters[index] as Parameter, name, frames));
    const pairs = (node.hash?.pairs ?? []).map((pair) => {
      const option = helper.options?.[pair.key];
      if (option) return { ...pair, value: this.#argument(pair.value, option, name, frames) };
      const hint = didYouMean(pair.key, Object.keys(helper.options ?? {}));
      this.#refuse(
        'WRONG_ARGUMENTS',
        pair.loc,
        { en: `\`${name}\` has no option \`${pair.key}\`.`, ro: `\`${name}\` nu are opțiunea \`${pair.key}\`.` },
        hint,
      );
      return undefined;
    });
    if (given.includes(undefined) || pairs.some((each) => !each?.value)) return undefined;
    const call = callOf(name, given as Expression[], node.loc);
    if (pairs.length > 0) call.hash = { ...node.hash, pairs: pairs as hbs.AST.HashPair[] };
    return { node: call, meaning: { type: helper.returns } };
  }

  #argument(node: Expression, parameter: Parameter, helper: string, frames: readonly Frame[]): Expression | undefined {
    const { takes } = parameter;
    if (takes === 'literal' || takes === 'clause' || takes === 'annex' || takes === 'text name' || takes === 'feel') {
      return this.#literal(node, parameter, helper);
    }
    const value = this.#value(node, frames);
    if (!value) return undefined;
    if (takes === 'text' && !literalOf(node)) return this.#printed(value, node.loc);
    if (fits(value.meaning.type, takes)) return value.node;
    const { kind } = value.meaning.type;
    this.#refuse(
      'WRONG_TYPE',
      node.loc,
      {
        en: `\`${helper}\` needs a ${takes}, and this is a ${kind}.`,
        ro: `\`${helper}\` are nevoie de ${takes}, iar aceasta este ${kind}.`,
      },
      kind === 'context' ? didYouMean('', namesIn(value.meaning)?.all() ?? []) : undefined,
    );
    return undefined;
  }

  #literal(node: Expression, { takes, oneOf, name }: Parameter, helper: string): Expression | undefined {
    const literal = literalOf(node);
    if (typeof literal?.value !== 'string') {
      this.#refuse(
        'WRONG_ARGUMENTS',
        node.loc,
        {
          en: `\`${helper}\` needs ${name} written as text.`,
          ro: `\`${helper}\` are nevoie de ${name} scris ca text.`,
        },
        { en: 'put it in quotes: "…"', ro: 'puneți-l între ghilimele: "…"' },
      );
      return undefined;
    }
    const known =
      takes === 'clause' || takes === 'annex' || takes === 'text name' ? [...this.#scope.known[takes]] : oneOf;
    if (!known || known.includes(literal.value)) return node;
    this.#refuse(
      'UNKNOWN_NAME',
      node.loc,
      { en: `There is no ${name} \`${literal.value}\` here.`, ro: `Aici nu există ${name} \`${literal.value}\`.` },
      didYouMean(literal.value, known),
    );
    return undefined;
  }

  #feel(
    node: Expression,
    frames: readonly Frame[],
    over = frames.at(-1)?.meaning,
    expects?: FeelType,
  ): Value | undefined {
    const literal = literalOf(node);
    if (typeof literal?.value !== 'string' || !over) {
      this.#refuse(
        'WRONG_ARGUMENTS',
        node.loc,
        { en: 'FEEL is written as text here.', ro: 'Aici FEEL se scrie ca text.' },
        {
          en: "put it in quotes: '…'",
          ro: "puneți-l între ghilimele: '…'",
        },
      );
      return undefined;
    }
    const isRoot = over === this.#scope.root;
    const expression = this.#scope.compile(literal.value, over, isRoot, expects, this.#place(node.loc));
    if (!expression) return undefined;
    for (const path of expression.paths) {
      const own = isRoot && this.#scope.extra.has(path[0] ?? '');
      if (over.path && !own) this.paths.push([...over.path, ...path]);
    }
    const index = numberOf(this.expressions.push(expression) - 1, node.loc);
    const here: Path = { type: 'PathExpression', data: false, depth: 0, parts: [], original: 'this', loc: node.loc };
    return { node: callOf('evaluate', [here, index], node.loc), meaning: { type: expression.type } };
  }

  #block(node: hbs.AST.BlockStatement, frames: readonly Frame[]): Statement[] {
    const name = node.path.original;
    if (!BLOCKS.includes(name)) {
      const hint = didYouMean(name, BLOCKS) ?? {
        en: `write \`{{#each ${name}}}\` or \`{{#if ${name}}}\``,
        ro: `scrieți \`{{#each ${name}}}\` sau \`{{#if ${name}}}\``,
      };
      this.#refuse(
        'UNKNOWN_BLOCK',
        node.path.loc,
        { en: `There is no block \`#${name}\`.`, ro: `Nu există blocul \`#${name}\`.` },
        hint,
      );
      return [];
    }
    const [param] = node.params;
    if (!param || node.params.length > 1) {
      this.#refuse('WRONG_ARGUMENTS', node.path.loc, {
        en: `\`#${name}\` takes one value.`,
        ro: `\`#${name}\` primește o valoare.`,
      });
      return [];
    }
    const value = this.#value(param, frames);
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
        const filter = where && this.#feel(where.value, frames, item, { kind: 'boolean' });
        const index = filter && (filter.node as hbs.AST.SubExpression).params[1];
        if (index) argument = callOf('filter', [argument, index as Expression], node.loc);
      } else this.#wrongBlock(node, name, { en: 'a list', ro: 'o listă' });
    } else if (name === 'with') {
      if (namesIn(meaning)) inner = [...frames, frame(meaning, given, [meaning], false)];
      else this.#wrongBlock(node, name, { en: 'a record', ro: 'o înregistrare' });
    } else if (meaning.type.kind === 'number') {
      this.#refuse(
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
      this.#refuse('WRONG_ARGUMENTS', unknown.loc, {
        en: `\`#${name}\` has no option \`${unknown.key}\`.`,
        ro: `\`#${name}\` nu are opțiunea \`${unknown.key}\`.`,
      });
    return { node: argument, hash: undefined, inner };
  }

  #wrongBlock(node: hbs.AST.BlockStatement, name: string, wanted: { en: string; ro: string }): void {
    this.#refuse('WRONG_TYPE', node.params[0]?.loc ?? node.loc, {
      en: `\`#${name}\` needs ${wanted.en}.`,
      ro: `\`#${name}\` are nevoie de ${wanted.ro}.`,
    });
  }

  /** A partial is checked, and put in, where it is used: it may say what can be said there. */
  #partial(node: hbs.AST.PartialStatement, frames: readonly Frame[]): Statement[] {
    const name = isPath(node.name) ? node.name.original : '';
    const place = this.#place(node.loc);
    if (name === '' || node.params.length > 0 || node.hash) {
      this.#refuse(
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
    if (this.#sources.some((each) => each.text === source.text) || this.#sources.length > 20) {
      this.#refuse('RECURSIVE_PARTIAL', node.loc, {
        en: `\`${name}\` contains itself.`,
        ro: `\`${name}\` se conține pe sine.`,
      });
      return [];
    }
    return this.read(source, frames)?.body ?? [];
  }

  get #source(): TemplateSource {
    return this.#sources.at(-1) as TemplateSource;
  }

  #place({ start, end }: Location): Place {
    const length = start.line === end.line ? end.column - start.column : 1;
    return this.#source.place(start.line, start.column, length);
  }

  #refuse(code: string, loc: Location, message: Text, hint?: Text): void {
    this.#scope.report(problem(code, message, { place: this.#place(loc), hint }));
  }
}

interface Value {
  readonly node: Expression;
  readonly meaning: Meaning;
}

const LITERALS: Readonly<Record<string, string>> = { string: 'string', number: 'number', boolean: 'boolean' };

function frame(meaning: Meaning, names: readonly string[], meanings: readonly Meaning[], isItem: boolean): Frame {
  const parameters = new Map(
    names.flatMap((name, index) => (meanings[index] ? [[name, meanings[index]] as const] : [])),
  );
  return { meaning, parameters, isItem };
}

function fits(type: FeelType, takes: Takes): boolean {
  if (type.kind === 'any' || takes === 'anything') return true;
  if (takes === 'number') return type.kind === 'number';
  if (takes === 'amount') return type.kind === 'number' || (type.kind === 'context' && type.name === 'money');
  if (takes === 'date') return type.kind === 'date' || type.kind === 'date and time';
  return type.kind === 'string';
}

function usage(name: string, { parameters, about }: Helper): string {
  return `{{${[name, ...parameters.map((each) => each.name)].join(' ')}}}: ${about}`;
}
