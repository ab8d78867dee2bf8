import type { Json, JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runExamples, writeAnswer } from '../src/index.ts';
import { decide, decisionOf, ENVIRONMENT } from './content.ts';

/** A cell as data, so that the test can evaluate it in its own naive way. */
type Cell =
  | { readonly is: 'any' }
  | { readonly is: 'null' }
  | { readonly is: 'list'; readonly values: readonly Json[]; readonly not: boolean }
  | { readonly is: 'range'; readonly from: number; readonly to: number; readonly ends: readonly [boolean, boolean] }
  | { readonly is: 'compare'; readonly sign: string; readonly limit: number };

interface Row {
  readonly items: Cell;
  readonly channel: Cell;
  readonly paid: Cell;
  readonly points: number;
  readonly handling: string;
}

const POLICIES = ['unique', 'any', 'first', 'priority', 'collect', 'rule-order', 'output-order'] as const;
const SUMS = ['collect sum', 'collect min', 'collect max', 'collect count'] as const;
const CHANNELS = ['web', 'shop', 'direct'];

const small = fc.integer({ min: -3, max: 6 });
const any = fc.constant<Cell>({ is: 'any' });
const absent = fc.constant<Cell>({ is: 'null' });
const number: fc.Arbitrary<Cell> = fc.oneof(
  any,
  absent,
  fc.record({
    is: fc.constant('list' as const),
    values: fc.array(small, { minLength: 1, maxLength: 3 }),
    not: fc.boolean(),
  }),
  fc
    .record({ is: fc.constant('range' as const), from: small, to: small, ends: fc.tuple(fc.boolean(), fc.boolean()) })
    .filter(({ from, to }) => from < to),
  fc.record({ is: fc.constant('compare' as const), sign: fc.constantFrom('<', '<=', '>', '>='), limit: small }),
);
const choice: fc.Arbitrary<Cell> = fc.oneof(
  any,
  absent,
  fc.record({
    is: fc.constant('list' as const),
    values: fc.uniqueArray(fc.constantFrom(...CHANNELS), { minLength: 1 }),
    not: fc.boolean(),
  }),
);
const flag: fc.Arbitrary<Cell> = fc.oneof(
  any,
  fc.record({ is: fc.constant('list' as const), values: fc.boolean().map((each) => [each]), not: fc.constant(false) }),
);
const row: fc.Arbitrary<Row> = fc.record({
  items: number,
  channel: choice,
  paid: flag,
  points: fc.integer({ min: 0, max: 3 }),
  handling: fc.constantFrom(...CHANNELS),
});
const facts = fc.record({
  items: fc.oneof(small, fc.constantFrom<Json>('2.5', '3.0', null)),
  channel: fc.constantFrom<Json>(...CHANNELS, null),
  paid: fc.constantFrom<Json>(true, false, null),
});

function written(cell: Cell): string {
  switch (cell.is) {
    case 'any':
      return '-';
    case 'null':
      return 'null';
    case 'list':
      return cell.not ? `not(${cell.values.join(', ')})` : cell.values.join(', ');
    case 'range':
      return `${cell.ends[0] ? '[' : '('}${cell.from}..${cell.to}${cell.ends[1] ? ']' : ')'}`;
    case 'compare':
      return `${cell.sign} ${cell.limit}`;
  }
}

/** Three-valued as FEEL: what cannot be compared is not accepted, and its negation is. */
function accepts(cell: Cell, value: Json): boolean {
  if (cell.is === 'any') return true;
  if (cell.is === 'null') return value === null;
  if (cell.is === 'list')
    return (
      cell.values.some(
        (each) => value !== null && (typeof each === 'number' ? Number(value) === each : value === each),
      ) !== cell.not
    );
  if (value === null) return false;
  const asked = Number(value);
  if (cell.is === 'compare') {
    const signs: Record<string, boolean> = {
      '<': asked < cell.limit,
      '<=': asked <= cell.limit,
      '>': asked > cell.limit,
      '>=': asked >= cell.limit,
    };
    return signs[cell.sign] ?? false;
  }
  return (cell.ends[0] ? asked >= cell.from : asked > cell.from) && (cell.ends[1] ? asked <= cell.to : asked < cell.to);
}

function yamlOf(rows: readonly Row[], hit: string, outputs: readonly string[]): string {
  const types = { handling: '{ type: choice, of: channel }', points: 'integer' };
  const lines = rows.map((each) => {
    const when = (['items', 'channel', 'paid'] as const).map((name) => `${name}: "${written(each[name])}"`).join(', ');
    const then = outputs.map((name) => `${name}: ${name === 'points' ? each.points : each.handling}`).join(', ');
    return `  - { when: { ${when} }, then: { ${then} } }`;
  });
  return `
kind: decision
name: test
about: Order
inputs: { items: items, channel: channel, paid: paid }
outputs: { ${outputs.map((name) => `${name}: ${types[name as keyof typeof types]}`).join(', ')} }
hit: ${hit}
table:
${lines.join('\n')}
`;
}

