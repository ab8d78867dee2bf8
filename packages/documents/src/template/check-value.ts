import { didYouMean, type Place, problem, type Text } from '@dealwright/diagnostics';
import type { Expression as FeelExpression, FeelType } from '@dealwright/expressions';
import type { Helper, Parameter, Takes } from './helpers.ts';
import { type Meaning, type Names, namesIn } from './meaning.ts';
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
  textOf,
  written,
} from './syntax.ts';
import { BOOLEAN, type Frame, NUMBER, type TemplateScope } from './template-scope.ts';
import type { TemplateSource } from './template-source.ts';

/** A checked value: the node that computes it, and what it means. */
export interface Value {
  readonly node: Expression;
  readonly meaning: Meaning;
}

const ITEM_DATA: ReadonlyMap<string, Meaning> = new Map([
  ['index', NUMBER],
  ['number', NUMBER],
  ['first', BOOLEAN],
  ['last', BOOLEAN],
]);

/** Checks what stands between the braces: paths, calls of helpers, literals, FEEL. Collects what they need when they run. */
export class ValueChecker {
  readonly shows: Show[] = [];
  readonly expressions: FeelExpression[] = [];
  readonly paths: (readonly string[])[] = [];
  /** The template being read last; those that contain it before. */
  readonly sources: TemplateSource[] = [];
  #scope: TemplateScope;

  constructor(scope: TemplateScope) {
    this.#scope = scope;
  }

  /** A bare name is a helper only where the record has no such name. */
  isCall(node: Call, frames: readonly Frame[]): boolean {
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
  printed({ node, meaning }: Value, loc: Location): hbs.AST.SubExpression | undefined {
    const show = showOf(meaning);
    if (show) return callOf('print', [node, numberOf(this.shows.push(show) - 1, loc)], loc);
    const names = namesIn(meaning)?.all() ?? [];
    this.refuse(
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

  value(node: Expression, frames: readonly Frame[]): Value | undefined {
    if (isPath(node)) return this.#path(node, frames);
    if (isSubExpression(node)) return this.call(node, frames);
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
        this.refuse(
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
      this.refuse('UNKNOWN_VARIABLE', path.loc, {
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
    this.refuse(
      'UNKNOWN_VARIABLE',
      path.loc,
      { en: `\`${written(path)}\`: there is no \`${name}\`.`, ro: `\`${written(path)}\`: nu există \`${name}\`.` },
      didYouMean(name, candidates),
    );
  }

  call(node: Call, frames: readonly Frame[]): Value | undefined {
    const name = isPath(node.path) ? node.path.original : '';
    const helper = Object.hasOwn(this.#scope.helpers, name) ? this.#scope.helpers[name] : undefined;
    if (!helper) {
      const hint = didYouMean(name, Object.keys(this.#scope.helpers));
      this.refuse(
        'UNKNOWN_HELPER',
        node.path.loc,
        { en: `There is no helper \`${name}\`.`, ro: `Nu există funcția \`${name}\`.` },
        hint,
      );
      return undefined;
    }
    const { parameters, optional = 0 } = helper;
    if (node.params.length > parameters.length || node.params.length < parameters.length - optional) {
      this.refuse(
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
    if (name === 'feel') return this.feel(node.params[0] as Expression, frames);
    const given = node.params.map((each, index) => this.#argument(each, parameters[index] as Parameter, name, frames));
    const pairs = (node.hash?.pairs ?? []).map((pair) => {
      const option = helper.options?.[pair.key];
      if (option) return { ...pair, value: this.#argument(pair.value, option, name, frames) };
      const hint = didYouMean(pair.key, Object.keys(helper.options ?? {}));
      this.refuse(
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
    const value = this.value(node, frames);
    if (!value) return undefined;
    if (takes === 'text' && !literalOf(node)) return this.printed(value, node.loc);
    if (fits(value.meaning.type, takes)) return value.node;
    const { kind } = value.meaning.type;
    this.refuse(
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
      this.refuse(
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
    this.refuse(
      'UNKNOWN_NAME',
      node.loc,
      { en: `There is no ${name} \`${literal.value}\` here.`, ro: `Aici nu există ${name} \`${literal.value}\`.` },
      didYouMean(literal.value, known),
    );
    return undefined;
  }

  feel(
    node: Expression,
    frames: readonly Frame[],
    over = frames.at(-1)?.meaning,
    expects?: FeelType,
  ): Value | undefined {
    const literal = literalOf(node);
    if (typeof literal?.value !== 'string' || !over) {
      this.refuse(
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
    const expression = this.#scope.compile(literal.value, over, isRoot, expects, this.place(node.loc));
    if (!expression) return undefined;
    for (const path of expression.paths) {
      const own = isRoot && this.#scope.extra.has(path[0] ?? '');
      if (over.path && !own) this.paths.push([...over.path, ...path]);
    }
    const index = numberOf(this.expressions.push(expression) - 1, node.loc);
    const here: Path = { type: 'PathExpression', data: false, depth: 0, parts: [], original: 'this', loc: node.loc };
    return { node: callOf('evaluate', [here, index], node.loc), meaning: { type: expression.type } };
  }

  place({ start, end }: Location): Place {
    const length = start.line === end.line ? end.column - start.column : 1;
    return this.source.place(start.line, start.column, length);
  }

  get source(): TemplateSource {
    return this.sources.at(-1) as TemplateSource;
  }

  refuse(code: string, loc: Location, message: Text, hint?: Text): void {
    this.#scope.report(problem(code, message, { place: this.place(loc), hint }));
  }
}

const LITERALS: Readonly<Record<string, string>> = { string: 'string', number: 'number', boolean: 'boolean' };

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
