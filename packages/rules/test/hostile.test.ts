import type { Json, JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../src/index.ts';
import { decide, decisionOf, load, problemsOf } from './content.ts';

const TABLE = `
kind: decision
name: test
about: Order
inputs: { items: items, channel: channel, total: total.amount, due: due, segment: customer.segment, many: count(tags) }
outputs: { points: integer }
hit: first
table:
  - { when: { items: '> 10', channel: web }, then: { points: 1 } }
  - { when: { total: '[10..20)', due: '< date("2026-01-01")' }, then: { points: 2 } }
  - { when: { segment: small, many: '> 1' }, then: { points: 3 } }
  - { then: { points: 4 } }
`;

const RULES = `
kind: decision
name: test
about: Order
rules:
  - conditions: { all: [{ fact: items, operator: greaterThan, value: 10 }, { not: { fact: tags, operator: contains, value: small } }] }
    event: { type: a }
  - conditions: { any: [{ fact: total, operator: lessThan, value: '99.99' }, { fact: customer, path: $.segment, operator: in, value: [small] }] }
    event: { type: b, params: { who: { fact: channel } } }
`;

function never(decision: Decision, facts: unknown): void {
  const answer = decide(decision, facts as JsonObject);
  expect(JSON.parse(JSON.stringify(answer))).toMatchObject({
    decision: 'test',
    version: expect.any(String),
    problems: expect.any(Array),
  });
}

describe('A decision that is asked with bad facts', () => {
  test.each([
    ['a table', TABLE],
    ['rules', RULES],
  ])('never throws and always answers: %s', (_, yaml) => {
    const decision = decisionOf(yaml);
    const name = fc.constantFrom('items', 'channel', 'total', 'due', 'customer', 'tags', 'constructor', '__proto__');
    const anything = fc.jsonValue() as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.dictionary(name, fc.oneof(anything, fc.record({ amount: anything, segment: anything }))),
          fc.anything(),
        ),
        (facts) => never(decision, facts),
      ),
      { numRuns: 500 },
    );
  });

  test('says which fact has the wrong type, and takes it for missing', () => {
    const answer = decide(decisionOf(TABLE), {
      items: 'many',
      channel: 7,
      total: { amount: [], currency: 'EUR' },
      due: '31.01.2026',
    });
    expect(answer.outcome).toEqual({ points: 4 });
    expect(answer.inputs).toMatchObject({ items: null, channel: null, total: null, due: null });
    expect(answer.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
      expect.objectContaining({ en: '`items` should be a number, but it is a text.' }),
      expect.objectContaining({ en: '`channel` should be a text, but it is a number.' }),
      expect.objectContaining({ ro: '`total.amount` ar trebui să fie un număr, dar este o listă.' }),
      expect.objectContaining({ en: '`due` should be a date such as 2026-01-31, but it is a text.' }),
    ]);
  });

  test('knows numbers that are far too large, and texts of a million digits for no numbers', () => {
    const decision = decisionOf(TABLE);
    expect(decide(decision, { items: `1${'0'.repeat(300)}`, channel: 'web' }).outcome).toEqual({ points: 1 });
    expect(decide(decision, { items: '1e400', channel: 'web' }).outcome).toEqual({ points: 1 });
    expect(decide(decision, { items: '9'.repeat(1_000_000), channel: 'web' }).problems).toContainEqual(
      expect.objectContaining({ code: 'FACT_TYPE' }),
    );
    expect(decide(decision, { items: Number.NaN, channel: 'web' }).outcome).toEqual({ points: 4 });
    expect(decide(decision, { items: Number.POSITIVE_INFINITY, channel: 'web' }).outcome).toEqual({ points: 4 });
  });

  test('finds no facts in prototypes', () => {
    const facts = Object.create({ items: 11, channel: 'web' }) as JsonObject;
    expect(decide(decisionOf(TABLE), facts).outcome).toEqual({ points: 4 });
    expect(decide(decisionOf(TABLE), JSON.parse('{"__proto__": {"items": 11, "channel": "web"}}')).outcome).toEqual({
      points: 4,
    });
  });

  test('reports facts that are no object, and a getter that throws', () => {
    const decision = decisionOf(TABLE);
    expect(decide(decision, [] as unknown as JsonObject).problems[0]?.code).toBe('FACTS_NOT_AN_OBJECT');
    const trap = Object.defineProperty({}, 'items', {
      enumerable: true,
      get: () => {
        throw new Error('trap');
      },
    });
    expect(decide(decision, trap as JsonObject)).toMatchObject({
      outcome: null,
      problems: [{ code: 'DECISION_FAILED' }],
    });
  });

  test('reports what is no list where a list is compared, and lets that rule rest', () => {
    const decision = decisionOf(`
kind: decision
name: test
facts: { a: json, b: json }
rules:
  - { name: first, conditions: { not: { fact: a, operator: in, value: { fact: b } } }, event: { type: x } }
  - { name: second, conditions: { all: [] }, event: { type: y } }`);
    const answer = decide(decision, { a: 1, b: 2 });
    expect(answer.outcome).toEqual([{ type: 'y' }]);
    expect(answer.problems).toEqual([expect.objectContaining({ code: 'INVALID_OPERAND' })]);
    expect(answer.unmatched).toHaveLength(1);
  });
});

