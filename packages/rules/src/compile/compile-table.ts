import type { FeelType, UnaryTests } from '@dealwright/expressions';
import type { Asked } from '../answer/asked.ts';
import { localDay } from '../answer/local-day.ts';
import type { Row } from '../decision.ts';
import { accepts, type Column, columnOf, validityOf } from './column.ts';
import { explainTable, type TableReasons } from './explain-table.ts';
import { hasRow, type RowSet, visitCommon } from './row-set.ts';

/** A table ready to run. Rows are counted from 0 here. */
export interface CompiledTable extends TableReasons {
  /** The rows that accept, in their order; only the first one when `first`. */
  find(asked: Asked, first: boolean): readonly number[];
}

/**
 * Compiles a table: equality and range tests are indexed column by column, the rest are asked row by row, and only in
 * rows that the indexes leave over.
 */
export function compileTable(rows: readonly Row[], inputs: ReadonlyMap<string, FeelType>): CompiledTable {
  const columns = [...inputs].map(([name, type]) => columnOf(rows, name, type));
  const asking = rows.map((_, row) => askedOf(columns, row));
  const validity = validityOf(rows);
  const used = columns.flatMap((column, at) => (column.index ? [{ at, index: column.index }] : []));

  return {
    find(asked, first) {
      const sets: RowSet[] = [];
      for (const { at, index } of used) {
        const set = index.rowsFor(asked.values[at] ?? null);
        if (set) sets.push(set);
      }
      const valid = validity?.rowsFor(localDay(asked.environment));
      if (valid) sets.push(valid);
      const found: number[] = [];
      visitCommon(sets, rows.length, (row) => {
        for (const { column, tests } of asking[row] ?? NO_CELLS) {
          if (!accepts(tests, column, asked)) return false;
        }
        found.push(row);
        return first;
      });
      return found;
    },
    ...explainTable(rows, columns, validity),
  };
}

interface Cell {
  readonly column: number;
  readonly tests: UnaryTests;
}

const NO_CELLS: readonly Cell[] = [];

/** The cells of a row that no index answers. */
function askedOf(columns: readonly Column[], row: number): readonly Cell[] {
  const cells = columns.flatMap(({ tests, index, indexed }, column): readonly Cell[] => {
    const test = tests[row];
    const isDecided = index?.exact === true && hasRow(indexed, row);
    return test && !isDecided ? [{ column, tests: test }] : NO_CELLS;
  });
  return cells.length === 0 ? NO_CELLS : cells;
}
