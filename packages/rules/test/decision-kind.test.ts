import { describe, expect, test } from '@jest/globals';
import { decisionKind } from '../src/index.ts';
import { decide, decisionOf, problemsOf } from './content.ts';

const TABLE = `
kind: decision
name: test
about: Order
inputs: { items: items, channel: channel, segment: customer.segment, due: due }
outputs: { handling: { type: choice, of: channel }, fee: decimal }
hit: first
`;

describe('A decision', () => {
  test('is described by an example that loads', () => {
    expect(decisionOf(decisionKind.example, 'order-handling').examples).toHaveLength(1);
  });

  test('says which paths of the record must be loaded before', () => {
    const decision = decisionOf(`${TABLE}table: [{ when: { items: "> discount" }, then: { handling: web } }]`);
    expect(decision.paths).toEqual([['items'], ['channel'], ['customer', 'segment'], ['due'], ['discount']]);
  });

  test('knows its outcome as a type for those who use it', () => {
    const { outcome } = decisionOf(`${TABLE}table: [{ then: { handling: web } }]`);
    expect(outcome.kind === 'context' && outcome.member('handling')?.type).toEqual({
      kind: 'string',
      values: ['web', 'shop', 'direct'],
    });
  });

  test('has a version that changes with its content and not with its place', () => {
    const one = decisionOf(`${TABLE}table: [{ then: { handling: web } }]`);
    const moved = decisionOf(`# a comment\n${TABLE}table: [{ then: { handling: web } }]`);
    const other = decisionOf(`${TABLE}table: [{ then: { handling: shop } }]`);
    expect(moved.version).toBe(one.version);
    expect(other.version).not.toBe(one.version);
  });

  test('takes bare choices, numbers, booleans and nothing as tests', () => {
    const decision = decisionOf(`${TABLE}table:
  - { when: { channel: 'web, shop', items: 3 }, then: { handling: web } }
  - { when: { segment: not(key-account), channel: direct }, then: { handling: shop } }
  - { when: { items: 'null' }, then: { handling: direct } }`);
    expect(decide(decision, { channel: 'shop', items: 3 }).outcome).toEqual({ handling: 'web' });
    expect(decide(decision, { channel: 'direct', items: 1, customer: { segment: 'small' } }).outcome).toEqual({
      handling: 'shop',
    });
    expect(decide(decision, { channel: 'direct', customer: { segment: 'key-account' } }).outcome).toEqual({
      handling: 'direct',
    });
  });

  test('reads settings as the numbers they are', () => {
    const decision = decisionOf(`
kind: decision
name: test
about: Order
inputs: { total: total.amount }
outputs: { handling: text }
hit: first
table: [{ when: { total: '>= settings.largeOrder' }, then: { handling: personal } }]`);
    const answer = decide(decision, { total: { amount: '1000.00', currency: 'EUR' } });
    expect(answer.outcome).toEqual({ handling: 'personal' });
    expect(answer.matched[0]?.met).toEqual([{ input: 'total', test: '>= 1000', value: '1000.00' }]);
    expect(decide(decision, { total: { amount: '999.99', currency: 'EUR' } }).outcome).toBeNull();
  });

  test('computes formulas of the record that the caller did not bring', () => {
    const decision = decisionOf(`
kind: decision
name: test
about: Order
inputs: { each: perItem }
outputs: { handling: text }
hit: first
table: [{ when: { each: '> 10' }, then: { handling: careful } }]`);
    expect(decision.paths).toEqual([['perItem'], ['total', 'amount'], ['items']]);
    expect(decide(decision, { total: { amount: '31.00', currency: 'EUR' }, items: 3 }).outcome).toEqual({
      handling: 'careful',
    });
    expect(decide(decision, { perItem: '9.99' }).outcome).toBeNull();
  });

  test('computes outputs where a row says so', () => {
    const decision = decisionOf(
      `${TABLE}table: [{ when: { items: '> 1' }, then: { handling: web, fee: { is: items * 0.1 } } }]`,
    );
    expect(decide(decision, { items: 3 }).outcome).toEqual({ handling: 'web', fee: '0.3' });
  });

  test('counts a row only within its days, in the zone of the asking person', () => {
    const decision = decisionOf(`${TABLE}table:
  - { then: { handling: web }, validTo: 2026-03-02 }
  - { then: { handling: shop }, validFrom: 2026-03-03 }`);
    const at = (now: string) => decide(decision, {}, { now, zone: 'Europe/Bucharest', locale: 'ro' });
    expect(at('2026-03-02T21:59:59.999Z').outcome).toEqual({ handling: 'web' });
    expect(at('2026-03-02T22:00:00.000Z').outcome).toEqual({ handling: 'shop' });
    expect(at('2026-03-02T22:00:00.000Z').unmatched).toEqual([
      { input: 'today', value: '2026-03-03', tests: { 1: '[..2026-03-02]' } },
    ]);
  });

  test('calls other decisions first and reads their outcomes', () => {
    const decision = decisionOf(`
kind: decision
name: scoring
about: Order
inputs: { items: items }
outputs: { points: integer }
hit: collect sum
table: [{ when: { items: '> 1' }, then: { points: 2 } }, { when: { items: '> 2' }, then: { points: 3 } }]
---
kind: decision
name: test
about: Order
decide: { score: scoring }
inputs: { score: score }
outputs: { handling: text }
hit: first
table: [{ when: { score: '>= 5' }, then: { handling: personal } }, { then: { handling: standard } }]`);
    const answer = decide(decision, { items: 3 });
    expect(answer.outcome).toEqual({ handling: 'personal' });
    expect(answer.calls.map(({ decision: name, outcome }) => [name, outcome])).toEqual([['scoring', 5]]);
    expect(decision.paths).toEqual([['items']]);
  });
});

