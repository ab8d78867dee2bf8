import { describe, expect, test } from '@jest/globals';
import { amountInWords, counted, wordsOf } from '../src/template/number-words.ts';

describe('Numbers in words', () => {
  test.each([
    ['0', 'zero', 'zero'],
    ['1', 'unu', 'una'],
    ['2', 'doi', 'două'],
    ['12', 'doisprezece', 'douăsprezece'],
    ['16', 'șaisprezece', 'șaisprezece'],
    ['21', 'douăzeci și unu', 'douăzeci și una'],
    ['60', 'șaizeci', 'șaizeci'],
    ['101', 'o sută unu', 'o sută una'],
    ['200', 'două sute', 'două sute'],
    ['1000', 'o mie', 'o mie'],
    ['2012', 'două mii doisprezece', 'două mii douăsprezece'],
    ['21000', 'douăzeci și una de mii', 'douăzeci și una de mii'],
    ['105000', 'o sută cinci mii', 'o sută cinci mii'],
    ['112000', 'o sută douăsprezece mii', 'o sută douăsprezece mii'],
    ['1000000', 'un milion', 'un milion'],
    ['22000000', 'douăzeci și două de milioane', 'douăzeci și două de milioane'],
    ['-5', 'minus cinci', 'minus cinci'],
  ])('%s is said "%s" in Romanian, and "%s" of what is feminine', (digits, masculine, feminine) => {
    expect(wordsOf(digits, 'ro')).toBe(masculine);
    expect(wordsOf(digits, 'ro', 'feminine')).toBe(feminine);
  });

  test.each([
    ['1', 'RON', 'un leu', 'one leu'],
    ['1.01', 'RON', 'un leu și 1 ban', 'one leu and 1 ban'],
    ['12', 'RON', 'doisprezece lei', 'twelve lei'],
    ['20', 'EUR', 'douăzeci de euro', 'twenty euros'],
    ['101.20', 'RON', 'una sută unu lei și 20 de bani', 'one hundred and one lei and 20 bani'],
    [
      '1234.50',
      'RON',
      'una mie două sute treizeci și patru de lei și 50 de bani',
      'one thousand two hundred and thirty-four lei and 50 bani',
    ],
    ['2.50', 'CHF', 'doi CHF și 50/100', 'two CHF and 50/100'],
  ])('%s %s is the amount "%s", in English "%s"', (amount, currency, romanian, english) => {
    expect(amountInWords(amount, currency, 'ro')).toBe(romanian);
    expect(amountInWords(amount, currency, 'en')).toBe(english);
  });

  test('the noun after a number takes "de" where Romanian wants it', () => {
    const months = ['0', '1', '2', '19', '20', '100', '101', '119', '120'].map((each) =>
      counted(each, 'lună', 'luni', 'ro'),
    );
    expect(months).toEqual(['luni', 'lună', 'luni', 'luni', 'de luni', 'de luni', 'luni', 'luni', 'de luni']);
    expect(['1', '2'].map((each) => counted(each, 'month', 'months', 'en'))).toEqual(['month', 'months']);
  });
});
