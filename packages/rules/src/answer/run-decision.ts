import type { Text } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { Decimal } from 'decimal.js';
import type { CompiledRules } from '../compile/compile-rules.ts';
import type { CompiledTable } from '../compile/compile-table.ts';
import { InvalidOperand } from '../compile/operators.ts';
import { readNumber } from '../compile/scalar.ts';
import type { Answer, AnswerProblem, Decision, Finding, HitPolicy, Missed, Output, Row, Rule } from '../decision.ts';
import { type Explainer, LazyAnswer, LazyMatch } from './answer.ts';
import { Asked } from './asked.ts';
import { pick } from './facts-read.ts';
import { canonical, type Hit, settle, stopsAtFirst } from './hit-policy.ts';
import { factsOf, type Input, type NamedFormula, toProblem, withFormulas } from './read-inputs.ts';

/** All that running a decision needs, compiled. */
export interface Program {
  readonly name: string;
  readonly version: string;
  readonly hit: HitPolicy;
  readonly inputs: readonly Input[];
  readonly outputs: ReadonlyMap<string, Output>;
  readonly calls: ReadonlyMap<string, Decision>;
  /** What is read of the facts. */
  readonly paths: readonly (readonly string[])[];
  readonly formulas: readonly NamedFormula[];
  readonly settings: JsonObject | undefined;
  readonly default: JsonObject | undefined;
  readonly body: Body;
}

export type Body =
  | { readonly is: 'table'; readonly rows: readonly Row[]; readonly compiled: CompiledTable }
  | { readonly is: 'rules'; readonly rules: readonly Rule[]; readonly compiled: CompiledRules };

export interface Found extends Hit {
  readonly at: number;
}

/** Makes the `decide` of a decision: read the inputs, find what matches, settle by the hit policy, explain. */
export function makeDecide(program: Program): Decision['decide'] {
  const before = outputOrder(program);
  const said = outcomeText(program);
  const finder = program.body.is === 'table' ? tableFinder(program, program.body) : ruleFinder(program, program.body);
  return (facts, environment) => {
    const problems: AnswerProblem[] = [];
    try {
      const answers: Answer[] = [];
      const asked = new Asked(gather(program, factsOf(facts, problems), environment, answers), environment);
      readInputs(program, asked, problems);
      for (const answer of answers) problems.push(...answer.problems);
      const found = finder.find(asked, problems);
      const settled = settle(program.hit, found, before, program.default, said);
      problems.push(...settled.problems);
      const told = {
        decision: program.name,
        version: program.version,
        outcome: settled.outcome,
        matched: settled.hits.map((hit) => new LazyMatch(hit, finder.because(hit), finder, asked)),
        inputs: asked.inputs,
        calls: answers,
        problems,
        at: environment.now,
      };
      return new LazyAnswer(told, finder, asked, found);
    } catch (error) {
      problems.push({ code: 'DECISION_FAILED', severity: 'error', message: failed(error) });
      const { name: decision, version } = program;
      const { now: at } = environment;
      return { decision, version, outcome: null, matched: [], unmatched: [], inputs: {}, calls: [], problems, at };
    }
  };
}

function readInputs({ inputs }: Program, asked: Asked, problems: AnswerProblem[]): void {
  for (const input of inputs) {
    const value = input.read(asked.known, asked.environment, problems);
    asked.values.push(value);
    asked.inputs[input.name] = value;
  }
}

function failed(error: unknown): Text {
  const why = error instanceof Error ? error.message : String(error);
  return { en: `The decision could not be made: ${why}`, ro: `Decizia nu a putut fi luată: ${why}` };
}

/** Facts, formulas, settings, and the outcomes of the decisions that run first. */
export function gather(program: Program, facts: JsonObject, environment: Environment, answers: Answer[]): JsonObject {
  const known = withFormulas(facts, program.formulas, environment);
  if (program.calls.size === 0 && !program.settings) return known;
  const more: Record<string, Json> = { ...known };
  if (program.settings) more.settings = program.settings;
  for (const [name, decision] of program.calls) {
    const answer = decision.decide(facts, environment);
    answers.push(answer);
    more[name] = answer.outcome;
  }
  return more;
}

