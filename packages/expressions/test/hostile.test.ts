import { describe, expect, test } from '@jest/globals';
import { compileExpression, compileUnaryTests, contextType } from '../src/index.ts';
import { environment, order, orderScope } from './order-scope.ts';

const scope = contextType('Any', { x: { kind: 'any' }, n: { kind: 'number' }, t: { kind: 'string' } });

function evaluate(text: string, record = {}) {
  const { result, problems } = compileExpression(text, { scope });
  if (!result) throw new Error(problems.map((each) => each.code).join(', '));
  return result.evaluate(record, environment);
}

describe('nothing leads to what JavaScript objects inherit', () => {
  const record = { x: JSON.parse('{ "a": 1, "__proto__": { "polluted": true } }') };

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('the name %s is unknown', (name) => {
    const { problems } = compileExpression(name, { scope });
    expect(problems.map((each) => each.code)).toEqual(['UNKNOWN_NAME']);
  });

  test.each(['x.constructor', 'x.toString', 'x.a.constructor', 'get value(x, "constructor")'])('%s is null', (text) => {
    expect(evaluate(text, record).value).toBeNull();
  });

  test('an own entry named __proto__ is an entry like others', () => {
    expect(evaluate('x.__proto__.polluted', record).value).toBe(true);
    expect(evaluate('{ "__proto__": { a: 1 } }').value).toEqual(JSON.parse('{ "__proto__": { "a": 1 } }'));
    expect(Object.getPrototypeOf(evaluate('{ "__proto__": { a: 1 } }').value)).toBe(Object.prototype);
  });

  test('a record that pretends to be a value of another type is null', () => {
    expect(evaluate('n + 1', { n: { valueOf: 'x' } }).value).toBeNull();
    expect(evaluate('n + 1', { n: 'NaN' }).value).toBeNull();
    expect(evaluate('t + "a"', { t: 5 }).value).toBeNull();
  });
});

