import { describe, expect, test } from '@jest/globals';
import { builtinNames } from '../src/functions/all-functions.ts';
import { compileFunction, contextType, fromWire } from '../src/index.ts';
import { showValue } from '../src/values/show.ts';
import { environment } from './order-scope.ts';

/** The language of DMN 1.5, chapter 10.3, a line for each of its features: what is written, and what it is. */
const language: readonly (readonly [chapter: string, expression: string, is: string])[] = [
  ['numbers', '5', '5'],
  ['numbers', '-5', '-5'],
  ['numbers', '.5', '0.5'],
  ['numbers', '1.5e3', '1500'],
  ['numbers', '1.5E-3', '0.0015'],
  ['numbers: 34 digits', '1234567890123456789012345678901234 + 0', '1234567890123456789012345678901234'],
  ['numbers: half to even', '1234567890123456789012345678901234.5 - 0', '1234567890123456789012345678901234'],
  ['numbers: half to even', '1234567890123456789012345678901235.5 - 0', '1234567890123456789012345678901236'],
  ['texts', '"a \\"quoted\\" text"', '"a \\"quoted\\" text"'],
  ['texts: escapes', '"\\u0103\\t\\U01F40E\\\\" = "ă\t🐎\\\\"', 'true'],
  ['true, false, null', '[true, false, null]', '[true, false, null]'],
  ['at-literals: date', '@"2026-01-31"', '2026-01-31'],
  ['at-literals: time', '@"10:30:00"', '10:30:00'],
  ['at-literals: time with offset', '@"10:30:00+02:00"', '10:30:00+02:00'],
  ['at-literals: time with zone', '@"10:30:00@Europe/Bucharest"', '10:30:00@Europe/Bucharest'],
  ['at-literals: date and time', '@"2026-01-31T10:30:00.123"', '2026-01-31T10:30:00.123'],
  ['at-literals: date and time, UTC', '@"2026-01-31T10:30:00Z"', '2026-01-31T10:30:00Z'],
  [
    'at-literals: date and time with zone',
    '@"2026-01-31T10:30:00@Europe/Bucharest"',
    '2026-01-31T10:30:00@Europe/Bucharest',
  ],
  ['at-literals: years before and beyond', '[@"-0044-03-15", @"12026-01-01"]', '[-0044-03-15, 12026-01-01]'],
  ['at-literals: days and time duration', '@"P1DT2H3M4.5S"', 'P1DT2H3M4.5S'],
  ['at-literals: years and months duration', '@"-P1Y2M"', '-P1Y2M'],
  ['comments', '1 /* one */ + 2 // three', '3'],
  ['names with blanks', 'monthly fee * 2', '20'],
  ['names with signs', 'fee - discount', '7'],
  ["names with signs + - * / . '", "{ a.b: 1, c+d: 2, e's: 3, f/g: 4 }", `{"a.b": 1, "c+d": 2, "e's": 3, "f/g": 4}`],
  ['names of other scripts', '{ ănîșț: 1, 数: 2 }', '{ănîșț: 1, 数: 2}'],
  ['arithmetic', '[1 + 2, 3 - 4, 5 * 6, 7 / 8, 2 ** 3]', '[3, -1, 30, 0.875, 8]'],
  ['arithmetic: precedence', '1 + 2 * 3 ** 2', '19'],
  ['arithmetic: ** from the left', '2 ** 3 ** 2', '64'],
  ['arithmetic: sign before **', '-2 ** 2', '4'],
  ['arithmetic: texts', '"a" + "b"', '"ab"'],
  ['arithmetic: division by zero', '1 / (fee - 5)', 'null'],
  ['arithmetic: null', 'nothing + 1', 'null'],
  ['arithmetic: wrong kinds', '"a" + 1', 'null'],
  ['dates: minus date', '@"2026-03-01" - @"2026-01-31"', 'P29D'],
  ['dates: plus days', '@"2026-01-31" + @"P1D"', '2026-02-01'],
  ['dates: plus months', '@"2026-01-31" + @"P1M"', '2026-02-28'],
  ['dates: minus months', '@"2024-03-31" - @"P1M"', '2024-02-29'],
  ['dates: duration first', '@"P1D" + @"2026-01-31"', '2026-02-01'],
  ['date and times: plus hours', '@"2026-01-31T23:00:00" + @"PT2H"', '2026-02-01T01:00:00'],
  [
    'date and times: over the change of clocks',
    '@"2026-03-29T02:30:00@Europe/Bucharest" + @"PT1H"',
    '2026-03-29T04:30:00@Europe/Bucharest',
  ],
  ['date and times: zones', '@"2026-01-31T12:00:00+02:00" - @"2026-01-31T10:00:00Z"', 'PT0S'],
  ['times: minus time', '@"12:00:00" - @"10:30:00"', 'PT1H30M'],
  ['times: plus duration', '@"23:30:00" + @"PT1H"', '00:30:00'],
  ['durations: sum', '@"P1D" + @"PT12H"', 'P1DT12H'],
  ['durations: times number', '@"P1D" * 1.5', 'P1DT12H'],
  ['durations: number times', '2 * @"P1Y"', 'P2Y'],
  ['durations: by number', '@"P1Y" / 2', 'P6M'],
  ['durations: by duration', '@"P1D" / @"PT6H"', '4'],
  ['durations: of two kinds', '@"P1D" + @"P1M"', 'null'],
  ['durations: negated', '-@"P1D"', '-P1D'],
  ['comparison', '[1 < 2, 1 <= 1, 2 > 1, 1 >= 2, 1 = 1, 1 != 1]', '[true, true, true, false, true, false]'],
  ['comparison: of decimals', '1.0 = 1.00', 'true'],
  ['comparison: texts', '"a" < "b"', 'true'],
  ['comparison: wrong kinds', '"1" = 1', 'null'],
  ['comparison: with null', '[nothing = null, nothing != null, nothing < 1]', '[true, false, null]'],
  ['comparison: instants by time', '@"2026-01-31T12:00:00+02:00" = @"2026-01-31T10:00:00Z"', 'true'],
  ['comparison: lists', '[1, [2]] = [1, [2]]', 'true'],
  ['comparison: contexts', '{ a: 1, b: 2 } = { b: 2, a: 1 }', 'true'],
  ['comparison: ranges', '[1..2] = [1..2]', 'true'],
  ['comparison: durations', '@"PT36H" > @"P1D"', 'true'],
  ['between', '[5 between 1 and 5, 6 between 1 and 5]', '[true, false]'],
  ['in a range', '[1 in [1..2], 1 in (1..2), 2 in [1..2[, 1 in ]1..2]]', '[true, false, false, false]'],
  ['in tests', '[5 in (> 3, 1), 5 in (1, 2), 5 in > 3, 5 in [1, 5]]', '[true, false, true, true]'],
  ['in: of lists', '[[1] in [[1], [2]], 1 in [[0..2]]]', '[true, true]'],
  ['and', '[true and true, true and null, false and null, null and null]', '[true, null, false, null]'],
  ['or', '[false or false, true or null, false or null]', '[false, true, null]'],
  ['and, or of other kinds', '[true and "a", false and "a", true or 1]', '[null, false, true]'],
  ['not', '[not(true), not(null), not("a")]', '[false, null, null]'],
  ['if', 'if 1 < 2 then "a" else "b"', '"a"'],
  ['if: null counts as false', 'if nothing then "a" else "b"', '"b"'],
  ['for', 'for i in [1, 2] return i * 2', '[2, 4]'],
  ['for: range', '[for i in 1..3 return i, for i in 3..1 return i]', '[[1, 2, 3], [3, 2, 1]]'],
  ['for: range of days', 'for d in @"2026-01-31"..@"2026-02-01" return d', '[2026-01-31, 2026-02-01]'],
  ['for: a range as value', 'for i in (1..4) return i', '[2, 3]'],
  ['for: several', 'for a in [1, 2], b in [a, 10] return a * b', '[1, 10, 4, 20]'],
  ['for: partial results', 'for i in 0..4 return if i = 0 then 1 else i * partial[-1]', '[1, 1, 2, 6, 24]'],
  ['some', '[some x in [1, 2] satisfies x > 1, some x in [] satisfies x > 1]', '[true, false]'],
  ['every', '[every x in [1, 2] satisfies x > 1, every x in [] satisfies x > 1]', '[false, true]'],
  ['some, every: null', '[some x in [1, null] satisfies x > 3, every x in [5, null] satisfies x > 3]', '[null, null]'],
  ['some: several', 'some a in [1, 2], b in [3, 4] satisfies a + b = 6', 'true'],
  ['lists', '[1, "a", [2]]', '[1, "a", [2]]'],
  ['filter: position', '[[7, 8, 9][1], [7, 8, 9][-1], [7, 8, 9][fee - 2]]', '[7, 9, 9]'],
  ['filter: outside', '[7, 8, 9][fee]', 'null'],
  ['filter: condition', '[1, 2, 3][item >= 2]', '[2, 3]'],
  ['filter: by members', '[{ a: 1, b: 2 }, { a: 3, b: 4 }][a > 1].b', '[4]'],
  ['filter: member named item', '[{ item: 1 }, { item: 2 }][item = 2]', '[{item: 2}]'],
  ['filter: none', '[1, 2][item > 5]', '[]'],
  ['filter: a single value', '["a"[1], fee[item > 1]]', '["a", [5]]'],
  ['filter: null in a condition is not chosen', '[1, null, 3][item > 1]', '[3]'],
  ['a list of one stands for its element', 'upper case(["a"])', '"A"'],
  ['an element stands for the list of it', 'count(5)', '1'],
  ['contexts', '{ a: 1, "b c": a + 1 }', '{a: 1, b c: 2}'],
  ['contexts: entries see those before', '{ a: 2, b: a * a, c: b + a }.c', '6'],
  ['paths', '{ a: { b: [1, 2] } }.a.b', '[1, 2]'],
  ['paths: through lists', '[{ a: 1 }, { a: 2 }].a', '[1, 2]'],
  ['paths: no such entry', '{ a: 1 }.b', 'null'],
  ['paths: of null', 'nothing.a', 'null'],
  ['parts of dates', '[day.year, day.month, day.day, day.weekday]', '[2026, 1, 31, 6]'],
  [
    'parts of date and times',
    '[at.date, at.hour, at.minute, at.second, at.time offset, at.timezone]',
    '[2026-01-31, 10, 30, 0, PT2H, "Europe/Bucharest"]',
  ],
  ['parts of times', '[clock.hour, clock.minute, clock.second, clock.time offset]', '[10, 30, 15, -PT1H]'],
  ['parts of durations', '[span.days, span.hours, span.minutes, span.seconds]', '[1, 2, 3, 4]'],
  ['parts of durations', '[months.years, months.months]', '[1, 2]'],
  ['parts of ranges', '[(1..2].start, (1..2].end, (1..2].start included, (1..2].end included]', '[1, 2, false, true]'],
  ['ranges without an end', '[(> 5).start, (> 5).end, (<= 5).end included, 6 in (> 5)]', '[5, null, true, true]'],
  ['ranges of one value', '[5 in (= 5), 5 in (!= 5), (= 5) = [5..5], (!= 5) = (!= 5)]', '[true, false, false, true]'],
  ['ranges as values', '{ r: [1..5], is: 3 in r }.is', 'true'],
  ['ranges as values', '{ my range: [1..5] }.my range.end', '5'],
  ['functions', '(function(a, b) a - b)(5, 3)', '2'],
  ['functions: named arguments', '(function(a, b) a - b)(b: 5, a: 3)', '-2'],
  ['functions: typed', '(function(a: number) a)("x")', 'null'],
  ['functions: closures', '{ n: 2, f: function(x) x * n, r: f(4) }.r', '8'],
  ['functions: given as arguments', '{ f: function(g, x) g(x), r: f(function(y) y + 1, 1) }.r', '2'],
  ['functions: of functions', '(function(a) function(b) a + b)(1)(2)', '3'],
  ['functions: that call themselves', '{ f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5) }.r', 'null'],
  ['built-in functions as values', 'sort([3, 1], before)', '[1, 3]'],
  ['named arguments', 'substring(length: 2, string: "abcd", start position: 2)', '"bc"'],
  ['unknown parameter', 'substring(text: "abcd", start position: 2)', 'null'],
  ['instance of', '[1 instance of number, "a" instance of number]', '[true, false]'],
  ['instance of: null', '[nothing instance of number, nothing instance of Any]', '[false, false]'],
  ['instance of: list', '[[1] instance of list<number>, ["a"] instance of list<number>]', '[true, false]'],
  ['instance of: context', '{ a: 1, b: "x" } instance of context<a: number>', 'true'],
  ['instance of: function', '(function(a) a) instance of function<number> -> number', 'true'],
  ['instance of: range', '[1..2] instance of range<number>', 'true'],
  [
    'instance of: times',
    '[day instance of date, at instance of date and time, clock instance of time]',
    '[true, true, true]',
  ],
  [
    'instance of: durations',
    '[span instance of days and time duration, months instance of years and months duration]',
    '[true, true]',
  ],
];

