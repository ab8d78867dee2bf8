import type { FeelType, UnaryShape, UnaryTests } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Asked } from '../answer/asked.ts';
import type { Row } from '../decision.ts';
import { type ColumnIndex, indexColumn } from './column-index.ts';
import { type RowSet, rowsWhere } from './row-set.ts';
import { scalarType } from './scalar.ts';

/** One input as a column of the table. */
export interface Column {
  readonly input: string;
  readonly index: ColumnIndex | undefined;
  /** The test of each row; undefined where it has none. */
  readonly tests: readonly (UnaryTests | undefined)[];
  /** The rows that test this column. */
  readonly tested: RowSet;
  /** Those of them whose test the index knows. */
  readonly indexed: RowSet;
}

/** Does the test of a cell accept the value of its column? */
export function accepts(tests: UnaryTests, column: number, asked: Asked): boolean {
  return tests.accepts(asked.values[column] ?? null, tests.shape ? NOTHING : asked.scope, asked.environment);
}

/** Plain equality and range tests read no names. */
const NOTHING: JsonObject = Object.freeze({});

/** Gathers the tests of one input and makes an index of those that are equality and range tests. */
export function columnOf(rows: readonly Row[], input: string, type: FeelType): Column {
  const scalars = scalarType(type);
  const tests = rows.map((row) => row.tests.get(input));
  const shapes = tests.map((each) => indexable(each?.shape, type));
  const isUseful = scalars !== undefined && shapes.some((shape) => shape?.is === 'union');
  return {
    input,
    tests,
    index: isUseful ? indexColumn(shapes, scalars) : undefined,
    tested: rowsWhere(rows.length, (row) => tests[row] !== undefined),
    indexed: rowsWhere(rows.length, (row) => isUseful && tests[row] !== undefined && shapes[row] !== undefined),
  };
}

/** Texts are in order by FEEL's own rule, so only equality of texts is indexed. */
function indexable(shape: UnaryShape | undefined, type: FeelType): UnaryShape | undefined {
  if (shape?.is === 'union' && type.kind === 'string' && shape.parts.some((part) => part.is === 'interval')) {
    return undefined;
  }
  return shape;
}

const TODAY: FeelType = { kind: 'date' };

/** The days on which rows count are one more column, whose input is today. */
export function validityOf(rows: readonly Row[]): ColumnIndex | undefined {
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
