import { evaluate as feelin } from '@bpmn-io/feelin';
import type { Json, JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileExpression, contextType, evaluatePredicate } from '../src/index.ts';
import { environment, orderScope } from './order-scope.ts';

const small = fc.integer({ min: -20, max: 20 });
const word = fc.constantFrom('a', 'b', 'ab', 'abc', 'x y', '');
const quoted = word.map((each) => JSON.stringify(each));

/** Expressions of the part of the language in which our oracle is exact: whole numbers, texts, logic, lists. */
const { number: numberText, condition: conditionText } = fc.letrec<{
  number: string;
  condition: string;
  text: string;
  list: string;
}>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    small.map((each) => (each < 0 ? `(${each})` : String(each))),
    fc.constantFrom('p', 'q'),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map((parts) => `(${parts.join(' ')})`),
    fc.tuple(fc.constantFrom('count', 'sum', 'min', 'max'), tie('list')).map(([name, list]) => `${name}(${list})`),
    fc.tuple(tie('list'), fc.integer({ min: 1, max: 3 })).map(([list, at]) => `${list}[${at}]`),
    tie('text').map((text) => `string length(${text})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
    tie('number').map((each) => `abs(${each})`),
    fc.tuple(tie('number'), fc.constantFrom(2, 3, 5)).map(([each, by]) => `modulo(${each}, ${by})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false'),
    fc
      .tuple(tie('number'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number'))
      .map((parts) => parts.join(' ')),
    fc.tuple(tie('text'), fc.constantFrom('=', '!='), tie('text')).map((parts) => parts.join(' ')),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([a, by, b]) => `((${a}) ${by} (${b}))`),
    tie('condition').map((each) => `not(${each})`),
    fc.tuple(tie('number'), small, small).map(([a, b, c]) => `(${a}) between ${Math.min(b, c)} and ${Math.max(b, c)}`),
    fc.tuple(tie('number'), small, small).map(([a, b, c]) => `(${a}) in [${Math.min(b, c)}..${Math.max(b, c)}]`),
    fc
      .tuple(fc.constantFrom('contains', 'starts with', 'ends with'), tie('text'), tie('text'))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom('some', 'every'), tie('list'), small)
      .map(([word, list, bound]) => `(${word} e in ${list} satisfies e > ${bound})`),
    fc.tuple(tie('list'), tie('number')).map(([list, each]) => `list contains(${list}, ${each})`),
  ),
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    quoted,
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    tie('text').map((each) => `upper case(${each})`),
    tie('number').map((each) => `string(${each})`),
  ),
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(tie('number'), { minLength: 3, maxLength: 5 }).map((each) => `[${each.join(', ')}]`),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 5, max: 8 }))
      .map(([a, b]) => `(for i in ${a}..${b} return i * 2)`),
    tie('list').map((list) => `concatenate(${list}, [1, 2, 3])`),
    tie('list').map((list) => `reverse(${list})`),
    fc.tuple(tie('list'), small).map(([list, by]) => `(for e in ${list} return e + ${by})`),
  ),
}));

const numbers = contextType('Numbers', { p: { kind: 'number' }, q: { kind: 'number' } });

/** Where values lie within what floating point holds exactly, an independent implementation says the same. */
function agrees(text: string, record: { p: number; q: number }): void {
  const { value: theirs } = feelin(text, record);
  if (typeof theirs === 'number' && Math.abs(theirs) > 1e15) return;
  // Decimals know no negative zero.
  const expected = theirs === 0 ? 0 : theirs;
  const { result, problems } = compileExpression(text, { scope: numbers, lenient: true });
  expect([text, problems.filter((each) => each.severity === 'error')]).toEqual([text, []]);
  expect([text, result?.evaluate(record, environment).value]).toEqual([text, expected]);
}

test('numbers are computed as by feelin', () => {
  fc.assert(
    fc.property(numberText, small, small, (text, p, q) => agrees(text, { p, q })),
    { numRuns: 400 },
  );
});

test('conditions are decided as by feelin', () => {
  fc.assert(
    fc.property(conditionText, small, small, (text, p, q) => agrees(text, { p, q })),
    { numRuns: 400 },
  );
});

describe('we differ from feelin on purpose', () => {
  test.each<[string, Json, string]>([
    ['0.1 + 0.2 = 0.3', true, 'numbers are decimals'],
    ['9007199254740993 - 9007199254740992', 1, 'numbers have 34 digits'],
    ['1e400 > 1e399', true, 'numbers reach to 1e6144'],
    ['matches("ab", "(?=a)")', null, 'patterns run in linear time, without look-around'],
    ['"a" < 1', null, 'text is not ordered with numbers'],
    ['1 / 3 * 3', '0.9999999999999999999999999999999999', 'a quotient has 34 digits, and is not a third'],
    ['round half up(1.005, 2)', '1.01', 'what is written in decimals is exact'],
    ['"RO" >= 1000', null, 'text is not ordered with numbers'],
  ])('%s is %j, because %s', (text: string, value: Json, _why: string) => {
    const { result } = compileExpression(text, { scope: orderScope, lenient: true });
    expect(result?.evaluate({}, environment).value).toEqual(value);
    // When feelin comes to say the same, the line can go.
    expect(feelin(text, {}).value).not.toEqual(value);
  });
});