/** Chapter 10.3.4.12, unary tests: the cell, an input that it accepts, and one that it does not. */
const cells: readonly (readonly [cell: string, yes: string, no: string])[] = [
  ['5', '5', '6'],
  ['"a"', '"a"', '"b"'],
  ['5, 7', '7', '6'],
  ['< 5', '4', '5'],
  ['<= 5', '5', '6'],
  ['> 5', '6', '5'],
  ['>= 5', '5', '4'],
  ['= 5', '5', '4'],
  ['!= 5', '4', '5'],
  ['[1..5]', '5', '6'],
  ['(1..5)', '2', '1'],
  [']1..5[', '2', '5'],
  ['not(5)', '6', '5'],
  ['not(< 5, > 10)', '7', '11'],
  ['null', 'null', '1'],
  ['not(null)', '1', 'null'],
  ['? > 5', '6', '5'],
  ['? > 1 and ? < 5', '3', '5'],
  ['> fee', '6', '5'],
  ['[5, 6]', '6', '7'],
  ['odd(?)', '5', '6'],
  ['contains(?, "b")', '"abc"', '"xyz"'],
  ['@"2026-01-31"', '@"2026-01-31"', '@"2026-02-01"'],
  ['< @"2026-01-31"', '@"2026-01-30"', '@"2026-01-31"'],
  ['> @"P1D"', '@"P2D"', '@"PT1H"'],
  ['some x in ? satisfies x > 2', '[1, 3]', '[1, 2]'],
  ['function(x) x > 3', '4', '3'],
];

