import { describe, expect, test } from '@jest/globals';
import {
  type CompiledFunction,
  coerceValue,
  compileFunction,
  contextType,
  contextValue,
  defineFunction,
  entriesOf,
  type FeelType,
  type FeelValue,
  type FunctionOptions,
  fromWire,
  toWire,
} from '../src/index.ts';
import { environment } from './order-scope.ts';

const number: FeelType = { kind: 'number' };
const text: FeelType = { kind: 'string' };
const any: FeelType = { kind: 'any' };
const nobody = contextType('', {});

function compile(body: string, options: Partial<FunctionOptions> = {}): CompiledFunction {
  const { result, problems } = compileFunction(body, { scope: nobody, ...options });
  if (!result) throw new Error(JSON.stringify(problems));
  return result;
}

function given(values: Record<string, FeelValue>): ReadonlyMap<string, FeelValue> {
  return new Map(Object.entries(values));
}

describe('an expression runs over values that never left FEEL', () => {
  test('a range, a function and a date with its zone go from one expression to another', () => {
    const made = compile('{ r: [1..5], f: function(x) x + 1, at: @"2026-01-31T10:00:00@Europe/Bucharest" }').run(
      given({}),
      environment,
    );
    const members = contextType('Model', { r: any, f: any, at: any });
    const use = compile('[3 in made.r, made.f(1), string(made.at)]', {
      scope: contextType('', { made: members }),
    });
    expect(toWire(use.run(given({ made: made.value }), environment).value)).toEqual([
      true,
      2,
      '2026-01-31T10:00:00@Europe/Bucharest',
    ]);
  });

  test('what is not given is null, with the reason', () => {
    const { value, diagnostics } = compile('price + 1', { scope: contextType('', { price: number }) }).run(
      given({}),
      environment,
    );
    expect([value, diagnostics.map((each) => each.message)]).toEqual([
      null,
      [
        {
          en: '`+` cannot be computed from null and a number, where `price` is null.',
          ro: '`+` nu se poate calcula din null și un număr, unde `price` este null.',
        },
      ],
    ]);
  });

  test('tests speak of their input and of the names', () => {
    const cell = compile('> limit, null', { scope: contextType('', { limit: number }), input: number });
    const accepts = (input: FeelValue) => cell.run(given({ limit: 5 }), environment, input).value;
    expect([accepts(6), accepts(5), accepts(null)]).toEqual([true, false, true]);
  });
});

describe('a function of a model', () => {
  const body = compile('base * rate', { scope: contextType('', { base: number, rate: number }) });
  const fee = defineFunction(
    {
      parameters: [
        { name: 'net amount', type: number },
        { name: 'rate', type: number },
      ],
      returns: number,
    },
    ([base = null, rate = null], call) => body.run(given({ base, rate }), call).value,
  );
  const type: FeelType = { kind: 'function', parameters: [number, number], returns: number };
  const call = (expression: string) =>
    compile(expression, { scope: contextType('', { fee: type }), lenient: true }).run(given({ fee }), environment);

  test.each<[string, FeelValue]>([
    ['fee(10, 3)', 30],
    ['fee(rate: 3, net amount: 10)', 30],
    ['fee([10], 3)', 30],
    ['fee(fee(2, 2), 2)', 8],
    ['fee(10)', null],
    ['fee("10", 3)', null],
    ['fee(rate: 3, amount: 10)', null],
  ])('%s', (expression, expected) => {
    expect(call(expression).value).toEqual(expected);
  });

  test('says which argument is of another type', () => {
    expect(call('fee("10", 3)').diagnostics.map((each) => each.message)).toEqual([
      {
        en: 'The argument `net amount` should be a number, but it is text.',
        ro: 'Argumentul `net amount` ar trebui să fie un număr, dar este un text.',
      },
    ]);
  });

  test('that calls itself without end is null and says so', () => {
    const again = compile('f(n + 1)', { scope: contextType('', { f: any, n: number }) });
    const f: FeelValue = defineFunction(
      { parameters: [{ name: 'n', type: number }], returns: any },
      ([n = null], at) => {
        return again.run(given({ f, n }), at).value;
      },
    );
    const { value, diagnostics } = compile('f(1)', { scope: contextType('', { f: any }) }).run(
      given({ f }),
      environment,
    );
    expect([value, diagnostics.map((each) => each.code)]).toEqual([null, ['DEPTH_LIMIT']]);
  });
});

describe('a value is made to fit a type', () => {
  const pair = contextType('Pair', { name: text, age: number });
  const list = (of: FeelType): FeelType => ({ kind: 'list', of });
  test.each<[string, FeelType, unknown]>([
    ['"a"', list(text), ['a']],
    ['"a"', list(number), undefined],
    ['["a"]', text, 'a'],
    ['["a", "b"]', text, undefined],
    ['[1, 2, "a"]', list(number), undefined],
    ['null', number, null],
    ['{ name: "a", age: 1, more: 2 }', pair, { name: 'a', age: 1, more: 2 }],
    ['{ name: "a" }', pair, undefined],
    ['@"2026-01-31"', { kind: 'date and time' }, '2026-01-31T00:00:00.000Z'],
    ['function(a) a', { kind: 'function', parameters: [number, number], returns: number }, undefined],
  ])('%s', (expression, type, expected) => {
    const { value } = compile(expression).run(given({}), environment);
    const fitted = coerceValue(value, type);
    expect(fitted === undefined ? undefined : toWire(fitted)).toEqual(expected);
  });
});

test('contexts are made of entries and taken apart', () => {
  const made = contextValue([['a', fromWire('1.50', number)]]);
  expect([...(entriesOf(made) ?? [])].map(([name, value]) => [name, toWire(value)])).toEqual([['a', '1.5']]);
  expect(entriesOf(null)).toBeUndefined();
});
