import type { Json } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { compileUnaryTests, type FeelType } from '../src/index.ts';
import { environment, order, orderScope } from './order-scope.ts';

const number: FeelType = { kind: 'number' };
const choice: FeelType = { kind: 'string', values: ['DS', 'TS'] };
const date: FeelType = { kind: 'date' };

function compile(text: string, input: FeelType) {
  const { result, problems } = compileUnaryTests(text, { scope: orderScope, input });
  if (!result) throw new Error(JSON.stringify(problems));
  return result;
}

describe('a cell accepts', () => {
  test.each<[string, FeelType, Json[], Json[]]>([
    ['-', number, [1, null], []],
    ['', number, [1], []],
    ['5', number, [5, '5.0'], [6, null]],
    ['> 5', number, [6, '5.01'], [5, null]],
    ['[1..5)', number, [1, '4.99'], [5, 0]],
    ['1, 2, [10..20]', number, [1, 2, 15], [3]],
    ['not(1, 2)', number, [3], [1, 2]],
    ['"DS"', choice, ['DS'], ['TS', null]],
    ['"DS", "TS"', choice, ['DS', 'TS'], [null]],
    ['null', number, [null], [1]],
    ['? > 5 and ? < 10', number, [6], [5, 10]],
    ['> pieces', number, [61], [60]],
    ['@"2026-01-01"', date, ['2026-01-01'], ['2026-01-02']],
    ['< @"2026-01-01"', date, ['2025-12-31'], ['2026-01-01']],
    ['true', { kind: 'boolean' }, [true], [false, null]],
    ['-5', number, [-5], [5]],
    ['count(lines) > 1', number, [5, null], []],
    ['> 100, count(lines) > 5', number, [101], [5, null]],
    ['pieces', number, [60], [5]],
    ['[5, 6], > 10', number, [5, 11], [7]],
    ['matches(?, "^D")', choice, ['DS'], ['TS', null]],
  ])('%s', (text, input, yes, no) => {
    const tests = compile(text, input);
    for (const each of yes) expect([each, tests.accepts(each, order, environment)]).toEqual([each, true]);
    for (const each of no) expect([each, tests.accepts(each, order, environment)]).toEqual([each, false]);
  });
});

describe('a plain cell shows its shape, so that a table can be indexed', () => {
  test.each<[string, FeelType, unknown]>([
    ['-', number, { is: 'anything' }],
    [
      '5, > 10',
      number,
      {
        is: 'union',
        parts: [
          { is: 'point', value: 5 },
          { is: 'interval', from: 10, fromIncluded: false, toIncluded: false },
        ],
      },
    ],
    [
      '[1..2.5)',
      number,
      { is: 'union', parts: [{ is: 'interval', from: 1, fromIncluded: true, to: '2.5', toIncluded: false }] },
    ],
    ['"DS"', choice, { is: 'union', parts: [{ is: 'point', value: 'DS' }] }],
    ['not("DS")', choice, undefined],
    ['> pieces', number, undefined],
  ])('%s', (text, input, shape) => {
    expect(compile(text, input).shape).toEqual(shape);
  });
});

test('a cell with a wrong value is a problem', () => {
  const codes = (text: string, input: FeelType) =>
    compileUnaryTests(text, { scope: orderScope, input }).problems.map((each) => each.code);
  expect(codes('"XX"', choice)).toEqual(['UNKNOWN_CHOICE']);
  expect(codes('> "a"', number)).toEqual(['WRONG_TYPE']);
  expect(codes('"a", 5', number)).toEqual(['WRONG_TYPE']);
  expect(codes('["a".."b"]', number)).toEqual(['WRONG_TYPE']);
});