describe('a text that is too deep or too long is a problem', () => {
  test.each([
    ['brackets', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['unclosed brackets', '['.repeat(10_000)],
    ['lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['contexts', `${'{a:'.repeat(5_000)}1${'}'.repeat(5_000)}`],
    ['a chain of additions', Array.from({ length: 10_000 }, () => '1').join('+')],
    ['a chain of conditions', Array.from({ length: 10_000 }, () => 'n=1').join(' or ')],
    ['signs', `${'-'.repeat(10_000)}n`],
    ['powers', Array.from({ length: 10_000 }, () => '2').join('**')],
    ['functions', `${'function(a) '.repeat(4_000)}1`],
    ['members', `x${'.a'.repeat(10_000)}`],
    ['filters', `x${'[1]'.repeat(10_000)}`],
    ['length', `"${'a'.repeat(60_000)}"`],
  ])('%s', (_, text) => {
    expect(compileExpression(text, { scope }).problems.map((each) => each.code)).toEqual(['EXPRESSION_TOO_LARGE']);
    expect(compileUnaryTests(text, { scope, input: { kind: 'number' } }).problems.map((each) => each.code)).toEqual([
      'EXPRESSION_TOO_LARGE',
    ]);
  });

  test('what people write is not', () => {
    const long = Array.from({ length: 120 }, (_, at) => `n = ${at}`).join(' or ');
    expect(evaluate(long, { n: 119 }).value).toBe(true);
    expect(evaluate(`[${Array.from({ length: 3_000 }, (_, at) => at).join(',')}][-1]`).value).toBe(2_999);
    expect(evaluate(`${'('.repeat(100)}1${')'.repeat(100)}`).value).toBe(1);
  });
});

/** Lists in lists in lists. */
const NESTED = (depth: number) => `(for i in 1..${depth} return if i = 1 then [] else [partial[-1]])`;
/** Each list holds the one before it twice: a short text, and as many values as atoms in the world. */
const DOUBLED = (times: number) => `(for i in 1..${times} return if i = 1 then [1] else [partial[-1], partial[-1]])`;
/** A text of 655,360 characters. */
const LONG = '(for i in 1..17 return if i = 1 then "aaaaaaaaaa" else partial[-1] + partial[-1])[-1]';

describe('an evaluation that costs too much is null, and says so', () => {
  test.each([
    ['for i in 1..10000000 return i', 'LIST_LIMIT'],
    ['for i in 1..2000, j in 1..2000 return i', 'LIST_LIMIT'],
    ['for i in 1..1000 return count(for j in 1..2000 return j)', 'STEP_LIMIT'],
    ['some i in 1..100000, j in 1..100000 satisfies i + j < 0', 'STEP_LIMIT'],
    ['for i in 1..100000 return partial', 'STEP_LIMIT'],
    [
      'string length((for i in 1..60 return if i = 1 then "aaaaaaaaaa" else partial[-1] + partial[-1])[-1])',
      'TEXT_LIMIT',
    ],
    ['(for i in 1..60 return if i = 1 then [1, 1] else concatenate(partial[-1], partial[-1]))[-1]', 'LIST_LIMIT'],
    ['{ f: function(g, k) g(g, k + 1), r: f(f, 1) }.r', 'DEPTH_LIMIT'],
    ['for i in 1..200000 return if i = 1 then [] else [partial[-1]]', 'STEP_LIMIT'],
    [`${NESTED(5_000)}[-1]`, 'DEPTH_LIMIT'],
    [`${DOUBLED(60)}[-1]`, 'STEP_LIMIT'],
    [`string(${DOUBLED(60)}[-1])`, 'STEP_LIMIT'],
    [`${DOUBLED(60)}[-1] = ${DOUBLED(60)}[-1]`, 'STEP_LIMIT'],
    [`count(flatten(${DOUBLED(60)}[-1]))`, 'LIST_LIMIT'],
    [`list contains(${DOUBLED(60)}[-1], ${DOUBLED(60)}[-1])`, 'STEP_LIMIT'],
    [`${DOUBLED(60)}[-1] instance of list<list<list<number>>>`, 'STEP_LIMIT'],
    [`string length(string(${DOUBLED(19)}[-1]))`, 'TEXT_LIMIT'],
    ['{ l: for j in 1..200000 return j, r: for i in 1..200000 return reverse(l) }.r', 'STEP_LIMIT'],
    [`for i in 1..100000 return upper case(${LONG})`, 'STEP_LIMIT'],
    [`for i in 1..100000 return ${LONG} + "x"`, 'STEP_LIMIT'],
    [`count(for i in 1..100000 return ${LONG} = ${LONG} + "")`, 'STEP_LIMIT'],
    ['(for i in 1..200000 return if i = 1 then @"P1D" else partial[-1] + partial[-1])[-1] + @"PT1S"', 'NULL_OPERAND'],
  ])('%s', (text, code) => {
    const { value, diagnostics } = evaluate(text);
    expect(value).toBeNull();
    expect(diagnostics.map((each) => each.code)).toContain(code);
  });
});

describe('enormous numbers', () => {
  test.each([
    ['1e400 > 1e399', true],
    ['1e400 * 0', 0],
    ['n * 10 ** 6000 * 10 ** 6000', null],
    ['n ** 1e10', null],
    ['string(n * 1e40)', '20000000000000000000000000000000000000000'],
    ['0.1 ** 7000 = 0', true],
    ['(n * 5) ** 1000000', null],
    ['exp(n * 1000000)', null],
    ['n ** (0 - 1000000000)', 0],
    ['string length(string(n * 1e6144))', 6145],
    ['decimal(n / 3, 1e9)', null],
    ['count(for i in 1..1000 return n ** 20000 * 1e6000)', 1000],
  ])('%s', (text, value) => {
    expect(evaluate(text, { n: 2 }).value).toEqual(value);
  });

  test('a literal beyond the limits is a problem', () => {
    expect(compileExpression('1e7000', { scope }).problems.map((each) => each.code)).toEqual(['NUMBER_TOO_LARGE']);
  });

  test('a number of the record beyond the limits is null', () => {
    expect(evaluate('n', { n: '1e99999' }).value).toBeNull();
  });
});

test('facts that are far too large are computed with, or null', () => {
  const long = 'a'.repeat(2_000_000);
  expect(evaluate('t + "b"', { t: long }).diagnostics.map((each) => each.code)).toEqual(['TEXT_LIMIT']);
  expect(evaluate('string length(t)', { t: long }).value).toBe(2_000_000);
  expect(evaluate('n', { n: '9'.repeat(2_000_000) }).value).toBeNull();
  expect(evaluate('duration(t)', { t: `P${'9'.repeat(2_000_000)}D` }).value).toBeNull();
  const list = Array.from({ length: 300_000 }, (_, at) => at);
  expect(evaluate('sum(x)', { x: list }).value).toBe((300_000 * 299_999) / 2);
  expect(evaluate('for a in x, b in x return 1', { x: list }).diagnostics.map((each) => each.code)).toEqual([
    'LIST_LIMIT',
  ]);
});

test('a pattern that would never end elsewhere ends here', () => {
  expect(evaluate('matches(t, "^(a+)+$")', { t: `${'a'.repeat(50_000)}!` }).value).toBe(false);
});

test('names of the record are never called', () => {
  const { result } = compileExpression('title', { scope: orderScope });
  expect(result?.evaluate({ ...order, title: 'function() { throw 1 }' }, environment).value).toBe(
    'function() { throw 1 }',
  );
});

test.each([
  '',
  ' ',
  ')',
  '"',
  '@',
  '@""',
  '..',
  'if',
  'for',
  '{',
  '}',
  ';',
  '\0',
  '\ud800',
  '💥',
  '//',
  '/*',
  'a..b',
  '1..2',
  'not',
  'null(',
  '?()',
  '-',
  '--',
  '*',
])('the text %j gives problems or a value, never an exception', (text) => {
  const { result, problems } = compileExpression(text, { scope });
  expect(result !== undefined || problems.length > 0).toBe(true);
  const cell = compileUnaryTests(text, { scope, input: { kind: 'any' } });
  expect(cell.result !== undefined || cell.problems.length > 0).toBe(true);
});
