import { describe, expect, test } from '@jest/globals';
import { explain, runExamples } from '../src/index.ts';
import { decide, decisionOf, ENVIRONMENT } from './content.ts';

const RULES = `
kind: decision
name: test
about: Order
inputs: { items: items, total: total.amount, segment: customer.segment, limit: settings.largeOrder, due: due }
outputs: { by: text }
conditions:
  large: { any: [{ fact: total, operator: greaterThanInclusive, value: { fact: limit } }, { fact: items, operator: greaterThan, value: 100 }] }
rules:
  - name: large
    priority: 5
    conditions: { all: [{ condition: large }] }
    event: { type: approval, params: { by: director, because: { en: The order is large., ro: Comanda este mare. } } }
  - name: late
    conditions: { all: [{ fact: due, operator: lessThan, value: '2026-03-01' }, { not: { fact: segment, operator: equal, value: key-account } }] }
    event: { type: reminder }
`;

describe('The examples of a decision', () => {
  test('pass on both engines when rows, reasons and outcomes are right', async () => {
    const results = await runExamples(
      decisionOf(`${RULES}
examples:
  - { name: large and late, given: { total: { amount: '1000.00', currency: EUR }, due: 2026-02-28 }, expect: [{ type: approval, by: director }, { type: reminder }], because: The order is large. }
  - { name: neither, given: { total: { amount: '999.99', currency: EUR }, items: 100, due: 2026-03-01 }, expect: [] }
  - { name: nothing known, given: {}, expect: [] }`),
      ENVIRONMENT,
    );
    expect(results.map(({ name, problems }) => [name, problems])).toEqual([
      ['large and late', []],
      ['neither', []],
      ['nothing known', []],
    ]);
  });

  test('fail at their place, with the answer', async () => {
    const [result] = await runExamples(
      decisionOf(`${RULES}
examples:
  - { name: wrong, given: { items: 101 }, expect: [{ by: manager }], because: late }`),
      ENVIRONMENT,
    );
    expect(result?.problems).toMatchObject([
      {
        code: 'EXAMPLE_FAILED',
        place: { file: 'test.yaml', line: 19 },
        message: { en: '“wrong” expects [{"by":"manager"}], but the answer is [{"type":"approval","by":"director"}].' },
        decision: { decision: 'test' },
      },
      { code: 'EXAMPLE_REASON', message: { ro: '„wrong” așteaptă motivul „late”, dar motivul este large.' } },
    ]);
  });

  test('run on the day they name', async () => {
    const [before, after] = await runExamples(
      decisionOf(`
kind: decision
name: test
about: Order
inputs: { overdue: due < today() }
outputs: { handling: text }
table: [{ when: { overdue: true }, then: { handling: remind } }, { when: { overdue: false }, then: { handling: wait } }]
examples:
  - { name: the day itself, given: { due: 2026-04-01 }, at: 2026-04-01, expect: { handling: wait }, because: 2 }
  - { name: the day after, given: { due: 2026-04-01 }, at: 2026-04-02, expect: { handling: remind }, because: 1 }`),
      ENVIRONMENT,
    );
    expect([before?.problems, after?.problems]).toEqual([[], []]);
  });

  test('compare numbers that a double cannot hold', async () => {
    const [result] = await runExamples(
      decisionOf(`
kind: decision
name: test
about: Order
rules: [{ name: r, conditions: { all: [{ fact: discount, operator: greaterThan, value: '0.30000000000000000001' }, { fact: items, operator: in, value: [1, '2.0'] }] }, event: { type: a } }]
examples: [{ name: more, given: { discount: '0.30000000000000000002', items: 2 }, expect: [{ type: a }] }]`),
      ENVIRONMENT,
    );
    expect(result?.problems).toEqual([]);
  });
});

describe('An explanation', () => {
  const TABLE = `
kind: decision
name: test
about: Order
inputs: { items: items, channel: channel, paid: paid }
outputs: { handling: { type: choice, of: channel }, points: integer }
hit: first
table:
  - { when: { items: '>= 50' }, then: { handling: direct, points: 3 }, because: { en: more than fifty, ro: peste cincizeci } }
  - { when: { channel: web, paid: true }, then: { handling: web, points: 1 } }
`;

  test('says the outcome, its reason and why the other rows do not count, in English', () => {
    const decision = decisionOf(TABLE);
    expect(explain(decide(decision, { items: 60, channel: 'shop' }), 'en', decision)).toEqual([
      'Direct sales, points 3, because 60 items ≥ 50 (row 1: more than fifty).',
      'Row 2 does not count: Channel is Shop, but must be Web.',
    ]);
  });

  test('says it in Romanian', () => {
    const decision = decisionOf(TABLE);
    expect(explain(decide(decision, { items: 49, channel: 'web', paid: true }), 'ro', decision)).toEqual([
      'Web, points 1, deoarece Canal = Web și Paid = da (rândul 2).',
      'Rândul 1 nu contează: Articole este 49, dar trebuie să fie ≥ 50.',
    ]);
  });

  test('says that nothing matched, and what is missing', () => {
    const decision = decisionOf(TABLE);
    expect(explain(decide(decision, {}), 'en', decision)).toEqual([
      'No answer, because nothing matched.',
      'Row 1 does not count: Items is missing (≥ 50).',
      'Row 2 does not count: Channel is missing (Web).',
    ]);
  });

  test('can do without the decision, after years', () => {
    const answer = JSON.parse(JSON.stringify(decide(decisionOf(TABLE), { items: 60, channel: 'shop' })));
    expect(explain(answer, 'en')[0]).toBe('Direct, points 3, because items 60 ≥ 50 (row 1: more than fifty).');
  });
});