/** All built-in functions of DMN 1.5, chapter 10.3.4. Their examples are computed in `functions.test.ts`. */
const FUNCTIONS = `date, date and time, time, number, string, duration, years and months duration, not, substring,
string length, upper case, lower case, substring before, substring after, replace, contains, starts with, ends with,
matches, split, string join, list contains, list replace, count, min, max, sum, mean, all, any, sublist, append,
concatenate, insert before, remove, reverse, index of, union, distinct values, flatten, product, median, stddev, mode,
decimal, floor, ceiling, round up, round down, round half up, round half down, abs, modulo, sqrt, log, exp, odd, even,
is, before, after, meets, met by, overlaps, overlaps before, overlaps after, finishes, finished by, includes, during,
starts, started by, coincides, range, day of year, day of week, month of year, week of year, now, today, sort,
get value, get entries, context, context put, context merge`.split(/,\s+/);

/** What DMN does not have. */
const OURS = ['coalesce', 'days between', 'hours between', 'trim'];

const record = {
  fee: fromWire(5, { kind: 'number' }),
  'monthly fee': 10,
  'fee - discount': 7,
  nothing: null,
  ...Object.fromEntries(
    Object.entries({
      day: '@"2026-01-31"',
      at: '@"2026-01-31T10:30:00@Europe/Bucharest"',
      clock: '@"10:30:15-01:00"',
      span: '@"P1DT2H3M4S"',
      months: '@"P14M"',
    }).map(([name, text]) => [name, evaluate(text)]),
  ),
};

