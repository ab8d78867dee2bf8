import type { Json, JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Study } from '../../src/analysis/study.ts';
import { programOf } from '../../src/content/decision-kind.ts';
import { analyse, type Decision } from '../../src/index.ts';
import { decisionOf, ENVIRONMENT } from '../content.ts';

/**
 * The oracle: a small world in which every input is tried. Bounds of tests lie well inside, so that what lies beyond
 * the tried values behaves as the outermost of them.
 */
const WORLD = {
  items: [...Array.from({ length: 9 }, (_, at) => at - 1), null],
  channel: ['web', 'shop', 'direct', null],
  paid: [true, false, null],
  discount: ['-1', '0', '0.5', '1', '1.5', '2', '2.5', '3', '4', null],
} satisfies Record<string, readonly Json[]>;
type Name = keyof typeof WORLD;
const NAMES = Object.keys(WORLD) as Name[];

const cell = (values: readonly (number | string)[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('-') },
    { weight: 1, arbitrary: fc.constantFrom('null', 'not(null)') },
    { weight: 2, arbitrary: fc.subarray([...values], { minLength: 1, maxLength: 3 }).map((some) => some.join(', ')) },
    {
      weight: 2,
      arbitrary: fc.subarray([...values], { minLength: 1, maxLength: 3 }).map((some) => `not(${some.join(', ')})`),
    },
  );
const numeric = (values: readonly number[]) => {
  const bound = fc.constantFrom(...values);
  const range = fc
    .tuple(bound, bound, fc.constantFrom('[', '('), fc.constantFrom(']', ')'))
    .map(([a, b, open, close]) => `${open}${Math.min(a, b)}..${Math.max(a, b)}${close}`)
    .filter((text) => !/^[[(](.*)\.\.\1[\])]$/.test(text));
  const compared = fc.tuple(fc.constantFrom('<', '<=', '>', '>='), bound).map(([sign, to]) => `${sign} ${to}`);
  return fc.oneof(
    { weight: 4, arbitrary: cell(values) },
    { weight: 4, arbitrary: range },
    { weight: 4, arbitrary: compared },
    { weight: 1, arbitrary: range.map((each) => `not(${each})`) },
    { weight: 2, arbitrary: fc.tuple(compared, range).map((both) => both.join(', ')) },
  );
};
const CELLS: Record<Name, fc.Arbitrary<string>> = {
  items: numeric([0, 1, 2, 3, 4, 5, 6]),
  channel: cell(['web', 'shop', 'direct']),
  paid: fc.constantFrom('-', '-', 'true', 'false', 'not(true)', 'null'),
  discount: numeric([0, 1, 2, 3]),
};

interface Table {
  readonly names: readonly Name[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly handling: string }[];
}

