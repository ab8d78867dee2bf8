import type { Environment, FeelType, UnaryShape, UnaryTests } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { type ColumnIndex, indexColumn } from './column-index.ts';
import type { Finding, Row } from './decision.ts';
import { localDay } from './local-day.ts';
import { type RowSet, visitCommon } from './row-set.ts';
import { scalarType } from './scalar.ts';

/** What a cell may ask: the values of the inputs in their order, the names its tests can use, and the world. */
export interface Asked {
  readonly values: readonly Json[];
  /** Facts, settings and inputs by name; made only when a cell needs it. */
  readonly scope: () => JsonObject;
  readonly environment: Environment;
}

/** A table ready to run. Rows are counted from 0 here. */
export interface CompiledTable {
  /** The rows that accept, in their order; only the first one when `first`. */
  find(asked: Asked, first: boolean): readonly number[];
  /** The first condition of the row that fails; undefined when all hold. */
  failing(row: number, asked: Asked): Finding | undefined;
  /** All conditions of the row with their values. */
  conditions(row: number, asked: Asked): readonly Finding[];
}

interface Cell {
  readonly column: number;
  readonly input: string;
  readonly tests: UnaryTests;
}

const TODAY: FeelType = { kind: 'date' };

/**
 * Compiles a table: equality and range tests are indexed column by column, the rest are asked row by row, and only in
 * rows that the indexes leave over.
 */
export function compileTable(rows: readonly Row[], inputs: ReadonlyMap<string, FeelType>): CompiledTable {
  const names = [...inputs.keys()];
  const cells = rows.map((row) => cellsOf(row, names));
  const columns = [...inputs].map(([name, type]) => columnOf(rows, name, type));
  const asking = cells.map((row) => row.filter(({ column, tests }) => !columns[column]?.decides(tests)));
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
          if (!accepts(tests, asked.values[column] ?? null, asked)) return false;
        }
        found.push(row);
        return first;
      });
      return found;
    },
    failing(row, asked) {
      const day = outOfDate(rows[row], asked.environment);
      if (day) return day;
      const cell = cells[row]?.find(({ column, tests }) => !accepts(tests, asked.values[column] ?? null, asked));
      return cell && toFinding(cell, asked);
    },
    conditions: (row, asked) => (cells[row] ?? []).map((cell) => toFinding(cell, asked)),
  };
}

function accepts(tests: UnaryTests, value: Json, { scope, environment }: Asked): boolean {
  return tests.accepts(value, tests.shape ? NOTHING : scope(), environment);
}

/** Plain equality and range tests read no names. */
const NOTHING: JsonObject = Object.freeze({});

function toFinding({ column, input, tests }: Cell, { values }: Asked): Finding {
  return { input, test: tests.text, value: values[column] ?? null };
}

function cellsOf(row: Row, names: readonly string[]): readonly Cell[] {
  return [...row.tests].map(([input, tests]) => ({ column: names.indexOf(input), input, tests }));
}

interface Column {
  readonly index: ColumnIndex | undefined;
  /** True when the index has answered this cell, so that it need not be asked. */
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
