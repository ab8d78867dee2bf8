import { describe, expect, test } from '@jest/globals';
import { runExamples } from '../src/index.ts';
import { decide, decisionOf, ENVIRONMENT, problemsOf } from './content.ts';

const FEE = `
kind: decision
name: fee
about: Order
inputs: { items: items }
outputs: { fee: integer }
hit: first
table: [{ when: { items: '> 10' }, then: { fee: 0 }, because: many items }, { then: { fee: 5 } }]
examples: [{ name: Few items cost a fee, given: { items: 1 }, expect: { fee: 5 } }]
`;

const replacing = (name: string, days: string, fee: number) => `
---
kind: decision
name: ${name}
about: Order
replaces: fee
${days}
inputs: { total: total.amount }
outputs: { fee: integer }
hit: first
table: [{ then: { fee: ${fee} } }]
examples: [{ name: It costs ${fee}, given: { total: { amount: "1.00", currency: EUR } }, expect: { fee: ${fee} } }]
`;

const on = (day: string) => ({ ...ENVIRONMENT, now: `${day}T12:00:00.000Z` });

describe('A decision that another one replaces for a time', () => {
  const content = FEE + replacing('fee-holidays', 'validFrom: 2026-12-20\nvalidTo: 2026-12-27', 1);

  test('is answered by that one on its days, and by itself before and after', () => {
    const fee = decisionOf(content, 'fee');
    const asked = ['2026-12-19', '2026-12-20', '2026-12-27', '2026-12-28'].map((day) => decide(fee, {}, on(day)));
    expect(asked.map(({ decision, outcome }) => [decision, outcome])).toEqual([
      ['fee', { fee: 5 }],
      ['fee-holidays', { fee: 1 }],
      ['fee-holidays', { fee: 1 }],
      ['fee', { fee: 5 }],
    ]);
  });

  test('counts days in the zone of the asking person', () => {
    const fee = decisionOf(content, 'fee');
    const now = '2026-12-19T22:30:00.000Z';
    expect(decide(fee, {}, { ...ENVIRONMENT, now }).outcome).toEqual({ fee: 1 });
    expect(decide(fee, {}, { ...ENVIRONMENT, now, zone: 'UTC' }).outcome).toEqual({ fee: 5 });
  });

  test('loads what either of the two reads', () => {
    expect(decisionOf(content, 'fee').paths).toEqual([['items'], ['total', 'amount']]);
  });

  test('has its examples run by itself, each on a day on which it counts', async () => {
    for (const name of ['fee', 'fee-holidays']) {
      for (const day of ['2026-12-01', '2026-12-24', '2027-01-05']) {
        const [result] = await runExamples(decisionOf(content, name), on(day));
        expect([name, result?.answer.decision, result?.problems]).toEqual([name, name, []]);
      }
    }
  });

  test('changes the version of who calls it when its replacement changes', () => {
    const caller = `
---
kind: decision
name: test
about: Order
decide: { cost: fee }
inputs: { fee: cost.fee }
outputs: { points: integer }
hit: first
table: [{ when: { fee: '> 1' }, then: { points: 1 } }, { then: { points: 2 } }]
`;
    const dear = content.replace('fee: 1 }', 'fee: 2 }');
    const one = decisionOf(content + caller);
    expect(decide(one, {}, on('2026-12-24'))).toMatchObject({
      outcome: { points: 2 },
      calls: [{ decision: 'fee-holidays' }],
    });
    expect(decisionOf(dear + caller).version).not.toBe(one.version);
    expect(decisionOf(content + caller).version).toBe(one.version);
  });
});

describe('A decision with days of its own', () => {
  test('gives no answer on others, and says so', () => {
    const test = decisionOf(FEE.replace('about: Order', 'about: Order\nvalidFrom: 2026-06-01'), 'fee');
    expect(decide(test, { items: 1 }, on('2026-06-01')).outcome).toEqual({ fee: 5 });
    expect(decide(test, { items: 1 }, on('2026-05-31'))).toMatchObject({
      outcome: null,
      problems: [
        {
          code: 'DECISION_NOT_VALID',
          message: {
            en: '`fee` counts from 2026-06-01 to …, not on 2026-05-31.',
            ro: '`fee` este valabilă de la 2026-06-01 până la …, nu la 2026-05-31.',
          },
        },
      ],
    });
  });
});

describe('The check of days', () => {
  test.each([
    [
      'two replacements of the same days',
      FEE + replacing('a', 'validFrom: 2026-12-20', 1) + replacing('b', 'validTo: 2026-12-20', 2),
      'REPLACEMENTS_OVERLAP',
    ],
    [
      'a decision that ends before it begins',
      FEE + replacing('a', 'validFrom: 2026-12-20\nvalidTo: 2026-12-19', 1),
      'NEVER_VALID',
    ],
    ['a replacement of nothing', replacing('a', '', 1), 'fee'],
    [
      'a replacement of a replacement',
      `${FEE}${replacing('a', '', 1)}${replacing('b', '', 1).replace('replaces: fee', 'replaces: a')}`,
      'REPLACES_REPLACEMENT',
    ],
    [
      'another form of answer',
      FEE +
        replacing('a', '', 1)
          .replace('hit: first', 'hit: collect')
          .replace('expect: { fee: 1 }', 'expect: [{ fee: 1 }]'),
      'REPLACES_OTHER_RESULT',
    ],
    [
      'other outputs',
      FEE + replacing('a', '', 1).replace('{ fee: integer }', '{ fee: text }').replaceAll('fee: 1 }', "fee: 'x' }"),
      'REPLACES_OTHER_OUTPUTS',
    ],
    ['a replacement that asks what it replaces', FEE + replacing('a', 'decide: { old: fee }', 1), 'DECISION_CYCLE'],
  ])('refuses %s', (_, content, code) => {
    expect(problemsOf(content)).toEqual([expect.stringContaining(code)]);
  });

  test('lets one end on the day before the next begins', () => {
    const both = replacing('a', 'validTo: 2026-12-19', 1) + replacing('b', 'validFrom: 2026-12-20', 2);
    expect(problemsOf(FEE + both)).toEqual([]);
  });
});
