import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareDecimals, exactDecimal, type Json, type Options, type ValueType, valueTypes } from '../src/index.ts';

const OPTIONS: Options = {
  currency: 'EUR',
  choices: new Map(['red', 'green', 'blue'].map((name) => [name, { label: name, retired: false }])),
};
const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

/** Inputs that the type will mostly accept; the odd ones come from `fc.anything`. */
const likely: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'rich-text': fc
    .array(fc.constantFrom('<p>', '</p>', '<b>', '<script>', 'x < y', '&amp;', '&', '<!--', '"', 'ș'))
    .map((all) => all.join('')),
  integer: fc.integer(),
  decimal: fc.oneof(
    fc.double(),
    fc.integer().map(String),
    fc.float().map((number) => number.toFixed(4)),
  ),
  percent: fc.integer({ min: -10_000, max: 10_000 }).map((number) => (number / 100).toFixed(2)),
  money: fc.integer().map((cents) => ({ amount: (cents / 100).toFixed(2), currency: 'EUR' })),
  boolean: fc.boolean(),
  date: day.map((each) => each.toISOString().slice(0, 10)),
  time: day.map((each) => each.toISOString().slice(11, 19)),
  instant: day.map((each) => each.toISOString().replace('Z', '+03:00')),
  choice: fc.constantFrom('red', 'green', 'purple'),
  choices: fc.array(fc.constantFrom('red', 'green', 'blue')),
  email: fc.emailAddress(),
  phone: fc.integer({ min: 700_000_000, max: 799_999_999 }).map((number) => `0${number}`),
  url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
  reference: fc.uuid(),
  'part-of': fc.uuid(),
  file: fc.uuid(),
  location: fc.record({ latitude: fc.double({ min: -90, max: 90 }), longitude: fc.double({ min: -180, max: 180 }) }),
  json: fc.jsonValue(),
};
const inputs = (name: string) =>
  fc.oneof({ weight: 4, arbitrary: likely[name] ?? fc.string({ unit: 'binary' }) }, fc.anything());

function values(type: ValueType, all: readonly unknown[]): Json[] {
  return all.flatMap((input) => {
    const parsed = type.parse(input, OPTIONS);
    return 'flaw' in parsed || parsed.value === null ? [] : [parsed.value];
  });
}

describe.each([...valueTypes])('%s', (name, type) => {
  test('reads its own canonical form as itself, and never throws', () => {
    fc.assert(
      fc.property(inputs(name), (input) => {
        for (const value of values(type, [input])) expect(type.parse(value, OPTIONS)).toEqual({ value });
      }),
      { numRuns: 300 },
    );
  });

  test('orders its values totally', () => {
    fc.assert(
      fc.property(fc.array(inputs(name), { minLength: 3, maxLength: 6 }), (all) => {
        const some = values(type, all);
        for (const a of some) {
          expect(type.compare(a, a)).toBe(0);
          for (const b of some) {
            expect(Math.sign(type.compare(a, b)) + Math.sign(type.compare(b, a))).toBe(0);
            for (const c of some) {
              if (type.compare(a, b) <= 0 && type.compare(b, c) <= 0) expect(type.compare(a, c)).toBeLessThanOrEqual(0);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('shows any JSON in both languages without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(inputs(name), fc.jsonValue()), (input) => {
        for (const value of values(type, [input]))
          expect(type.format(value, 'ro', OPTIONS)).toEqual(expect.any(String));
        const odd = JSON.parse(JSON.stringify(input ?? null) ?? 'null') as Json;
        expect(type.format(odd, 'en', OPTIONS)).toEqual(expect.any(String));
      }),
      { numRuns: 100 },
    );
  });
});

test('decimals are compared as integers of their smallest digit would be', () => {
  const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const write = (value: bigint) => {
    const digits = String(value < 0n ? -value : value).padStart(3, '0');
    return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      expect(compareDecimals(write(a), write(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      expect(exactDecimal(write(a), { scale: 2 })).toEqual({ value: write(a) });
    }),
  );
});
