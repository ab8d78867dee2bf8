import type { Environment, FeelType, UnaryShape, UnaryTests } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Asked } from '../answer/asked.ts';
import { localDay } from '../answer/local-day.ts';
import type { Finding, Miss, Row } from '../decision.ts';
import { type ColumnIndex, indexColumn } from './column-index.ts';
import { hasRow, type RowSet, visitCommon } from './row-set.ts';
import { scalarType } from './scalar.ts';

/** A table ready to run. Rows are counted from 0 here. */
export interface CompiledTable {
  /** The rows that accept, in their order; only the first one when `first`. */
  find(asked: Asked, first: boolean): readonly number[];
  /** For every row that does not accept, its first condition that fails. */
  misses(asked: Asked): readonly Miss[];
  /** All conditions of the row with their values. */
  conditions(row: number, asked: Asked): readonly Finding[];
}

interface Cell {
  readonly column: number;
  readonly input: string;
  readonly tests: UnaryTests;
  /** True when the index answers it, so that it need not be asked. */
  readonly isDecided: boolean;
}

const TODAY: FeelType = { kind: 'date' };

/**
 * Compiles a table: equality and range tests are indexed column by column, the rest are asked row by row, and only in
 * rows that the indexes leave over.
 */
export function compileTable(rows: readonly Row[], inputs: ReadonlyMap<string, FeelType>): CompiledTable {
  const names = [...inputs.keys()];
  const columns = [...inputs].map(([name, type]) => columnOf(rows, name, type));
  const cells = rows.map((row) => cellsOf(row, names, columns));
  const asking = cells.map((row) => row.filter(({ isDecided }) => !isDecided));
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
        for (const { column, tests } of asking[row] ?? []) {
          if (!accepts(tests, column, asked)) return false;
        }
        found.push(row);
        return first;
      });
      return found;
    },
    misses(asked) {
      const sets = columns.map(({ index }, at) => index?.rowsFor(asked.values[at] ?? null));
      const holds = (row: number, { column, tests, isDecided }: Cell): boolean => {
        const set = isDecided ? sets[column] : undefined;
        return set ? hasRow(set, row) : accepts(tests, column, asked);
      };
      const misses: Miss[] = [];
      for (const [at, row] of rows.entries()) {
        const day = outOfDate(row, asked.environment);
        const cell = day ? undefined : cells[at]?.find((each) => !holds(at, each));
        const failing = day ?? (cell && toFinding(cell, asked));
        if (failing)
          misses.push({ rule: String(at + 1), input: failing.input, test: failing.test, value: failing.value });
      }
      return misses;
    },
    conditions: (row, asked) => (cells[row] ?? []).map((cell) => toFinding(cell, asked)),
  };
}

function accepts(tests: UnaryTests, column: number, asked: Asked): boolean {
  return tests.accepts(asked.values[column] ?? null, tests.shape ? NOTHING : asked.scope, asked.environment);
}

/** Plain equality and range tests read no names. */
const NOTHING: JsonObject = Object.freeze({});

function toFinding({ column, input, tests }: Cell, { values }: Asked): Finding {
  return { input, test: tests.text, value: values[column] ?? null };
}

function cellsOf(row: Row, names: readonly string[], columns: readonly Column[]): readonly Cell[] {
  return [...row.tests].map(([input, tests]) => {
    const column = names.indexOf(input);
    return { column, input, tests, isDecided: columns[column]?.decides(tests) ?? false };
  });
}

interface Column {
  readonly index: ColumnIndex | undefined;
  decides(tests: UnaryTests): boolean;
}

function columnOf(rows: readonly Row[], name: string, type: FeelType): Column {
  const scalars = scalarType(type);
  const shapes = rows.map((row) => indexable(row.tests.get(name)?.shape, type));
  const isUseful = scalars !== undefined && shapes.some((shape) => shape?.is === 'union');
  const index = isUseful ? indexColumn(shapes, scalars) : undefined;
  return { index, decides: (tests) => index?.exact === true && indexable(tests.shape, type) !== undefined };
}

/** Texts are in order by FEEL's own rule, so only equality of texts is indexed. */
function indexable(shape: UnaryShape | undefined, type: FeelType): UnaryShape | undefined {
  if (shape?.is === 'union' && type.kind === 'string' && shape.parts.some((part) => part.is === 'interval')) {
    return undefined;
  }
  return shape;
}

/** The days on which rows count are one more column, whose input is today. */
function validityOf(rows: readonly Row[]): ColumnIndex | undefined {
  const scalars = scalarType(TODAY);
  if (!scalars || rows.every((row) => row.validFrom === undefined && row.validTo === undefined)) return undefined;
  return indexColumn(
    rows.map(({ validFrom, validTo }) => ({
      is: 'union',
      parts: [
        {
          is: 'interval',
          ...(validFrom === undefined ? {} : { from: validFrom }),
          ...(validTo === undefined ? {} : { to: validTo }),
          fromIncluded: true,
          toIncluded: true,
        },
      ],
    })),
    scalars,
  );
}

function outOfDate(row: Row | undefined, environment: Environment): Finding | undefined {
  if (row?.validFrom === undefined && row?.validTo === undefined) return undefined;
  const today = localDay(environment);
  const { validFrom, validTo } = row;
  const isValid = (validFrom === undefined || today >= validFrom) && (validTo === undefined || today <= validTo);
  return isValid ? undefined : { input: 'today', test: `[${validFrom ?? ''}..${validTo ?? ''}]`, value: today };
}
