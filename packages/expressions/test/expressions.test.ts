import { describe, expect, test } from '@jest/globals';
import { compileExpression } from '../src/index.ts';
import { environment, order, orderScope } from './order-scope.ts';

function value(text: string) {
  const { result, problems } = compileExpression(text, { scope: orderScope });
  if (!result) throw new Error(problems.map((each) => `${each.code} ${JSON.stringify(each.message)}`).join('; '));
  return result.evaluate(order, environment).value;
}

describe('an expression has a value', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['0.1 + 0.2', '0.3'],
    ['1 / 3', '0.3333333333333333333333333333333333'],
    ['2 ** 10', 1024],
    ['2 ** 3 ** 2', 64],
    ['-(3 - 5)', 2],
    ['"a" + "b"', 'ab'],
    ['9007199254740993', '9007199254740993'],
    ['1 / (pieces - 60)', null],
    ['pieces >= 50 and total.amount > 500', true],
    ['total.amount * 2', 2469],
    ['monthly fee + 1', '10.99'],
    ['customer.segment = "large"', true],
    ['if active then "yes" else "no"', 'yes'],
    ['pieces between 10 and 60', true],
    ['pieces in [50..60)', false],
    ['pieces in (> 50, 3)', true],
    ['status in ("open", "won")', true],
    ['"urgent" in tags', true],
    ['lines.amount', ['10.5', 3]],
    ['lines[amount > 5].status', ['open']],
    ['lines[1].amount', '10.5'],
    ['lines[-1].amount', 3],
    ['lines[9].amount', null],
    ['[1, 2, 3][item > 1]', [2, 3]],
    ['for i in 1..3 return i * i', [1, 4, 9]],
    ['for i in 3..1 return i', [3, 2, 1]],
    ['for i in 1..4 return if i = 1 then 1 else partial[-1] * i', [1, 2, 6, 24]],
    ['for x in [1, 2], y in [10, 20] return x + y', [11, 21, 12, 22]],
    ['some l in lines satisfies l.amount > 5', true],
    ['every l in lines satisfies l.amount > 5', false],
    ['{ a: 1, b: a + 1 }', { a: 1, b: 2 }],
    ['{ a: 1 }.a', 1],
    ['(function(x, y) x - y)(y: 2, x: 5)', 3],
    ['@"2026-01-31" + @"P1M"', '2026-02-28'],
    ['due - @"2026-01-01"', 'P31D'],
    ['due.year', 2026],
    ['@"PT36H" = @"P1DT12H"', true],
    ['today()', '2026-01-02'],
    ['now()', '2026-01-02T10:00:00.000Z'],
    ['hours between(createdAt, now())', 24],
    ['days between(@"2026-01-01", due)', 31],
    ['"\\u00e2 \\"q\\" \\\\"', 'â "q" \\'],
    ['extra.a[3].b', 3],
    ['extra.constructor', null],
    ['5 instance of number', true],
    ['[1, "a"] instance of list<number>', false],
    ['null = null', true],
    ['customer = null', false],
    ['null != "x"', true],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });
});

describe('logic has three values', () => {
  const unknown = '(extra.none = true and extra.none > 1)';
  test.each([
    ['true and extra.none', null],
    ['false and extra.none', false],
    ['true or extra.none', true],
    ['false or extra.none', null],
    ['not(extra.none)', null],
    [`${unknown} = null`, false],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });
});

test('a value that turned to null says where and why', () => {
  const { result } = compileExpression('1 + pieces / (pieces - 60)', { scope: orderScope, name: 'Price, row 3' });
  const { value: got, diagnostics } = result?.evaluate(order, environment) ?? { value: 0, diagnostics: [] };
  expect(got).toBeNull();
  expect(diagnostics).toEqual([
    {
      code: 'DIVISION_BY_ZERO',
      message: {
        en: 'Division by zero, where `pieces - 60` is 0.',
        ro: 'Împărțire la zero, unde `pieces - 60` este 0.',
      },
      offset: 4,
      length: 22,
      place: { file: 'Price, row 3', line: 1, column: 5, length: 22, source: '1 + pieces / (pieces - 60)' },
      values: [{ text: 'pieces - 60', value: 0 }],
    },
    expect.objectContaining({ code: 'NULL_OPERAND', offset: 0, length: 26 }),
  ]);
});

test('in an expression of several lines the place is within its line', () => {
  const { result } = compileExpression('if active\n then pieces /\n (pieces - 60)\n else 0', { scope: orderScope });
  const [diagnostic] = result?.evaluate(order, environment).diagnostics ?? [];
  expect(diagnostic?.place).toEqual({ file: 'FEEL', line: 2, column: 7, length: 8, source: ' then pieces /' });
});