describe('A broken decision', () => {
  test('tells everything that is wrong with a table at its place, with the remedy', () => {
    expect(
      problemsOf(`${TABLE}table:
  - { when: { itms: 1, items: '"many"' }, then: { handling: wbe, fees: 1 } }
  - { when: { channel: 'shp' }, then: { handling: web, fee: much } }
examples:
  - { name: wrong, given: { itms: 1, paid: 3 }, expect: { handlig: web } }`),
    ).toEqual([
      '9:15 UNKNOWN_INPUT There is no input `itms`. (did you mean `items`?)',
      expect.stringContaining('9:32 WRONG_TYPE A number cannot be compared with text.'),
      '9:61 UNKNOWN_CHOICE There is no choice `wbe`. (there is `web`, `shop`, `direct`)',
      '9:72 UNKNOWN_OUTPUT There is no output `fees`. (did you mean `fee`?)',
      expect.stringMatching(/^10:24 UNKNOWN_CHOICE "shp" is not one of .* \(did you mean "shop"\?\)/),
      expect.stringMatching(/^10:61 NOT_A_NUMBER /),
      '12:29 UNKNOWN_FACT There is no fact `itms`. (did you mean `items`?)',
      '12:44 FACT_TYPE `paid` should be true or false, but it is a number.',
      '12:57 UNKNOWN_OUTPUT There is no output `handlig`. (did you mean `handling`?)',
    ]);
  });

  test('tells everything that is wrong with rules at its place, with the remedy', () => {
    const lines = problemsOf(`
kind: decision
name: test
about: Order
rules:
  - conditions:
      all:
        - { fact: itmes, operator: equal, value: 1 }
        - { fact: items, operator: equals, value: 1 }
        - { fact: items, operator: greaterThan, value: many }
        - { fact: channel, operator: in, value: web }
        - { fact: channel, operator: equal, value: wbe }
        - { fact: channel, operator: lessThan, value: web }
        - { fact: customer, path: $.segmnt, operator: equal, value: small }
        - { fact: items, operator: equal, value: { fact: due } }
        - { fact: items, operator: equal }
        - { condition: named }
        - { all: [], any: [] }
    event: { type: a }`);
    expect(lines.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
      '16:11 CONDITION_INCOMPLETE',
      '17:24 UNKNOWN_CONDITION',
      '18:11 CONDITION_FORM',
      '8:19 UNKNOWN_FACT',
      '9:36 UNKNOWN_OPERATOR',
      '10:56 VALUE_TYPE',
      '11:49 VALUE_NOT_A_LIST',
      '12:52 UNKNOWN_CHOICE',
      '13:38 OPERATOR_TYPE',
      '14:35 UNKNOWN_PATH',
      '15:50 FACT_TYPES_DIFFER',
    ]);
    expect(lines).toContainEqual(expect.stringContaining('did you mean `items`?'));
    expect(lines).toContainEqual(expect.stringContaining('did you mean `equal`?'));
  });

  test('may not name its own condition in a circle', () => {
    const lines = problemsOf(`
kind: decision
name: test
about: Order
conditions:
  one: { all: [{ condition: two }] }
  two: { any: [{ not: { condition: one } }] }
rules: [{ conditions: { all: [{ condition: one }] }, event: { type: a } }]`);
    expect(lines).toEqual([
      expect.stringMatching(/^6:8 CONDITION_CYCLE/),
      expect.stringMatching(/^7:8 CONDITION_CYCLE/),
    ]);
  });

  test('may not call itself over others', () => {
    const one = (name: string, other: string) => `
kind: decision
name: ${name}
facts: { a: integer }
decide: { other: ${other} }
inputs: { a: a }
outputs: { b: integer }
table: [{ then: { b: 1 } }]
`;
    const lines = problemsOf(`${one('first', 'second')}---${one('second', 'third')}---${one('third', 'first')}`);
    expect(lines).toEqual([
      expect.stringContaining(
        'DECISION_CYCLE These decisions call each other in a circle: first → second → third → first.',
      ),
      expect.stringContaining('second → third → first → second'),
      expect.stringContaining('third → first → second → third'),
    ]);
  });

  test('has a table or rules, is about something, and gives one number where numbers are added', () => {
    expect(problemsOf('kind: decision\nname: test\n')).toEqual([
      expect.stringContaining('TABLE_OR_RULES'),
      expect.stringContaining('NO_FACTS'),
    ]);
    expect(
      problemsOf(`
kind: decision
name: test
facts: { a: integer }
inputs: { a: a }
outputs: { b: integer, c: integer }
hit: collect sum
table: [{ then: { b: 1 }, validFrom: 2026-02-01, validTo: 2026-01-01 }]`),
    ).toEqual([expect.stringContaining('ONE_OUTPUT_ONLY'), expect.stringContaining('NEVER_VALID')]);
  });
});