const amount = fc.option(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom('0.5', '2.50', '-1.25')), {
  nil: null,
});
const choice = fc.option(fc.constantFrom('open', 'closed'), { nil: null });
const flag = fc.option(fc.boolean(), { nil: null });
const day = fc.option(fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-28'), { nil: null });
const instant = fc.option(
  fc.constantFrom('2026-01-01T10:00:00.000Z', '2026-01-02T10:00:00.000Z', '2025-12-31T23:30:00.000Z'),
  { nil: null },
);
const customer = fc.option(
  fc.record<Record<string, Json>>({
    id: fc.constantFrom('C1', 'P1'),
    name: fc.option(word, { nil: null }),
    segment: fc.constantFrom('small', 'large', null),
  }),
  { nil: null },
);
const line = fc.record<Record<string, Json>>({ id: fc.constant('L'), amount, status: choice, customer });
const record: fc.Arbitrary<JsonObject> = fc.record<Record<string, Json>>({
  title: fc.option(word, { nil: null }),
  status: fc.option(fc.constantFrom('open', 'won', 'lost'), { nil: null }),
  pieces: amount,
  total: fc.option(fc.record<Record<string, Json>>({ amount, currency: fc.constant('EUR') }), { nil: null }),
  active: flag,
  due: day,
  createdAt: instant,
  customer,
  lines: fc.array(line, { maxLength: 3 }),
});

/** Conditions over an order that a database can answer. */
const { condition: queryText } = fc.letrec<{ condition: string; number: string; lineCondition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'pieces',
      'total.amount',
      'abs(pieces)',
      'string length(title)',
      '1',
      '-2',
      '0.5',
      'hours between(createdAt, now())',
    ),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number')).map((parts) => `(${parts.join(' ')})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(tie('number'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number'))
      .map((parts) => parts.join(' ')),
    fc.constantFrom(
      'active',
      'customer = null',
      'customer != null',
      'customer.id = me.id',
      'customer.segment = "large"',
      'status != "open"',
      'status in ("open", "won")',
      'pieces in (1, > 2, [-3..0))',
      'pieces between -1 and 2',
      'due < today()',
      'due >= today() - @"P1D"',
      'createdAt < now() - @"PT12H"',
      'contains(title, "a")',
      'starts with(customer.name, "a")',
      'upper case(title) = "AB"',
      'title + "c" = "abc"',
      'pieces = null',
      'null != title',
      'count(lines) > 0',
      'count(lines[status = "open"]) = 0',
      'coalesce(pieces, 0) > 1',
    ),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([a, by, b]) => `((${a}) ${by} (${b}))`),
    tie('condition').map((each) => `not(${each})`),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
    fc
      .tuple(fc.constantFrom('some', 'every'), tie('lineCondition'))
      .map(([word, each]) => `(${word} l in lines satisfies ${each})`),
    fc
      .tuple(fc.constantFrom('some', 'every'), tie('lineCondition'))
      .map(([word, each]) => `(${word} l in lines[status = "open"] satisfies ${each})`),
  ),
  lineCondition: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'l.amount > 1',
      'l.status = "open"',
      'l.customer.segment != "small"',
      'l.customer = null',
      'l.amount * 2 >= 1',
      'not(l.amount > 1)',
    ),
    fc
      .tuple(tie('lineCondition'), fc.constantFrom('and', 'or'), tie('lineCondition'))
      .map(([a, by, b]) => `(${a} ${by} ${b})`),
    tie('lineCondition').map((each) => `not(${each})`),
  ),
}));

test('a predicate is true exactly where its expression is, whatever is null', () => {
  const me = { id: 'P1', team: 'north' };
  const parameters = { now: environment.now, today: '2026-01-02', 'me.id': me.id };
  fc.assert(
    fc.property(queryText, fc.array(record, { minLength: 8, maxLength: 8 }), (text, records) => {
      const { result, problems } = compileExpression(text, { scope: orderScope, lenient: true });
      expect([text, problems.filter((each) => each.severity === 'error')]).toEqual([text, []]);
      if (!result?.predicate) throw new Error(`not queryable: ${text}`);
      for (const given of records) {
        const holds = result.holds({ ...given, me }, environment);
        expect([text, given, evaluatePredicate(result.predicate, given, parameters)]).toEqual([text, given, holds]);
      }
    }),
    { numRuns: 400 },
  );
});
