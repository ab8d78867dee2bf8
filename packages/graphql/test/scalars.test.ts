import { describe, expect, test } from '@jest/globals';
import { parseValue } from 'graphql';
import { DateScalar, DateTime, Decimal, JsonScalar, Time } from '../src/types/scalars.ts';

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

describe('scalars', () => {
  test.each(['12.50', '-0.1', '0', '100000000000000000000.01'])('Decimal keeps every digit of %s', (text) => {
    expect(Decimal.parseValue(text)).toBe(text);
    expect(Decimal.parseLiteral(parseValue(text), {})).toBe(text);
  });

  test('Decimal takes the digits of a JSON number', () => {
    expect(Decimal.parseValue(12.5)).toBe('12.5');
  });

  test.each([
    Number.POSITIVE_INFINITY,
    Number.NaN,
    '1e400',
    1e40,
    '1,5',
    '',
    '.5',
    '1.',
    'x',
    true,
    null,
    {},
    '1'.repeat(100),
  ])('Decimal refuses %p', (value) => {
    expect(() => Decimal.parseValue(value)).toThrow('Decimal');
  });

  test('Decimal refuses an exponent in a literal', () => {
    expect(() => Decimal.parseLiteral(parseValue('1e400'), {})).toThrow('exponent');
  });

  test('days, times and instants must be real ones', () => {
    expect(DateScalar.parseValue('2024-02-29')).toBe('2024-02-29');
    expect(Time.parseValue('23:59')).toBe('23:59');
    expect(DateTime.parseValue('2026-01-31T10:00:00+02:00')).toBe('2026-01-31T10:00:00+02:00');
    for (const wrong of ['2026-02-29', '2026-13-01', '31.01.2026', 20260131])
      expect(() => DateScalar.parseValue(wrong)).toThrow('Date');
    for (const wrong of ['24:00', '9:30', '10:60']) expect(() => Time.parseValue(wrong)).toThrow('Time');
    for (const wrong of ['2026-02-30T10:00:00Z', '2026-01-31T10:00:00', '2026-01-31T25:00:00Z']) {
      expect(() => DateTime.parseValue(wrong)).toThrow('DateTime');
    }
  });

  test('JSON takes literals with variables, and refuses deep nonsense and endless numbers', () => {
    expect(JsonScalar.parseLiteral(parseValue('{ a: [1, 2.5, "x", true, null, E], b: $v }'), { v: 7 })).toEqual({
      a: [1, 2.5, 'x', true, null, 'E'],
      b: 7,
    });
    expect(JsonScalar.parseValue(deep(32))).toEqual(deep(32));
    expect(() => JsonScalar.parseValue(deep(33))).toThrow('levels');
    expect(() => JsonScalar.parseValue(deep(5000))).toThrow('levels');
    expect(() => JsonScalar.parseLiteral(parseValue(`${'['.repeat(40)}${']'.repeat(40)}`), {})).toThrow('levels');
    expect(() => JsonScalar.parseValue({ a: Number.POSITIVE_INFINITY })).toThrow('endless');
    expect(() => JsonScalar.parseLiteral(parseValue('1e400'), {})).toThrow('too large');
  });
});
