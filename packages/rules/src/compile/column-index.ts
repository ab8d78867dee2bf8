import type { Interval, Point, UnaryShape } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import { addRow, emptyRows, type RowSet, removeRow } from './row-set.ts';
import type { Scalar, ScalarType } from './scalar.ts';

/** Which rows a value may lead to, for one column of a table. */
export interface ColumnIndex {
  /** The rows whose cell may accept the value; with `exact`, those whose cell does accept it. Undefined: not of the column's type. */
  rowsFor(value: Json): RowSet | undefined;
  /** True when the index alone decides; else the found rows must still be asked. */
  readonly exact: boolean;
}

/** A bit of memory for a column: 2^26 bits are 8 MB. A table too large for it gets a coarser index, not a larger one. */
const MOST_BITS = 1 << 26;

/**
 * Cuts the column's values into slots (each boundary value, and each gap between two) and keeps for every slot the rows
 * that accept it.
 * @param cells one a row; undefined: the row does not test this column, or cannot be indexed
 */
export function indexColumn(cells: readonly (UnaryShape | undefined)[], type: ScalarType): ColumnIndex {
  const ranges = cells.map((cell) => toRanges(cell, type));
  const all = boundariesOf(ranges, type);
  const coarseness = Math.max(1, Math.ceil((all.length * 2 * cells.length) / MOST_BITS));
  const boundaries = coarseness === 1 ? all : all.filter((_, at) => at % coarseness === 0);
  const slots = fillSlots(ranges, boundaries, type);
  const nulls = emptyRows(cells.length);
  for (const [row, cell] of cells.entries()) if (acceptsNull(cell)) addRow(nulls, row);
  const find = slotFinder(boundaries, type);
  return {
    exact: coarseness === 1,
    rowsFor(value) {
      const scalar = type.read(value);
      if (scalar === undefined) return undefined;
      return scalar === null ? nulls : slots[find(scalar)];
    },
  };
}

interface Range {
  readonly from: Scalar | undefined;
  readonly fromIncluded: boolean;
  readonly to: Scalar | undefined;
  readonly toIncluded: boolean;
}

/** Undefined: everything. Parts that are not of the column's type accept nothing. */
function toRanges(cell: UnaryShape | undefined, type: ScalarType): readonly Range[] | undefined {
  if (cell === undefined || cell.is === 'anything') return undefined;
  return cell.parts.flatMap((part) => toRange(part, type) ?? []);
}

function toRange(part: Point | Interval, type: ScalarType): Range | undefined {
  if (part.is === 'point') {
    const value = type.read(part.value);
    if (value === null || value === undefined) return undefined;
    return { from: value, fromIncluded: true, to: value, toIncluded: true };
  }
  const from = part.from === undefined ? undefined : type.read(part.from);
  const to = part.to === undefined ? undefined : type.read(part.to);
  const isBroken = (part.from !== undefined && from === undefined) || (part.to !== undefined && to === undefined);
  if (isBroken || from === null || to === null) return undefined;
  return { from, fromIncluded: part.fromIncluded, to, toIncluded: part.toIncluded };
}

function acceptsNull(cell: UnaryShape | undefined): boolean {
  if (cell === undefined || cell.is === 'anything') return true;
  return cell.parts.some((part) => part.is === 'point' && part.value === null);
}

function boundariesOf(ranges: readonly (readonly Range[] | undefined)[], type: ScalarType): Scalar[] {
  const found: Scalar[] = [];
  for (const each of ranges) {
    for (const { from, to } of each ?? []) {
      if (from !== undefined) found.push(from);
      if (to !== undefined) found.push(to);
    }
  }
  found.sort(type.compare);
  return found.filter((value, at) => at === 0 || type.compare(found[at - 1] as Scalar, value) !== 0);
}

/** Slot 2i + 1 is boundary i itself; slot 2i lies below it. */
function fillSlots(
  ranges: readonly (readonly Range[] | undefined)[],
  boundaries: readonly Scalar[],
  type: ScalarType,
): RowSet[] {
  const count = boundaries.length * 2 + 1;
  const find = slotFinder(boundaries, type);
  const opens: number[][] = Array.from({ length: count + 1 }, () => []);
  const closes: number[][] = Array.from({ length: count + 1 }, () => []);
  for (const [row, parts] of ranges.entries()) {
    for (const [first, last] of merge(
      parts === undefined ? [[0, count - 1]] : toSlots(parts, boundaries, find, type),
    )) {
      opens[first]?.push(row);
      closes[last + 1]?.push(row);
    }
  }
  const slots: RowSet[] = [];
  let open = emptyRows(ranges.length);
  for (let slot = 0; slot < count; slot++) {
    open = open.slice();
    for (const row of closes[slot] ?? []) removeRow(open, row);
    for (const row of opens[slot] ?? []) addRow(open, row);
    slots.push(open);
  }
  return slots;
}

/** The slots a row's ranges touch. An end that is not included leaves out its own slot, but only where that slot is the value itself. */
function toSlots(
  ranges: readonly Range[],
  boundaries: readonly Scalar[],
  find: (value: Scalar) => number,
  type: ScalarType,
): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (const { from, fromIncluded, to, toIncluded } of ranges) {
    if (from !== undefined && to !== undefined) {
      const order = type.compare(from, to);
      if (order > 0 || (order === 0 && !(fromIncluded && toIncluded))) continue;
    }
    let first = from === undefined ? 0 : find(from);
    let last = to === undefined ? boundaries.length * 2 : find(to);
    if (from !== undefined && !fromIncluded && first % 2 === 1) first++;
    if (to !== undefined && !toIncluded && last % 2 === 1) last--;
    if (first <= last) found.push([first, last]);
  }
  return found;
}

function merge(parts: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const merged: (readonly [number, number])[] = [];
  for (const part of [...parts].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && part[0] <= last[1] + 1) merged[merged.length - 1] = [last[0], Math.max(last[1], part[1])];
    else merged.push(part);
  }
  return merged;
}

/** Finds the slot of a value by halving; on plain doubles without calling anybody. */
function slotFinder(boundaries: readonly Scalar[], type: ScalarType): (value: Scalar) => number {
  const search = (value: Scalar) => {
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = type.compare(value, boundaries[middle] as Scalar);
      if (order === 0) return middle * 2 + 1;
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return low * 2;
  };
  if (boundaries.every((each) => typeof each === 'number')) {
    const numbers = Float64Array.from(boundaries as readonly number[]);
    return (value) => (typeof value === 'number' ? searchNumbers(numbers, value) : search(value));
  }
  if (boundaries.every((each) => typeof each === 'string')) {
    const places = new Map<Scalar, number>(boundaries.map((each, at) => [each, at * 2 + 1]));
    return (value) => places.get(value) ?? search(value);
  }
  return search;
}

function searchNumbers(boundaries: Float64Array, value: number): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const boundary = boundaries[middle] as number;
    if (boundary === value) return middle * 2 + 1;
    if (boundary > value) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}