function scopeOf(names: readonly string[]) {
  return contextType('', Object.fromEntries(names.map((name) => [name, { kind: 'any' as const }])));
}

function evaluate(text: string, given: Readonly<Record<string, ReturnType<typeof fromWire>>> = {}) {
  const { result, problems } = compileFunction(text, { scope: scopeOf(Object.keys(given)), lenient: true });
  if (!result) throw new Error(`${text}: ${JSON.stringify(problems)}`);
  return result.run(new Map(Object.entries(given)), environment).value;
}

describe('the language of DMN', () => {
  test.each(language)('%s: %s is %s', (_, expression, is) => {
    expect(showValue(evaluate(expression, record), true)).toBe(is);
  });
});

describe('a cell', () => {
  test.each([...cells, ['-', 'null', undefined] as const])('%s accepts %s and not %s', (cell, yes, no) => {
    const options = { scope: scopeOf(Object.keys(record)), lenient: true, input: { kind: 'any' } } as const;
    const { result } = compileFunction(cell, options);
    const accepts = (input: string) => result?.run(new Map(Object.entries(record)), environment, evaluate(input)).value;
    expect(accepts(yes)).toBe(true);
    if (no !== undefined) expect([false, null]).toContain(accepts(no));
  });
});

test('the functions are those of DMN and ours', () => {
  expect([...builtinNames()].sort()).toEqual([...FUNCTIONS, ...OURS].sort());
});