interface Finder extends Explainer<Asked, Found> {
  find(asked: Asked, problems: AnswerProblem[]): readonly Found[];
  because(found: Found): Text | undefined;
}

/** `"items":` and so on, so that the inputs of an answer are written with their values only. */
function inputsWriter(inputs: readonly Input[]): (asked: Asked) => string {
  const heads = inputs.map(({ name }, at) => `${at === 0 ? '' : ','}${JSON.stringify(name)}:`);
  return (asked) => {
    let text = '';
    for (let at = 0; at < heads.length; at++) text += heads[at] + asked.text(at);
    return `{${text}}`;
  };
}

function tableFinder({ hit, inputs, paths }: Program, { rows, compiled }: Body & { is: 'table' }): Finder {
  const isFirst = stopsAtFirst(hit);
  /** What the table itself says of a row that matched. */
  const written = new Map<number, { readonly head: string; readonly then: string }>();
  const write = (at: number) => {
    const { because, then } = rows[at] ?? { because: undefined, then: {} };
    const said = because === undefined ? '' : `"because":${JSON.stringify(because)},`;
    const made = { head: `{"rule":"${at + 1}",${said}"outcome":`, then: JSON.stringify(then) };
    written.set(at, made);
    return made;
  };
  return {
    find: (asked, problems) =>
      compiled.find(asked, isFirst).map((at) => {
        const row = rows[at];
        return { at, rule: String(at + 1), outcome: row ? outcomeOf(row, asked, problems) : {} };
      }),
    because: ({ at }) => rows[at]?.because,
    met: ({ at }, asked) => compiled.conditions(at, asked),
    missed: (_, asked) => compiled.misses(asked),
    writeMatch({ at, outcome }, asked) {
      const { head, then } = written.get(at) ?? write(at);
      const said = outcome === rows[at]?.then ? then : JSON.stringify(outcome);
      return `${head}${said},"met":${compiled.writeConditions(at, asked)}}`;
    },
    writeOutcome(outcome, [hit]) {
      const isOfRow = hit !== undefined && outcome === rows[hit.at]?.then;
      return isOfRow ? (written.get(hit.at) ?? write(hit.at)).then : JSON.stringify(outcome);
    },
    writeMissed: (_, asked) => compiled.writeMisses(asked),
    facts: ({ known }) => pick(known, paths),
    writeInputs: inputsWriter(inputs),
  };
}

function outcomeOf(row: Row, asked: Asked, problems: AnswerProblem[]): JsonObject {
  if (row.computed.size === 0) return row.then;
  const outcome: Record<string, Json> = { ...row.then };
  for (const [name, expression] of row.computed) {
    const scope = row.inOrder ? { ...asked.scope, ...outcome } : asked.scope;
    const { value, diagnostics } = expression.evaluate(scope, asked.environment);
    outcome[name] = value;
    problems.push(...diagnostics.map((each) => toProblem(name, each)));
  }
  return outcome;
}

