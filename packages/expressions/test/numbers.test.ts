import { expect, test } from '@jest/globals';
import { Decimal as Base } from 'decimal.js';
import fc from 'fast-check';
import { compileFunction, contextType, toWire } from '../src/index.ts';
import { environment } from './order-scope.ts';

/** The oracle: far more digits than the result has, and then rounded once. */
const Wide = Base.clone({ precision: 200, rounding: Base.ROUND_HALF_EVEN, minE: -9e15, maxE: 9e15 });
const DIGITS = 34;
const [LEAST, GREATEST] = [-6176, 6144];

const digits = fc.stringMatching(/^[1-9][0-9]{0,33}$/);
const exponent = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -40, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: -6180, max: 6100 }) },
);
/** Decimals of up to 34 digits, as they are written. */
const decimal = fc
  .tuple(fc.constantFrom('', '-'), digits, exponent)
  .map(([sign, whole, power]) => new Wide(`${sign}${whole}e${power}`))
  .filter((value) => value.e <= GREATEST && value.e >= LEAST + DIGITS);

const scope = contextType('', { a: { kind: 'number' }, b: { kind: 'number' }, n: { kind: 'number' } });

function compute(text: string, given: Readonly<Record<string, Base | number>>) {
  const { result } = compileFunction(text, { scope, lenient: true });
  const values = Object.entries(given).map(
    ([name, value]) => [name, typeof value === 'number' ? value : readNumber(value)] as const,
  );
  const value = result?.run(new Map(values), environment).value;
  const wire = value === undefined ? undefined : toWire(value);
  return wire === null || wire === undefined ? null : new Wide(wire as string | number);
}

/** As the wire brings it: exact digits. */
function readNumber(value: Base) {
  const { result } = compileFunction(value.toString(), { scope: contextType('', {}) });
  return result?.run(new Map(), environment).value ?? null;
}

/** Rounded to 34 digits, half to even; null beyond the exponents of decimal128, 0 below them. */
function rounded(exact: Base): Base | null {
  if (!exact.isFinite()) return null;
  const value = exact.toSignificantDigits(DIGITS, Base.ROUND_HALF_EVEN);
  if (!value.isZero() && value.e > GREATEST) return null;
  return value.e < LEAST ? new Wide(0) : value;
}

/** Near the least exponent a result has fewer digits; there the two may differ in those. */
const isPlain = (value: Base) => value.isZero() || value.e > LEAST + DIGITS;

const operations: readonly (readonly [string, (a: Base, b: Base) => Base])[] = [
  ['a + b', (a, b) => a.plus(b)],
  ['a - b', (a, b) => a.minus(b)],
  ['a * b', (a, b) => a.times(b)],
  ['a / b', (a, b) => a.div(b)],
];

test.each(operations)('%s is the exact result, rounded once to 34 digits half to even', (text, exactly) => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const exact = exactly(a, b);
      fc.pre(isPlain(exact));
      const [got, expected] = [compute(text, { a, b }), rounded(exact)];
      expect([String(a), String(b), String(got)]).toEqual([String(a), String(b), String(expected)]);
    }),
    { numRuns: 500 },
  );
});

const roundings: readonly (readonly [string, Base.Rounding])[] = [
  ['decimal(a, n)', Base.ROUND_HALF_EVEN],
  ['floor(a, n)', Base.ROUND_FLOOR],
  ['ceiling(a, n)', Base.ROUND_CEIL],
  ['round up(a, n)', Base.ROUND_UP],
  ['round down(a, n)', Base.ROUND_DOWN],
  ['round half up(a, n)', Base.ROUND_HALF_UP],
  ['round half down(a, n)', Base.ROUND_HALF_DOWN],
];
const modest = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^[1-9][0-9]{0,20}$/), fc.integer({ min: -12, max: 3 }))
  .map(([sign, whole, power]) => new Wide(`${sign}${whole}e${power}`));

test.each(roundings)('%s rounds as decimal.js does in that mode', (text, mode) => {
  fc.assert(
    fc.property(modest, fc.integer({ min: -5, max: 10 }), (a, n) => {
      const unit = new Wide(10).pow(-n);
      const expected = n >= 0 ? a.toDecimalPlaces(n, mode) : a.div(unit).toDecimalPlaces(0, mode).times(unit);
      // There is no negative zero.
      expect([String(a), n, String(compute(text, { a, n }))]).toEqual([
        String(a),
        n,
        String(expected.plus(0).abs().isZero() ? 0 : expected),
      ]);
    }),
    { numRuns: 300 },
  );
});

test('numbers are in order by value, whatever way they are written', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const { result } = compileFunction('[a < b, a <= b, a = b, a > b]', { scope });
      const value = result?.run(
        new Map([
          ['a', readNumber(a)],
          ['b', readNumber(b)],
        ]),
        environment,
      ).value;
      expect(value).toEqual([a.lt(b), a.lte(b), a.eq(b), a.gt(b)]);
    }),
    { numRuns: 500 },
  );
});

test('modulo has the sign of the divisor, and a = divisor * floor(a / divisor) + modulo', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e3, max: 1e3 }), (a, b) => {
      fc.pre(b !== 0);
      expect(String(compute('modulo(a, b)', { a, b }))).toBe(String(a - b * Math.floor(a / b)));
    }),
  );
});

test('whole powers are those of repeated multiplication', () => {
  fc.assert(
    fc.property(modest, fc.integer({ min: 0, max: 5 }), (a, n) => {
      expect(String(compute('a ** n', { a, n }))).toBe(String(rounded(a.pow(n))));
    }),
  );
});

test.each([
  ['9.999999999999999999999999999999999e6144 * 1', '9.999999999999999999999999999999999e+6144'],
  ['9.999999999999999999999999999999999e6144 * 10', 'null'],
  ['1e-6176 / 10', '0'],
  ['1e6144 * 10 / 10', 'null'],
  ['0.1 + 0.2', '0.3'],
])('%s is %s', (text, expected) => {
  expect(String(compute(text, {}))).toBe(expected);
});
