import { setImmediate } from 'node:timers/promises';
import type { Text } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import { type Context, type ReadSession, type RecordStore, scanRecords, withFormulas } from '@dealwright/records';
import { type Answer, explain } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { BacktestResult, Change, RecordName } from './backtest.ts';
import {
  becauseOf,
  computedOutputs,
  hasFailed,
  numericOutputs,
  outcomeKey,
  rowsOf,
  withoutOutputs,
} from './compare-answers.ts';
import { readAddend } from './exact-sum.ts';
import { type FieldPath, plainValueAt } from './field-path.ts';
import type { BacktestPlan, Version } from './plan-backtest.ts';
import { noRecords } from './problems.ts';
import { columnsOf, resultOf } from './result-of.ts';
import { type Given, ScenarioTally, type Seen } from './scenario-tally.ts';
import { type Addends, Tallies, Tally } from './tally.ts';

/** How far a back-test is, and what it found since it last said so. */
export interface BacktestStep {
  readonly done: number;
  /** Records that will be read. */
  readonly total: number;
  readonly changes: readonly Change[];
  /** The fields of the report, of which the changes have the values. */
  readonly columns: ReturnType<typeof columnsOf>;
}

/** A draft whose formulas are slow holds up nobody else of this process for longer. */
const LONGEST_TURN_MS = 200;

/**
 * Asks the published decision and the drafts about every record, in one read-only transaction, a page at a time. Says
 * after each page how far it is (of a slow draft: sooner); who stops listening stops it. The memory does not grow with
 * the number of records.
 */
export async function* runBacktest(
  store: Pick<RecordStore, 'read'>,
  context: Context,
  plan: BacktestPlan,
): AsyncGenerator<BacktestStep, BacktestResult> {
  const environment: Environment = { now: plan.at, zone: context.zone, locale: context.locale };
  const asking = new Asking(plan, environment);
  const columns = columnsOf(plan);
  let [done, total] = [0, 0];
  for await (const page of inReading(store, context, (session) => scanRecords(session, context, plan))) {
    total = page.total ?? total;
    let changes: Change[] = [];
    let since = performance.now();
    for (const record of page.records) {
      if (performance.now() - since > LONGEST_TURN_MS) {
        yield { done, total, changes, columns };
        changes = [];
        await setImmediate();
        since = performance.now();
      }
      changes.push(...asking.ask(record));
      done += 1;
    }
    yield { done, total, changes, columns };
  }
  return asking.result();
}

/** What `read` yields, in a transaction that ends with it, or with whoever listens. */
async function* inReading<T>(
  store: Pick<RecordStore, 'read'>,
  context: Context,
  read: (session: ReadSession) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const opened = Promise.withResolvers<ReadSession>();
  const closed = Promise.withResolvers<void>();
  const ended = store.read(context, (session) => {
    opened.resolve(session);
    return closed.promise;
  });
  ended.catch(opened.reject);
  try {
    yield* read(await opened.promise);
  } finally {
    closed.resolve();
    await ended;
  }
}

type Prepare = (record: JsonObject) => JsonObject;

class Asking {
  readonly #plan: BacktestPlan;
  readonly #environment: Environment;
  readonly #all: Tally;
  readonly #groups: readonly Tallies<{ readonly value: Json; readonly label: Text }>[];
  readonly #scenarios: readonly ScenarioTally[];
  readonly #keyOf: (outcome: Json) => string;
  readonly #computed: ReadonlySet<string>;
  readonly #show: Prepare;
  readonly #filter: ((record: JsonObject) => boolean) | undefined;
  readonly #prepare: readonly Prepare[];
  #failed = 0;