const tables: fc.Arbitrary<Table> = fc.subarray(NAMES, { minLength: 1, maxLength: 3 }).chain((names) =>
  fc
    .array(
      fc.record({
        cells: fc.tuple(...names.map((name) => CELLS[name])),
        handling: fc.constantFrom('web', 'shop', 'direct'),
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map((rows) => ({ names, rows })),
);

function decisionFrom({ names, rows }: Table, hit: string): Decision {
  const lines = rows.map(({ cells, handling }) => {
    const when = names.map((name, at) => `${name}: '${cells[at]}'`).join(', ');
    return `  - { when: { ${when} }, then: { handling: ${handling} } }`;
  });
  return decisionOf(`
kind: decision
name: test
about: Order
inputs: { ${names.map((name) => `${name}: ${name}`).join(', ')} }
outputs: { handling: { type: choice, of: channel } }
hit: ${hit}
table:
${lines.join('\n')}
`);
}

function worldOf(names: readonly Name[]): readonly JsonObject[] {
  let all: JsonObject[] = [{}];
  for (const name of names) all = all.flatMap((facts) => WORLD[name].map((value) => ({ ...facts, [name]: value })));
  return all;
}

/** For each input of the world the rows that accept it, as the decision itself says when it collects. */
function acceptedIn(table: Table): readonly { readonly facts: JsonObject; readonly rows: readonly string[] }[] {
  const collecting = decisionFrom(table, 'rule-order');
  return worldOf(table.names).map((facts) => ({
    facts,
    rows: collecting.decide(facts, ENVIRONMENT).matched.map(({ rule }) => rule),
  }));
}

function studyFor(decision: Decision): Study {
  const program = programOf(decision);
  if (!program) throw new Error('it has no program');
  return new Study(decision, program, ENVIRONMENT);
}

const RUNS = { numRuns: 150 };

describe('The analysis of random tables, held against trying every input', () => {
  test('finds gaps exactly: every input without a row lies in one, and no other input does', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const study = studyFor(decisionFrom(table, 'unique'));
        const gaps = study.gaps(10_000);
        const lies = (facts: JsonObject) =>
          gaps.some((gap) =>
            gap.every((set, at) => {
              const column = study.space.columns[at];
              const atom = column?.atomOf(facts[column.name] ?? null);
              return (
                set === undefined ||
                (atom !== undefined &&
                  set.some((_, i) => i % 2 === 0 && atom >= (set[i] ?? 0) && atom <= (set[i + 1] ?? 0)))
              );
            }),
          );
        for (const { facts, rows } of acceptedIn(table))
          expect({ facts, gap: lies(facts) }).toEqual({ facts, gap: rows.length === 0 });
      }),
      RUNS,
    );
  });

  test('finds overlaps exactly, and tells each row that overlaps with facts that break the policy', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const decision = decisionFrom(table, 'unique');
        const study = studyFor(decision);
        const expected = new Set(
          acceptedIn(table).flatMap(({ rows }) =>
            rows.flatMap((a) => rows.flatMap((b) => (Number(a) < Number(b) ? [`${a}-${b}`] : []))),
          ),
        );
        const found = new Set(
          study.neighbours.flatMap((others, at) =>
            others.flatMap((other) => (at < other ? [`${at + 1}-${other + 1}`] : [])),
          ),
        );
        expect([...found].sort()).toEqual([...expected].sort());
        const { findings, doubtful } = analyse(decision, ENVIRONMENT);
        expect(doubtful).toBe(0);
        const told = findings.filter(({ code }) => code === 'ROWS_OVERLAP');
        expect(told.map(({ rows }) => Number(rows[0]))).toEqual(
          [...new Set([...expected].map((pair) => Number(pair.split('-')[1])))].sort((a, b) => a - b),
        );
        for (const { given, rows } of told) {
          const answer = decision.decide(given ?? {}, ENVIRONMENT);
          expect(answer.problems[0]?.code).toBe('HIT_NOT_UNIQUE');
          expect(answer.matched.map(({ rule }) => rule)).toContain(rows[0]);
        }
      }),
      RUNS,
    );
  });

  test('finds hidden rows exactly, also those hidden by several rows together', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const decision = decisionFrom(table, 'first');
        const accepted = acceptedIn(table);
        const numbers = table.rows.map((_, at) => String(at + 1));
        const matching = new Set(accepted.flatMap(({ rows }) => rows));
        const answering = new Set(accepted.flatMap(({ rows }) => rows.slice(0, 1)));
        const { findings } = analyse(decision, ENVIRONMENT);
        const told = (code: string) => findings.filter((each) => each.code === code);
        expect(told('ROW_NEVER_MATCHES').map(({ rows }) => rows[0])).toEqual(
          numbers.filter((row) => !matching.has(row)),
        );
        expect(told('ROW_HIDDEN').map(({ rows }) => rows[0])).toEqual(
          numbers.filter((row) => matching.has(row) && !answering.has(row)),
        );
        for (const { rows, given } of told('ROW_HIDDEN')) {
          const [hidden = '', ...by] = rows;
          for (const { rows: all } of accepted)
            if (all.includes(hidden)) expect(all.some((row) => by.includes(row))).toBe(true);
          expect(decision.decide(given ?? {}, ENVIRONMENT).matched[0]?.rule).not.toBe(hidden);
        }
      }),
      RUNS,
    );
  });

  test('says of a gap what to type: with that row the gap is closed', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { findings, doubtful } = analyse(decisionFrom(table, 'first'), ENVIRONMENT);
        expect(doubtful).toBe(0);
        const gap = findings.find(({ code }) => code === 'TABLE_GAP');
        if (!gap) return;
        const hint = String((gap.problem.hint as { readonly en: string }).en);
        const row = /add `(.*), then/.exec(hint)?.[1];
        const before = decisionFrom(table, 'first');
        const closed = decisionOf(`
kind: decision
name: test
about: Order
inputs: { ${table.names.map((name) => `${name}: ${name}`).join(', ')} }
outputs: { handling: text }
hit: first
table:
${table.rows.map(({ cells }) => `  - { when: { ${table.names.map((name, at) => `${name}: '${cells[at]}'`).join(', ')} }, then: { handling: old } }`).join('\n')}
  ${row}, then: { handling: new } }`);
        expect(closed.decide(gap.given ?? {}, ENVIRONMENT).outcome).toEqual({ handling: 'new' });
        for (const facts of worldOf(table.names)) {
          if (JSON.stringify(closed.decide(facts, ENVIRONMENT).outcome) === '{"handling":"new"}') {
            expect(before.decide(facts, ENVIRONMENT).matched).toEqual([]);
          }
        }
        expect(
          analyse(closed, ENVIRONMENT).findings.filter(({ rows }) => rows[0] === String(table.rows.length + 1)),
        ).toEqual([]);
      }),
      RUNS,
    );
  });
});
