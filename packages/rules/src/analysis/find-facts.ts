import type { Environment, Expression } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { localDay } from '../answer/local-day.ts';
import { plainPath, typeAt } from '../answer/read-inputs.ts';
import { gather, makeDecide, type Program } from '../answer/run-decision.ts';
import type { Answer, Decision } from '../decision.ts';
import { type AtomSet, eachAtom, hasAtom } from './atom-set.ts';
import { candidates, merged, withFact } from './candidates.ts';
import { factAt, type Leaf, leafAt } from './domain.ts';
import type { Box, Source, Space } from './space.ts';

/** Facts for which a decision does what was looked for, as it was run. */
export interface Witness {
  readonly given: JsonObject;
  /** The day on which it has to be asked, when that matters: 2026-01-31. */
  readonly at: string | undefined;
  readonly answer: Answer;
}

/** How many facts are tried for one question. */
const MOST_TRIES = 1000;
const MOST_VALUES = 12;

/** An input as something to be given a value: at a path of the facts, or by the facts that its expression reads. */
type Variable =
  | { readonly is: 'leaf'; readonly leaf: Leaf; readonly column: number }
  | {
      readonly is: 'computed';
      readonly input: string;
      readonly columns: readonly number[];
      readonly leaves: readonly Leaf[];
      readonly calls: readonly string[];
      readonly texts: readonly string[];
    };

/** All that is asked of one decision: of a usual one a thousandth of it is needed, formulas that are slow would take hours. */
const LONGEST_MS = 10_000;

/**
 * Finds facts (the record of an example) whose inputs lie in a box. Inputs that are paths are given values directly;
 * for others, values of what they read are tried. Whatever is found has been run.
 */
export class FactFinder {
  readonly #decision: Decision;
  readonly #program: Program;
  /** As this decision itself answers, whatever replaces it on some days. */
  readonly #decide: Decision['decide'];
  readonly #space: Space;
  readonly #environment: Environment;
  readonly #variables: readonly Variable[];
  /** Facts that make called decisions answer in all their ways. */
  readonly #factsOfCalls: (called: Decision) => readonly JsonObject[];
  readonly #flagsOf: ReadonlyMap<number, readonly number[]>;
  readonly #needsClock: boolean;
  #tries = 0;
  /** True once facts were not looked for any further, because the decision took too long to answer. */
  isSpent = false;
  #spent = 0;
  #until = 0;

