import type { Environment, UnaryTests } from '@dealwright/expressions';
import { compileTable } from '../compile/compile-table.ts';
import type { HitPolicy, Row } from '../decision.ts';
import { Asked } from './asked.ts';
import { type Hit, type Settled, settle, stopsAtFirst } from './hit-policy.ts';

/** A row over questions of any kind. */
export interface RowOver<Question, H extends Hit> {
  /** For each column a test; undefined accepts anything. */
  readonly cells: readonly (((question: Question) => boolean) | undefined)[];
  /** What the row says when it matches. */
  hit(question: Question): H;
}

export interface TableOver<Question, H extends Hit> {
  readonly policy: HitPolicy;
  readonly rows: readonly RowOver<Question, H>[];
  /** Negative when the first has priority over the second, for `priority` and `output-order`. */
  before(a: H, b: H): number;
}

/**
 * A table whose cells are not tests of values in wire form, as those of models from other tools: the same search for rows
 * and the same hit policies as of our own tables. No hit leaves `hits` empty.
 */
export function tableOver<Question, H extends Hit>({
  policy,
  rows,
  before,
}: TableOver<Question, H>): (question: Question, environment: Environment) => Settled<H> {
  const questions = new WeakMap<Environment, Question>();
  const testOf = (holds: (question: Question) => boolean): UnaryTests => {
    const accepts: UnaryTests['accepts'] = (_input, _scope, environment) => {
      const question = questions.get(environment);
      return question !== undefined && holds(question);
    };
    return { text: '', paths: [], accepts, evaluate: (...asked) => ({ value: accepts(...asked), diagnostics: [] }) };
  };
  const columns = rows[0]?.cells.map((_, at) => String(at)) ?? [];
  const tested = rows.map(({ cells }, at): Row => {
    const tests = cells.flatMap((cell, column) => (cell ? [[String(column), testOf(cell)] as const] : []));
    return {
      number: at + 1,
      tests: new Map(tests),
      then: {},
      computed: new Map(),
      because: undefined,
      priority: undefined,
      validFrom: undefined,
      validTo: undefined,
    };
  });
  const table = compileTable(tested, new Map(columns.map((name) => [name, { kind: 'any' }])));
  return (question, environment) => {
    const asking = { ...environment };
    questions.set(asking, question);
    const found = table.find(new Asked({}, asking), stopsAtFirst(policy));
    const hits = found.flatMap((at) => rows[at]?.hit(question) ?? []);
    return settle(policy, hits, before, undefined);
  };
}