function ruleFinder({ inputs, paths }: Program, { rules, compiled }: Body & { is: 'rules' }): Finder {
  const order = rules.map((_, at) => at).sort((a, b) => (rules[b]?.priority ?? 1) - (rules[a]?.priority ?? 1));
  const rank: number[] = [];
  for (const [place, at] of order.entries()) rank[at] = place;
  const isSorted = order.every((at, place) => at === place);
  const holds = (at: number, asked: Asked, problems?: AnswerProblem[]): boolean => {
    try {
      return compiled.holds(at, asked.values);
    } catch (error) {
      if (!(error instanceof InvalidOperand)) throw error;
      problems?.push({ code: 'INVALID_OPERAND', severity: 'error', message: notComparable(rules[at]?.name ?? '') });
      return false;
    }
  };
  const met = ({ at }: Found, asked: Asked) => tolerant(() => compiled.conditions(at, asked.values));
  const missed = (found: readonly Found[], asked: Asked): readonly Missed[] => {
    const matched = new Set(found.map(({ at }) => at));
    const byInput = new Map<string, { readonly value: Json; readonly tests: Map<string, string> }>();
    for (const at of order) {
      const rule = rules[at];
      if (!rule || matched.has(at)) continue;
      const { input, test, value } = failingOf(compiled, at, asked);
      const known = byInput.get(input);
      if (known) known.tests.set(rule.name, test);
      else byInput.set(input, { value, tests: new Map([[rule.name, test]]) });
    }
    return [...byInput].map(([input, { value, tests }]) => ({ input, value, tests: Object.fromEntries(tests) }));
  };
  return {
    find(asked, problems) {
      const candidates = compiled.candidates(asked.values);
      const inOrder = isSorted ? candidates : candidates.toSorted((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0));
      return inOrder.flatMap((at) => {
        const rule = rules[at];
        if (!rule || !holds(at, asked, problems)) return [];
        return [{ at, rule: rule.name, outcome: { type: rule.event.type, ...compiled.parameters(at, asked.values) } }];
      });
    },
    because: ({ at }) => rules[at]?.because,
    met,
    missed,
    writeMatch: (hit, asked) =>
      JSON.stringify({ rule: hit.rule, because: rules[hit.at]?.because, outcome: hit.outcome, met: met(hit, asked) }),
    writeOutcome: (outcome) => JSON.stringify(outcome),
    writeMissed: (found, asked) => JSON.stringify(missed(found, asked)),
    facts: ({ known }) => pick(known, paths),
    writeInputs: inputsWriter(inputs),
  };
}

const UNKNOWN: Finding = { input: '', test: '', value: null };

function failingOf(compiled: CompiledRules, at: number, asked: Asked): Finding {
  try {
    return compiled.failing(at, asked.values) ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

/** A rule may match although a condition beside the decisive one cannot be evaluated. */
function tolerant(conditions: () => readonly Finding[]): readonly Finding[] {
  try {
    return conditions();
  } catch {
    return [];
  }
}

function notComparable(rule: string): Text {
  return {
    en: `Rule \`${rule}\` compares with something that is not a list.`,
    ro: `Regula \`${rule}\` compară cu ceva ce nu este o listă.`,
  };
}

/** Rows with a `priority` are ordered by it; then, as in DMN, by the order in which the outputs' choices are listed. */
export function outputOrder({ body, outputs }: Program): (a: Found, b: Found) => number {
  const ranks = [...outputs].flatMap(([name, { type }]) =>
    type.kind === 'string' && type.values
      ? [{ name, rank: new Map<Json, number>(type.values.map((value, at) => [value, at])) }]
      : [],
  );
  const priorityOf = ({ at }: Found) =>
    body.is === 'table' ? (body.rows[at]?.priority ?? 1) : (body.rules[at]?.priority ?? 1);
  return (a, b) => {
    const byPriority = priorityOf(b) - priorityOf(a);
    if (byPriority !== 0) return byPriority;
    for (const { name, rank } of ranks) {
      const order = rankOf(rank, a.outcome[name]) - rankOf(rank, b.outcome[name]);
      if (order !== 0) return order;
    }
    return a.at - b.at;
  };
}

/** An outcome as a text that equal outcomes share: a number may be written `10`, `10.00` or as a number, as it was made. */
export function outcomeText({ outputs }: Program): (outcome: JsonObject) => string {
  const types = new Map([...outputs].map(([name, { type }]) => [name, type]));
  const plain = (name: string, value: Json): Json => {
    const type = types.get(name);
    if (type?.kind === 'number') return digits(value);
    const isMoney = type?.kind === 'context' && type.name === 'money' && isJsonObject(value);
    return isMoney ? { ...value, amount: digits(value.amount ?? null) } : value;
  };
  return (outcome) =>
    canonical(Object.fromEntries(Object.entries(outcome).map(([name, value]) => [name, plain(name, value)])));
}

function digits(value: Json): Json {
  const number = readNumber(value);
  return number === undefined ? value : new Decimal(number).toFixed();
}

function rankOf(rank: ReadonlyMap<Json, number>, value: Json | undefined): number {
  return rank.get(value ?? null) ?? rank.size;
}
