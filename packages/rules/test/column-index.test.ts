import type { FeelType, UnaryShape } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexColumn } from '../src/compile/column-index.ts';
import { visitCommon } from '../src/compile/row-set.ts';
import { scalarType } from '../src/compile/scalar.ts';

/** Says what a cell accepts by looking at each part, with numbers as big integers of thousandths. */
function accepts(cell: UnaryShape | undefined, value: Json, order: (a: Json, b: Json) => number): boolean {
  if (cell === undefined || cell.is === 'anything') return true;
  return cell.parts.some((part) => {
    if (part.is === 'point')
      return part.value === null ? value === null : value !== null && order(part.value, value) === 0;
    if (value === null) return false;
    const above = part.from === undefined || order(value, part.from) > (part.fromIncluded ? -1 : 0);
    const below = part.to === undefined || order(value, part.to) < (part.toIncluded ? 1 : 0);
    return above && below;
  });
}

function shapes(value: fc.Arbitrary<Json>): fc.Arbitrary<UnaryShape | undefined> {
  const point = fc.record({
    is: fc.constant('point' as const),
    value: fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }),
  });
  const interval = fc.record(
    {
      is: fc.constant('interval' as const),
      from: value,
      fromIncluded: fc.boolean(),
      to: value,
      toIncluded: fc.boolean(),
    },
    { requiredKeys: ['is', 'fromIncluded', 'toIncluded'] },
  );
  const union = fc.record({
    is: fc.constant('union' as const),
    parts: fc.array(fc.oneof(point, interval), { maxLength: 4 }),
  });
  return fc.oneof(
    { weight: 6, arbitrary: union },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant({ is: 'anything' as const }) },
  );
}

function rowsFound(cells: readonly (UnaryShape | undefined)[], kind: FeelType, value: Json): number[] {
  const type = scalarType(kind);
  const set = type && indexColumn(cells, type).rowsFor(value);
  const found: number[] = [];
  if (set) {
    visitCommon([set], cells.length, (row) => {
      found.push(row);
      return false;
    });
  }
  return found;
}

function expectSame(kind: FeelType, values: fc.Arbitrary<Json>, order: (a: Json, b: Json) => number): void {
  fc.assert(
    fc.property(
      fc.array(shapes(values), { maxLength: 70 }),
      fc.array(fc.oneof(values, fc.constant(null)), { maxLength: 20 }),
      (cells, asked) => {
        for (const value of asked) {
          const expected = cells.flatMap((cell, row) => (accepts(cell, value, order) ? [row] : []));
          expect(rowsFound(cells, kind, value)).toEqual(expected);
        }
      },
    ),
    { numRuns: 300 },
  );
}

const thousandths = (value: Json) => {
  const [whole = '0', part = ''] = String(value).replace('-', '').split('.');
  const size = BigInt(whole + part.padEnd(25, '0'));
  return String(value).startsWith('-') ? -size : size;
};
const plain = (a: Json, b: Json) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);

describe('The index of a column', () => {
  test('finds the rows that accept a number, whole or of many digits, as asking every cell does', () => {
    const number = fc.oneof(
      fc.integer({ min: -6, max: 6 }),
      fc.constantFrom<Json>(
        '0.5',
        '1.50',
        '1.5',
        '-0.001',
        '3',
        '2.0000000000000000001',
        '2',
        '9007199254740993',
        '9007199254740992',
        9007199254740991,
      ),
    );
    expectSame(
      { kind: 'number' },
      number,
      (a, b) => Number(thousandths(a) - thousandths(b) > 0n) - Number(thousandths(a) - thousandths(b) < 0n),
    );
  });

  test('finds the rows that accept a date as asking every cell does', () => {
    expectSame(
      { kind: 'date' },
      fc.constantFrom<Json>('2026-01-30', '2026-01-31', '2026-02-01', '1999-12-31', '2026-12-01'),
      plain,
    );
  });

  test('finds the rows that accept a boolean as asking every cell does', () => {
    expectSame({ kind: 'boolean' }, fc.boolean(), (a, b) => Number(a) - Number(b));
  });

  test('takes the same instant for the same whatever its offset', () => {
    const noon: UnaryShape = { is: 'union', parts: [{ is: 'point', value: '2026-01-31T12:00:00.000Z' }] };
    expect(rowsFound([noon], { kind: 'date and time' }, '2026-01-31T14:00:00+02:00')).toEqual([0]);
  });

  test('finds nothing for a value that is not of the column', () => {
    const type = scalarType({ kind: 'number' });
    const cell: UnaryShape = {
      is: 'union',
      parts: [{ is: 'interval', from: 1, fromIncluded: true, toIncluded: false }],
    };
    expect(type && indexColumn([cell], type).rowsFor('many')).toBeUndefined();
  });

  test('stays small for a table of 20,000 rows, and says that its rows must still be asked', () => {
    const type = scalarType({ kind: 'number' });
    if (!type) throw new Error('numbers are scalars');
    const cells = Array.from(
      { length: 20_000 },
      (_, at): UnaryShape => ({
        is: 'union',
        parts: [{ is: 'interval', from: at, fromIncluded: true, to: at + 1, toIncluded: false }],
      }),
    );
    const index = indexColumn(cells, type);
    const found: number[] = [];
    const rows = index.rowsFor(12_345);
    if (rows) visitCommon([rows], cells.length, (row) => void found.push(row) === undefined && false);
    expect(index.exact).toBe(false);
    expect(found).toContain(12_345);
    expect(found.length).toBeLessThan(100);
  });
});