describe('Content that is too much', () => {
  test('a table of 20,000 rows loads and decides', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) =>
        `  - { when: { items: '[${at}..${at + 1})', channel: ${at % 2 ? 'web' : 'shop'} }, then: { points: ${at} } }`,
    );
    const decision = decisionOf(`
kind: decision
name: test
about: Order
inputs: { items: items, channel: channel }
outputs: { points: integer }
table:
${rows.join('\n')}`);
    expect(decide(decision, { items: 12_345, channel: 'web' }).outcome).toEqual({ points: 12_345 });
    expect(decide(decision, { items: '12344.5', channel: 'shop' }).outcome).toEqual({ points: 12_344 });
    expect(decide(decision, { items: 12_345, channel: 'shop' }).outcome).toBeNull();
    const { unmatched } = decide(decision, { items: 12_345, channel: 'shop' });
    expect(unmatched.map(({ input, tests }) => [input, Object.keys(tests).length])).toEqual([
      ['items', 19_999],
      ['channel', 1],
    ]);
  });

  test('a condition nested a hundred deep is decided, one nested ten thousand deep is a problem', () => {
    const nested = (depth: number) => `
kind: decision
name: test
about: Order
rules:
  - { conditions: ${'{ not: '.repeat(depth)}{ fact: items, operator: equal, value: 1 }${' }'.repeat(depth)}, event: { type: a } }`;
    expect(decide(decisionOf(nested(100)), { items: 1 }).outcome).toEqual([{ type: 'a' }]);
    expect(load(nested(10_000)).problems.length).toBeGreaterThan(0);
  });

  const chain = (name: string, calls: readonly string[]) => `
---
kind: decision
name: ${name}
about: Order
decide: { ${calls.map((each, at) => `c${at}: ${each}`).join(', ')} }
inputs: { items: items }
outputs: { points: integer }
hit: first
table: [{ then: { points: 1 } }]`;

  test('decisions that ask each other in a circle, or too many of each other, are problems at their place', () => {
    const circle = Array.from({ length: 300 }, (_, at) => chain(`d${at}`, [`d${(at + 1) % 300}`]));
    const inCircle = problemsOf(circle.join(''));
    expect(inCircle).toHaveLength(300);
    expect(inCircle[0]).toMatch(/^\d+:\d+ DECISION_CYCLE .* d0 → d1 → d2 → .* \(one of them must not call the next\)$/);

    const long = Array.from({ length: 1500 }, (_, at) => chain(`d${at}`, at === 0 ? [] : [`d${at - 1}`]));
    expect(problemsOf(long.join('')).every((each) => each.includes('TOO_MANY_CALLS'))).toBe(true);

    // Each asks the one before it twice: 2^30 questions.
    const wide = Array.from({ length: 30 }, (_, at) => chain(`d${at}`, at === 0 ? [] : [`d${at - 1}`, `d${at - 1}`]));
    expect(problemsOf(wide.join(''))[0]).toContain('TOO_MANY_CALLS');
    expect(problemsOf(wide.slice(0, 9).join(''))).toEqual([]);
  }, 120_000);

  test('a path may hold no script', () => {
    const lines = problemsOf(`
kind: decision
name: test
about: Order
rules:
  - conditions: { all: [{ fact: customer, path: '$[?(@.constructor)]', operator: equal, value: 1 }] }
    event: { type: a }`);
    expect(lines).toEqual([expect.stringContaining('UNKNOWN_PATH')]);
  });
});