  constructor(
    {
      decision,
      program,
      space,
      environment,
    }: { decision: Decision; program: Program; space: Space; environment: Environment },
    factsOfCalls: (called: Decision) => readonly JsonObject[],
  ) {
    this.#decision = decision;
    this.#program = program;
    this.#decide = makeDecide(program);
    this.#space = space;
    this.#environment = environment;
    this.#factsOfCalls = factsOfCalls;
    this.#variables = variablesOf(decision, space);
    const flags = [...space.sources.entries()].filter(
      (each): each is [number, Source & { is: 'flag' }] => each[1].is === 'flag',
    );
    this.#flagsOf = new Map(
      [...Map.groupBy(flags, ([, { of }]) => of ?? -1)].map(([of, group]) => [of, group.map(([at]) => at)]),
    );
    this.#needsClock = looksAtClock(decision);
  }

  /** Facts in the box for which the answer is as wanted; undefined when none were found. */
  find(wanted: Box, isWanted: (answer: Answer) => boolean): Witness | undefined {
    const since = performance.now();
    this.#until = since + LONGEST_MS - this.#spent;
    const found = this.#find(wanted, isWanted);
    this.#spent += performance.now() - since;
    return found;
  }

  #find(wanted: Box, isWanted: (answer: Answer) => boolean): Witness | undefined {
    this.#tries = 0;
    const isTested = (variable: Variable) => columnsOf(variable).some((column) => this.#isTested(column, wanted));
    const tested = this.#variables.filter(isTested);
    const order = [
      ...tested.filter(({ is }) => is === 'leaf'),
      ...tested.filter(({ is }) => is === 'computed'),
      ...this.#variables.filter((each) => each.is === 'leaf' && !isTested(each)),
    ];
    for (const day of this.#days(wanted)) {
      const environment = day === undefined ? this.#environment : { ...this.#environment, now: `${day}T12:00:00.000Z` };
      const found = this.#assign({}, order, wanted, environment, isWanted);
      const at = day ?? (this.#needsClock ? localDay(this.#environment) : undefined);
      if (found) return { ...found, at };
    }
    return undefined;
  }

  #isTested(column: number, wanted: Box): boolean {
    return wanted[column] !== undefined || (this.#flagsOf.get(column) ?? []).some((flag) => wanted[flag] !== undefined);
  }

  #assign(
    facts: JsonObject,
    [variable, ...rest]: readonly Variable[],
    wanted: Box,
    environment: Environment,
    isWanted: (answer: Answer) => boolean,
  ): { readonly given: JsonObject; readonly answer: Answer } | undefined {
    if (performance.now() > this.#until) {
      this.isSpent = true;
      this.#tries = MOST_TRIES + 1;
      return undefined;
    }
    if (!variable) {
      if (++this.#tries > MOST_TRIES) return undefined;
      const answer = this.#decide(facts, environment);
      return isWanted(answer) ? { given: facts, answer } : undefined;
    }
    const more =
      variable.is === 'leaf'
        ? this.#give(facts, variable, wanted)
        : this.#compute(facts, variable, wanted, environment);
    for (const each of more) {
      const found = this.#assign(each, rest, wanted, environment, isWanted);
      if (found || this.#tries > MOST_TRIES) return found;
    }
    return undefined;
  }

  /** The facts with each value of the column that may be wanted. */
  *#give(facts: JsonObject, { leaf, column }: Variable & { is: 'leaf' }, wanted: Box): Generator<JsonObject> {
    const known = factAt(facts, leaf.path);
    if (known !== undefined) {
      if (this.#lies(known, column, wanted)) yield facts;
      return;
    }
    const isFree = !this.#isTested(column, wanted);
    if (isFree && leaf.domain.nullable) {
      yield facts;
      if (!this.#space.opaque) return;
    }
    let left = isFree && !this.#space.opaque ? 1 : MOST_VALUES;
    for (const value of this.#valuesOf(column, wanted)) {
      if (value === null && leaf.path.length > 1 && hasParent(facts, leaf.path) === false) yield facts;
      const more = withFact(facts, leaf, value);
      if (more) yield more;
      if (--left <= 0) return;
    }
  }

  /** The values of a column that lie where they are wanted, those that a person would take first. */
  *#valuesOf(column: number, wanted: Box): Generator<Json> {
    const { atoms, domain, nothing } = this.#space.columns[column] ?? {
      atoms: [],
      domain: undefined,
      nothing: undefined,
    };
    const set = wanted[column];
    const chosen: number[] = [];
    for (const atom of set ? eachAtom(set) : atoms.keys()) {
      if (atom !== nothing) chosen.push(atom);
      if (chosen.length >= MOST_VALUES * 4) break;
    }
    const ranked = [
      ...chosen.filter((atom) => atoms[atom]?.is === 'value'),
      ...chosen.filter((atom) => atoms[atom]?.is !== 'value'),
    ];
    const flags = this.#flagsOf.get(column) ?? [];
    for (const turn of [0, 1, 2]) {
      for (const atom of ranked) {
        const value = atoms[atom]?.samples[turn];
        if (value !== undefined && this.#lies(value, column, wanted)) yield value;
      }
      // Tests that hold or do not want values that the bounds alone do not give.
      if (turn === 0 && domain && (flags.length > 0 || ranked.some((atom) => atoms[atom]?.samples.length === 0))) {
        const texts = flags.map((flag) => this.#space.columns[flag]?.name ?? '');
        for (const value of candidates(domain, texts, this.#environment)) {
          if (value !== null && this.#lies(value, column, wanted)) yield value;
        }
      }
    }
    if (nothing !== undefined && hasAtom(set, nothing) && this.#lies(null, column, wanted)) yield null;
  }

  #lies(value: Json, column: number, wanted: Box): boolean {
    const atom = this.#space.columns[column]?.atomOf(value);
    if (atom === undefined || !hasAtom(wanted[column], atom)) return false;
    return (this.#flagsOf.get(column) ?? []).every((flag) => {
      const source = this.#space.sources[flag];
      if (!wanted[flag] || source?.is !== 'flag' || !source.accepts) return true;
      return hasAtom(wanted[flag], source.accepts(value) ? 1 : 0);
    });
  }

  /** The facts with what a computed input reads, so that its value is wanted. */
  *#compute(
    facts: JsonObject,
    { input, columns, leaves, calls, texts }: Variable & { is: 'computed' },
    wanted: Box,
    environment: Environment,
  ): Generator<JsonObject> {
    const reader = this.#program.inputs.find(({ name }) => name === input);
    const hints = [...texts, ...columns.flatMap((column) => this.#hints(column, wanted))];
    const choices: (readonly ((facts: JsonObject) => JsonObject | undefined)[])[] = [
      ...calls.map((name) => {
        const called = this.#decision.calls.get(name);
        return (called ? this.#factsOfCalls(called) : []).map((each) => (known: JsonObject) => merged(known, each));
      }),
      ...leaves
        .filter(({ path }) => factAt(facts, path) === undefined)
        .map((leaf) =>
          candidates(leaf.domain, hints, environment).map(
            (value) => (known: JsonObject) => withFact(known, leaf, value),
          ),
        ),
    ];
    for (const more of combinations(facts, choices)) {
      if (++this.#tries > MOST_TRIES || !reader) return;
      const value = reader.read(gather(this.#program, more, environment, []), environment, []);
      const lies = (column: number) => {
        const source = this.#space.sources[column];
        const part = source?.is === 'input' ? factAt(value, source.below) : value;
        return this.#lies(part ?? null, column, wanted);
      };
      if (columns.every(lies)) yield more;
    }
  }

  /** The bounds of what is wanted of a column, as text. */
  #hints(column: number, wanted: Box): readonly string[] {
    const { atoms } = this.#space.columns[column] ?? { atoms: [] };
    const near = wanted[column] ? [...eachAtom(wanted[column] as AtomSet)].slice(0, 6) : [];
    return near.flatMap((atom) => (atoms[atom]?.samples ?? []).slice(0, 2).map((each) => JSON.stringify(each)));
  }

  #days(wanted: Box): readonly (string | undefined)[] {
    const at = this.#space.sources.findIndex(({ is }) => is === 'day');
    const column = this.#space.columns[at];
    const set = wanted[at];
    if (!column || !set) return [undefined];
    const today = column.atomOf(localDay(this.#environment));
    if (today !== undefined && hasAtom(set, today)) return [undefined];
    return [...eachAtom(set)].slice(0, 4).flatMap((atom) => String(column.atoms[atom]?.samples[0]));
  }
}

/** Does the answer depend on the day, here or in a decision that it calls? */
function looksAtClock({ inputs, logic, calls, about, validFrom, validTo }: Decision): boolean {
  const isDated =
    (validFrom ?? validTo) !== undefined ||
    (logic.is === 'table' && logic.rows.some((row) => row.validFrom ?? row.validTo));
  const readsClock = ({ readsClock, paths }: Expression): boolean =>
    readsClock || paths.some(([first = '']) => about?.fields.get(first)?.formula?.expression?.readsClock);
  return isDated || [...inputs.values()].some(readsClock) || [...calls.values()].some(looksAtClock);
}

function columnsOf(variable: Variable): readonly number[] {
  return variable.is === 'leaf' ? [variable.column] : variable.columns;
}

/** The facts with one of each list of choices, in all ways; the first choices vary last. */
function* combinations(
  facts: JsonObject,
  [choices, ...rest]: readonly (readonly ((facts: JsonObject) => JsonObject | undefined)[])[],
): Generator<JsonObject> {
  if (!choices) {
    yield facts;
    return;
  }
  for (const choose of [...choices, (known: JsonObject) => known]) {
    const more = choose(facts);
    if (more) yield* combinations(more, rest);
  }
}

/** Is the record above a path there? Undefined when the path has none above. */
function hasParent(facts: JsonObject, path: readonly string[]): boolean | undefined {
  const parent = path.slice(0, -1);
  return parent.length === 0 ? undefined : factAt(facts, parent) !== undefined;
}

function variablesOf(decision: Decision, space: Space): readonly Variable[] {
  const variables: Variable[] = [];
  for (const [input, expression] of decision.inputs) {
    const columns = [...space.sources.entries()].filter(([, each]) => each.is === 'input' && each.input === input);
    const path = plainPath(expression);
    const leaves = path
      ? columns.flatMap(([column, source]) => {
          const leaf = source.is === 'input' ? leafAt(decision, [...path, ...source.below]) : undefined;
          return leaf ? [{ is: 'leaf' as const, leaf, column }] : [];
        })
      : [];
    if (leaves.length === columns.length && columns.length > 0) variables.push(...leaves);
    else if (expression.paths.length > 0 || expression.readsClock) {
      variables.push({ is: 'computed', input, columns: columns.map(([at]) => at), ...reads(decision, expression) });
    }
  }
  return variables;
}

/** What an expression reads, down to what can be given: formulas by what they read, called decisions by their names. */
function reads(
  decision: Decision,
  expression: Expression,
): Pick<Variable & { is: 'computed' }, 'leaves' | 'calls' | 'texts'> {
  const leaves = new Map<string, Leaf>();
  const calls = new Set<string>();
  const texts = new Set<string>();
  const look = ({ text, paths }: Expression) => {
    if (texts.has(text)) return;
    texts.add(text);
    for (const path of paths) {
      const [first = ''] = path;
      const formula = decision.about?.fields.get(first)?.formula;
      const type = typeAt(decision.scope, path);
      if (decision.calls.has(first)) calls.add(first);
      else if (formula && !formula.stored) look(formula.expression);
      else if (type) {
        const leaf = leafAt(decision, path) ?? { path, currency: undefined, domain: { type, nullable: true } };
        leaves.set(path.join('.'), leaf);
      }
    }
  };
  look(expression);
  return { leaves: [...leaves.values()], calls: [...calls], texts: [...texts] };
}
