import { hash } from 'node:crypto';
import type { Text } from '@dealwright/diagnostics';
import type { Answer } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Failure, RecordName } from './backtest.ts';
import { becauseOf, hasFailed, responsible, rowsOf } from './compare-answers.ts';
import { ExactSum, readAddend } from './exact-sum.ts';
import { type Addends, Tallies, Tally } from './tally.ts';

/** One record as it is seen by the report. */
export interface Seen {
  readonly record: RecordName;
  /** What the decisions are asked about. */
  readonly facts: JsonObject;
  readonly addends: Addends;
  /** The value of each field of `by` with its key, and whether that has a line of its own. */
  readonly groups: readonly { readonly key: string; readonly value: Json; readonly isListed: boolean }[];
  readonly values: JsonObject;
}

/** An answer with the key of its outcome, and what of the outcome is listed, with the key of that. */
export interface Given {
  readonly answer: Answer;
  readonly key: string;
  readonly listed: Json;
  readonly listedKey: string;
}

export interface OutcomesAbout {
  readonly before: Json;
  readonly after: Json;
  readonly isChange: boolean;
}

export interface RowsAbout {
  readonly decision: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly because: { readonly before: readonly Text[]; readonly after: readonly Text[] };
}

const MOST_SAMPLES = 10;

/** What one draft comes to, record by record. Its memory has an end, however many records there are. */
export class ScenarioTally {
  readonly changed: Tally;
  readonly outcomes: Tallies<OutcomesAbout>;
  readonly rows: Tallies<RowsAbout>;
  /** One for each field of `by`: only of the changed records. */
  readonly groups: readonly Tallies<undefined>[];
  readonly outputs: OutputSum[];
  readonly failures: Failure[] = [];
  failed = 0;
  #picked: { readonly hash: string; readonly seen: Seen }[] = [];

  constructor(sums: number, groups: number, outputs: readonly string[]) {
    this.changed = new Tally(sums);
    this.outcomes = new Tallies(sums);
    this.rows = new Tallies(sums);
    this.groups = Array.from({ length: groups }, () => new Tallies<undefined>(sums));
    this.outputs = outputs.map((name) => ({ name, before: new ExactSum(), after: new ExactSum() }));
  }

  /** Counts a record. Returns true when its outcome is another one. */
  add(seen: Seen, before: Given, after: Given): boolean {
    const isChange = before.key !== after.key;
    const about = () => ({ before: before.listed, after: after.listed, isChange });
    this.outcomes.at(`${before.listedKey}\0${after.listedKey}\0${isChange}`, about).add(seen.addends);
    for (const each of this.outputs) {
      addOutput(each.before, each.name, before.answer.outcome);
      addOutput(each.after, each.name, after.answer.outcome);
    }
    this.#addFailures(seen, before.answer, after.answer);
    if (!isChange) return false;
    this.changed.add(seen.addends);
    for (const [at, { key, isListed }] of seen.groups.entries()) {
      const group = this.groups[at];
      (isListed ? group?.at(key, () => undefined) : group?.beyond())?.add(seen.addends);
    }
    for (const [old, young] of responsible(before.answer, after.answer)) this.#addRows(seen, old, young);
    this.#pick(seen);
    return true;
  }

  /** The samples, in the order of their hashes. */
  get picked(): readonly Seen[] {
    return this.#picked.map(({ seen }) => seen);
  }

  #addRows({ addends }: Seen, old: Answer | undefined, young: Answer | undefined): void {
    const [before, after] = [old ? rowsOf(old) : [], young ? rowsOf(young) : []];
    const decision = (young ?? old)?.decision ?? '';
    const about = () => ({ decision, before, after, because: { before: becauseOf(old), after: becauseOf(young) } });
    this.rows.at(`${decision}\0${before.join('\t')}\0${after.join('\t')}`, about).add(addends);
  }

  #addFailures({ record }: Seen, before: Answer, after: Answer): void {
    const failed = hasFailed(after);
    if (failed) this.failed += 1;
    for (const [version, answer, isOne] of [
      ['published', before, hasFailed(before)],
      ['draft', after, failed],
    ] as const) {
      if (isOne && this.failures.length < MOST_SAMPLES) {
        const errors = answer.problems.filter(({ severity }) => severity === 'error');
        this.failures.push({ record, version, messages: errors.map(({ message }) => message) });
      }
    }
  }

  /** Keeps the records whose ids have the smallest hashes: a sample that is the same each time, and of the whole. */
  #pick(seen: Seen): void {
    const mark = hash('sha1', seen.record.id);
    const last = this.#picked.at(-1);
    if (this.#picked.length === MOST_SAMPLES && last && mark > last.hash) return;
    this.#picked = [...this.#picked, { hash: mark, seen }]
      .sort((a, b) => (a.hash < b.hash ? -1 : 1))
      .slice(0, MOST_SAMPLES);
  }
}

interface OutputSum {
  readonly name: string;
  readonly before: ExactSum;
  readonly after: ExactSum;
}

/** Of a list all its outcomes count; an outcome that is a number is its own output. */
function addOutput(sum: ExactSum, name: string, outcome: Json): void {
  if (Array.isArray(outcome)) {
    for (const each of outcome) addOutput(sum, name, each);
    return;
  }
  const number = readAddend(isJsonObject(outcome) ? outcome[name] : outcome);
  if (number) sum.add(number);
}