function naive(rows: readonly Row[], hit: string, given: JsonObject): Json {
  const matched = rows.filter((each) =>
    (['items', 'channel', 'paid'] as const).every((name) => accepts(each[name], given[name] ?? null)),
  );
  const outcome = ({ handling, points }: Row) => ({ handling, points });
  const rank = ({ handling }: Row) => CHANNELS.indexOf(handling);
  const points = matched.map((each) => each.points);
  switch (hit) {
    case 'unique':
      return matched.length === 1 && matched[0] ? outcome(matched[0]) : null;
    case 'any':
      return matched[0] &&
        matched.every((each) => each.handling === matched[0]?.handling && each.points === matched[0]?.points)
        ? outcome(matched[0])
        : null;
    case 'first':
      return matched[0] ? outcome(matched[0]) : null;
    case 'priority': {
      const [best] = matched.toSorted((a, b) => rank(a) - rank(b));
      return best ? outcome(best) : null;
    }
    case 'output-order':
      return matched.toSorted((a, b) => rank(a) - rank(b)).map(outcome);
    case 'collect sum':
      return points.reduce((sum, each) => sum + each, 0);
    case 'collect min':
      return points.length > 0 ? Math.min(...points) : null;
    case 'collect max':
      return points.length > 0 ? Math.max(...points) : null;
    case 'collect count':
      return points.length;
    default:
      return matched.map(outcome);
  }
}

describe('A decision table', () => {
  test('gives under every hit policy what reading it row by row gives', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(...POLICIES, ...SUMS),
        fc.array(facts, { minLength: 1, maxLength: 20 }),
        (rows, hit, asked) => {
          const outputs = hit.startsWith('collect ') ? ['points'] : ['handling', 'points'];
          const decision = decisionOf(yamlOf(rows, hit, outputs));
          for (const given of asked) expect(decide(decision, given).outcome).toEqual(naive(rows, hit, given));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('names for every row that did not match the first condition that failed', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), facts, (rows, given) => {
        const { matched, unmatched } = decide(decisionOf(yamlOf(rows, 'collect', ['handling', 'points'])), given);
        const failing = rows.flatMap((each, at) => {
          const name = (['items', 'channel', 'paid'] as const).find(
            (input) => !accepts(each[input], given[input] ?? null),
          );
          return name ? [{ rule: String(at + 1), input: name, value: given[name] ?? null }] : [];
        });
        const told = unmatched.flatMap(({ input, value, tests }) =>
          Object.keys(tests).map((rule) => ({ rule, input, value })),
        );
        expect(told.toSorted((a, b) => Number(a.rule) - Number(b.rule))).toEqual(failing);
        expect(matched.length + told.length).toBe(rows.length);
      }),
      { numRuns: 50 },
    );
  });

  test('is written as JSON with all its reasons as JSON.stringify would', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 70 }),
        fc.constantFrom(...POLICIES),
        fc.array(facts, { minLength: 1, maxLength: 5 }),
        (rows, hit, asked) => {
          const decision = decisionOf(yamlOf(rows, hit, ['handling', 'points']));
          for (const given of asked) {
            expect(writeAnswer(decide(decision, given))).toBe(JSON.stringify(decide(decision, given)));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('finds the same rows as json-rules-engine on random tables and examples', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...POLICIES),
        fc.array(facts, { minLength: 1, maxLength: 5 }),
        async (rows, hit, asked) => {
          const examples = asked.map(
            (given, at) => `  - ${JSON.stringify({ name: `example ${at}`, given, expect: null })}`,
          );
          const decision = decisionOf(`${yamlOf(rows, hit, ['handling', 'points'])}examples:\n${examples.join('\n')}`);
          const results = await runExamples(decision, ENVIRONMENT);
          expect(results.flatMap(({ problems }) => problems.filter(({ code }) => code === 'ENGINES_DISAGREE'))).toEqual(
            [],
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test('says which rows break its hit policy', () => {
    const decision = decisionOf(`
kind: decision
name: test
about: Order
inputs: { items: items }
outputs: { points: integer }
table: [{ when: { items: '> 1' }, then: { points: 1 } }, { when: { items: '> 2' }, then: { points: 2 } }]`);
    const { outcome, problems } = decide(decision, { items: 3 });
    expect(outcome).toBeNull();
    expect(problems).toEqual([
      {
        code: 'HIT_NOT_UNIQUE',
        severity: 'error',
        message: {
          en: 'Only one row may match, but these do: 1, 2.',
          ro: 'Un singur rând se poate potrivi, dar se potrivesc: 1, 2.',
        },
      },
    ]);
  });

  test('falls back on its default, and to an empty list or zero where it collects', () => {
    const table = (rest: string) =>
      decisionOf(`
kind: decision
name: test
about: Order
inputs: { items: items }
outputs: { points: decimal }
${rest}
table: [{ when: { items: '> 1' }, then: { points: 0.1 } }, { when: { items: '> 1' }, then: { points: 0.2 } }]`);
    expect(decide(table('hit: first\ndefault: { points: 7 }'), { items: 1 }).outcome).toEqual({ points: '7' });
    expect(decide(table('hit: collect'), { items: 1 }).outcome).toEqual([]);
    expect(decide(table('hit: collect sum'), { items: 1 }).outcome).toBe(0);
    expect(decide(table('hit: collect max'), { items: 1 }).outcome).toBeNull();
    expect(decide(table('hit: collect sum'), { items: 2 }).outcome).toBe('0.3');
  });

  test('puts rows with a priority in its order', () => {
    const decision = decisionOf(`
kind: decision
name: test
about: Order
inputs: { items: items }
outputs: { points: integer }
hit: priority
table: [{ then: { points: 1 } }, { then: { points: 2 }, priority: 9 }, { then: { points: 3 }, priority: 3 }]`);
    expect(decide(decision, {}).outcome).toEqual({ points: 2 });
  });
});