  constructor(plan: BacktestPlan, environment: Environment) {
    const { by, sum, published, drafts, entity, filter } = plan;
    const versions = [published, ...drafts];
    this.#plan = plan;
    this.#environment = environment;
    this.#all = new Tally(sum.length);
    this.#groups = by.map(() => new Tallies(sum.length));
    const numbers = new Set(versions.flatMap(({ decision }) => [...numericOutputs(decision)]));
    this.#scenarios = drafts.map(() => new ScenarioTally(sum.length, by.length, outputsOf(versions, numbers)));
    this.#keyOf = keysOf(numbers);
    this.#computed = new Set(versions.flatMap(({ decision }) => computedOutputs(decision)));
    const shown = [...by, ...sum].flatMap(({ path, title }) => (title ? [path, title] : [path]));
    this.#show = preparation({ ...published, entity }, shown, environment);
    this.#prepare = versions.map((each) => preparation(each, each.decision.paths, environment));
    if (filter) {
      const prepare = preparation(published, filter.paths, environment);
      this.#filter = (record) => filter.holds(prepare(record), environment);
    }
  }

  /** Asks all versions about a record; answers what changed. */
  ask(record: JsonObject): Change[] {
    const { published, drafts } = this.#plan;
    if (this.#filter && !this.#filter(record)) return [];
    const seen = this.#see(record);
    this.#all.add(seen.addends);
    const before = this.#decide(published, 0, seen.facts);
    if (hasFailed(before.answer)) this.#failed += 1;
    const changes: Change[] = [];
    for (const [at, scenario] of this.#scenarios.entries()) {
      const draft = drafts[at];
      if (!draft) continue;
      const after = this.#decide(draft, at + 1, seen.facts);
      if (scenario.add(seen, before, after)) changes.push(changeOf(draft, seen, before.answer, after.answer));
    }
    return changes;
  }

  result(): BacktestResult {
    const notes = this.#all.records === 0 ? [...this.#plan.notes, noRecords(this.#plan.entity)] : this.#plan.notes;
    return resultOf(
      { ...this.#plan, notes },
      { all: this.#all, groups: this.#groups, failed: this.#failed, scenarios: this.#scenarios },
      (seen, at) => this.#explain(seen, at),
    );
  }

  #decide({ decision }: Version, at: number, facts: JsonObject): Given {
    const answer = decision.decide(this.#prepare[at]?.(facts) ?? facts, this.#environment);
    const { outcome } = answer;
    const key = this.#keyOf(outcome);
    if (this.#computed.size === 0) return { answer, key, listed: outcome, listedKey: key };
    const listed = withoutOutputs(outcome, this.#computed);
    return { answer, key, listed, listedKey: this.#keyOf(listed) };
  }

  #see(record: JsonObject): Seen {
    const { entity, by, sum, facts } = this.#plan;
    const shown = this.#show(record);
    const summed = sum.map(({ path }) => plainValueAt(shown, path));
    const addends = summed.map(readAddend);
    const groups = by.map((each, at) => this.#count(each, at, shown, addends));
    const text = (name: string) => (typeof record[name] === 'string' ? String(record[name]) : null);
    const id = text('id') ?? '';
    const name: RecordName = { id, number: text('number'), title: text(entity.title) };
    return {
      record: name,
      facts: facts ? { ...facts, ...record } : record,
      addends,
      groups,
      get values() {
        const fields = [
          ...by.map(({ text: path }, at) => [path, groups[at]?.value ?? null] as const),
          ...sum.map(({ text: path }, at) => [path, summed[at] ?? null] as const),
        ];
        return Object.fromEntries(fields);
      },
    };
  }

  /** Counts the record by a field. */
  #count({ field, path, title }: FieldPath, at: number, shown: JsonObject, addends: Addends): Seen['groups'][number] {
    const value = plainValueAt(shown, path);
    const key = `${typeof value} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    const tallies = this.#groups[at];
    const about = () => ({ value, label: labelOf(field, value, title && plainValueAt(shown, title)) });
    tallies?.at(key, about).add(addends);
    return { key, value, isListed: tallies?.find(key) !== undefined };
  }

  /** Both answers of a sample, with the rows that decided in the other one. */
  #explain(seen: Seen, at: number) {
    const { published, drafts } = this.#plan;
    const draft = drafts[at] ?? published;
    const before = this.#decide(published, 0, seen.facts).answer;
    const after = this.#decide(draft, at + 1, seen.facts).answer;
    return {
      ...{ record: seen.record, values: seen.values },
      before: explained(before, new Set(rowsOf(after)), published),
      after: explained(after, new Set(rowsOf(before)), draft),
    };
  }
}

/** Why the answer is so, and why the rows that decide in the other version do not here. */
function explained(answer: Answer, others: ReadonlySet<string>, { decision }: Version) {
  const { inputs, outcome } = answer;
  const told: Answer = {
    ...{ decision: answer.decision, version: answer.version, outcome, matched: answer.matched },
    ...{ inputs, calls: answer.calls, problems: answer.problems, at: answer.at },
    unmatched: answer.unmatched.flatMap(({ tests, ...missed }) => {
      const kept = Object.entries(tests).filter(([rule]) => others.has(rule));
      return kept.length > 0 ? [{ ...missed, tests: Object.fromEntries(kept) }] : [];
    }),
  };
  const sentences = { en: explain(told, 'en', decision), ro: explain(told, 'ro', decision) };
  return { outcome, rows: rowsOf(answer), sentences, inputs };
}

function changeOf(draft: Version, { record, values }: Seen, before: Answer, after: Answer): Change {
  return {
    ...{ scenario: draft.name, record, values },
    ...{ before: before.outcome, after: after.outcome, rowsBefore: rowsOf(before), rowsAfter: rowsOf(after) },
    ...{ becauseBefore: becauseOf(before), becauseAfter: becauseOf(after) },
  };
}

/** Outputs of rows that compute nothing are the same object each time: their keys are made once. */
function keysOf(numbers: ReadonlySet<string>): (outcome: Json) => string {
  const known = new WeakMap<object, string>();
  return (outcome) => {
    if (typeof outcome !== 'object' || outcome === null) return outcomeKey(outcome, numbers);
    const found = known.get(outcome) ?? outcomeKey(outcome, numbers);
    known.set(outcome, found);
    return found;
  };
}

/** A decision that collects into a number has one output, which is called by the only name it declares. */
function outputsOf(versions: readonly Version[], numbers: ReadonlySet<string>): readonly string[] {
  if (numbers.size > 0) return [...numbers];
  return versions.some(({ decision }) => decision.outcome.kind === 'number') ? ['outcome'] : [];
}

/** Adds the formulas that the paths lead over, where there are any; a record without them is left as it is. */
function preparation(
  { entity }: Pick<Version, 'entity'>,
  paths: readonly (readonly string[])[],
  environment: Environment,
): Prepare {
  const isComputed = paths.some((path) => {
    let here: typeof entity | undefined = entity;
    return path.some((name) => {
      const field = here?.fields.get(name);
      here = field?.reference?.entity ?? here?.inverses.get(name)?.entity;
      return field?.formula !== undefined && !field.formula.stored;
    });
  });
  return isComputed ? (record) => withFormulas(entity, record, paths, environment) : (record) => record;
}

function labelOf({ choices, type, options }: FieldPath['field'], value: Json, title: Json | undefined): Text {
  if (value === null) return { en: '(none)', ro: '(fără)' };
  if (typeof title === 'string') return title;
  const choice = (each: Json) => choices?.values.get(String(each))?.label ?? String(each);
  if (typeof value === 'boolean') return value ? { en: 'yes', ro: 'da' } : { en: 'no', ro: 'nu' };
  if (choices && typeof value === 'string') return choice(value);
  if (isJsonObject(value) || Array.isArray(value))
    return { en: type.format(value, 'en', options), ro: type.format(value, 'ro', options) };
  return String(value);
}
