import { describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { digitsOf, ExactSum, readAddend } from '../src/exact-sum.ts';

const Exact = Decimal.clone({ precision: 1000 });
const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));
const decimals = fc
  .tuple(fc.constantFrom('', '-'), digits(1, 30), fc.option(digits(1, 25), { nil: undefined }))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}`);

function sumOf(values: readonly (string | number)[]): string {
  const sum = new ExactSum();
  for (const each of values) {
    const addend = readAddend(each);
    if (addend) sum.add(addend);
  }
  return sum.value.toFixed();
}

describe('an exact sum', () => {
  test('is that of a thousand digits, whatever is added in whatever scale', () => {
    fc.assert(
      fc.property(fc.array(decimals, { maxLength: 40 }), (values) => {
        expect(sumOf(values)).toBe(values.reduce((sum, each) => sum.add(each), new Exact(0)).toFixed());
      }),
    );
  });

  test('loses no cent where doubles end', () => {
    expect(sumOf(['9007199254740.99', '9007199254740.99', '0.01', '-0.02'])).toBe('18014398509481.97');
  });

  test('reads numbers and money, and nothing else', () => {
    expect(
      [7, '7.50', { amount: '7.5', currency: 'EUR' }].map((each) => digitsOf(readAddend(each) ?? new Exact(0))),
    ).toEqual(['7', '7.5', '7.5']);
    expect([null, '', 'x', true, {}, [], 'NaN', '1e5', undefined].map(readAddend)).toEqual(Array(9).fill(undefined));
  });
});
