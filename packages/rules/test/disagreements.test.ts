import type { FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import type { Condition, Rule } from '../src/decision.ts';
import { decisionOver, engineOf } from './reference.ts';

/** One place where compiled rules do not do what json-rules-engine does, on purpose. docs/json-rules-engine.md lists them. */
interface Disagreement {
  readonly on: string;
  readonly types: Readonly<Record<string, FeelType>>;
  readonly condition: Condition;
  readonly given: JsonObject;
  /** Do the conditions hold? `rejects`: the run ends with an error, so that no rule fires. */
  readonly theirs: boolean | 'rejects';
  readonly ours: boolean;
}

const NUMBER: FeelType = { kind: 'number' };
const INSTANT: FeelType = { kind: 'date and time' };
const ANY: FeelType = { kind: 'any' };
const MONEY: FeelType = {
  kind: 'context',
  name: 'money',
  names: () => ['amount', 'currency'],
  member: (name) => (name === 'amount' ? { type: { kind: 'number' } } : undefined),
};

const compare = (operator: string, value: Json): Condition => ({ fact: 'a', operator, value });

const DISAGREEMENTS: readonly Disagreement[] = [
  {
    on: 'numbers written as texts are compared as numbers',
    ...{ types: { a: ANY }, condition: compare('lessThan', '10.00'), given: { a: '9.00' }, theirs: false, ours: true },
  },
  {
    on: 'a number equals the same number written otherwise',
    ...{ types: { a: NUMBER }, condition: compare('equal', 9), given: { a: '9.00' }, theirs: false, ours: true },
  },
  {
    on: 'a number is in a list in which it is written otherwise',
    ...{ types: { a: NUMBER }, condition: compare('in', ['9.0', 10]), given: { a: '9.00' }, theirs: false, ours: true },
  },
  {
    on: 'numbers are exact beyond the digits of a double',
    types: { a: NUMBER },
    condition: compare('greaterThan', 9007199254740992),
    ...{ given: { a: '9007199254740992.5' }, theirs: false, ours: true },
  },
  {
    on: 'instants are compared in time, whatever their offset',
    types: { a: INSTANT },
    condition: compare('lessThan', '2026-01-31T12:00:00.000Z'),
    ...{ given: { a: '2026-01-31T13:00:00+02:00' }, theirs: false, ours: true },
  },
  {
    on: 'money is compared by its amount',
    types: { a: MONEY },
    condition: compare('greaterThan', 500),
    ...{ given: { a: { amount: '500.01', currency: 'EUR' } }, theirs: false, ours: true },
  },
  {
    on: 'a fact that is not given is null',
    ...{ types: { a: ANY }, condition: compare('equal', null), given: {}, theirs: false, ours: true },
  },
  {
    on: 'a path that leads nowhere is null',
    types: { a: ANY },
    condition: { fact: 'a', path: '$.no', operator: 'equal', value: null },
    ...{ given: { a: { yes: 1 } }, theirs: false, ours: true },
  },
  {
    on: 'null is neither below nor above anything',
    ...{ types: { a: ANY }, condition: compare('greaterThan', null), given: { a: 5 }, theirs: true, ours: false },
  },
  {
    on: 'a rule that cannot be asked rests, and the others are asked',
    types: { a: ANY, b: ANY },
    condition: { fact: 'a', operator: 'in', value: { fact: 'b' } },
    ...{ given: { a: 1, b: 2 }, theirs: 'rejects', ours: false },
  },
];

function rule(name: string, conditions: Condition, priority = 1): Rule {
  return { name, conditions, priority, event: { type: name }, because: undefined };
}

test.each(DISAGREEMENTS)('On purpose: $on', async ({ types, condition, given, theirs, ours }) => {
  const set = { rules: [rule('asked', { all: [condition] }), rule('other', { all: [] })] };
  const events = await engineOf(set, false)(given);
  const { outcome } = decisionOver(set, new Map(Object.entries(types)))(given);
  const names = (held: boolean) => [...(held ? [{ type: 'asked' }] : []), { type: 'other' }];
  expect(events).toEqual(theirs === 'rejects' ? undefined : names(theirs));
  expect(outcome).toEqual(names(ours));
});

test('On purpose: events of one priority come in the order of the rules, not in that in which promises end', async () => {
  const deep: Condition = { all: [{ any: [{ all: [{ fact: 'a', operator: 'equal', value: 1 }] }] }] };
  const set = { rules: [rule('deep', deep), rule('flat', { all: [] }), rule('first', { all: [] }, 2)] };
  const { outcome, matched } = decisionOver(set, new Map([['a', ANY]]))({ a: 1 });
  expect(outcome).toEqual([{ type: 'first' }, { type: 'deep' }, { type: 'flat' }]);
  expect(matched.map(({ met }) => met)).toEqual([[], [{ input: 'a', test: '= 1', value: 1 }], []]);
});
