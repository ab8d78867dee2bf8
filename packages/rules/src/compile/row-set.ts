/** A set of rows as bits, 32 a word. */
export type RowSet = Int32Array;

export function emptyRows(rows: number): RowSet {
  return new Int32Array((rows + 31) >>> 5);
}

export function addRow(set: RowSet, row: number): void {
  const word = row >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (row & 31));
}

export function removeRow(set: RowSet, row: number): void {
  const word = row >>> 5;
  set[word] = (set[word] ?? 0) & ~(1 << (row & 31));
}

export function hasRow(set: RowSet, row: number): boolean {
  return (((set[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}

/** Calls `visit` for each row in ascending order that is in all sets, until it returns true. */
export function visitCommon(sets: readonly RowSet[], rows: number, visit: (row: number) => boolean): void {
  const words = (rows + 31) >>> 5;
  for (let word = 0; word < words; word++) {
    let bits = word === words - 1 && (rows & 31) !== 0 ? (1 << (rows & 31)) - 1 : -1;
    for (let each = 0; each < sets.length && bits !== 0; each++) bits &= sets[each]?.[word] ?? 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      if (visit((word << 5) + 31 - Math.clz32(lowest))) return;
      bits ^= lowest;
    }
  }
}

/** All rows of a table. */
export function everyRow(rows: number): RowSet {
  const set = emptyRows(rows).fill(-1);
  if ((rows & 31) !== 0) set[set.length - 1] = (1 << (rows & 31)) - 1;
  return set;
}

/** The rows for which `has` says so. */
export function rowsWhere(rows: number, has: (row: number) => boolean): RowSet {
  const set = emptyRows(rows);
  for (let row = 0; row < rows; row++) if (has(row)) addRow(set, row);
  return set;
}
