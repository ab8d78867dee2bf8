import type { Asked } from '../answer/asked.ts';
import type { ColumnIndex } from './column-index.ts';
import type { RowSet } from './row-set.ts';

/** One column of a table, as the search for the first failing condition sees it. */
export interface FailureColumn {
  readonly index: ColumnIndex | undefined;
  /** The rows that test this column. */
  readonly tested: RowSet;
  /** Those of them whose test the index knows. */
  readonly indexed: RowSet;
  /** Asks the test of one row, for what no index knows. */
  accepts(row: number, asked: Asked): boolean;
}

/** Hears that rows of one word of 32 fail first in this column: their bits. */
export type OnFailure = (column: number, word: number, bits: number) => void;

/**
 * Goes through the columns in their order and takes out of the rows that are left those that fail there: 32 rows with
 * one instruction, where the index of the column decides.
 * @param left the rows that are asked at all; it is used up
 */
export function firstFailures(columns: readonly FailureColumn[], asked: Asked, left: RowSet, on: OnFailure): void {
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as FailureColumn;
    const { index, tested, indexed } = column;
    const found = index?.rowsFor(asked.values[at] ?? null);
    const decides = found !== undefined && index?.exact === true;
    for (let word = 0; word < left.length; word++) {
      const here = (left[word] as number) & (tested[word] as number);
      if (here === 0) continue;
      const known = found === undefined ? 0 : here & (indexed[word] as number);
      let bits = known & ~(found?.[word] as number);
      const open = decides ? here & ~known : here & ~bits;
      if (open !== 0) bits |= refused(column, open, word, asked);
      if (bits === 0) continue;
      left[word] = (left[word] as number) & ~bits;
      on(at, word, bits);
    }
  }
}

/** The rows among `open` whose test does not accept. */
function refused(column: FailureColumn, open: number, word: number, asked: Asked): number {
  let bits = 0;
  for (let rest = open; rest !== 0; rest &= rest - 1) {
    const place = 31 - Math.clz32(rest & -rest);
    if (!column.accepts((word << 5) + place, asked)) bits |= 1 << place;
  }
  return bits;
}
