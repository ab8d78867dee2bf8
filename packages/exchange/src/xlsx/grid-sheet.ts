import { say } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import {
  type Cell,
  type CellStyle,
  type CellValue,
  calculateRowHeight,
  type DataValidation,
  rangeRef,
  type WriteSheet,
} from 'hucre/xlsx';
import { type Column, valueAt } from './columns.ts';
import * as look from './look.ts';
import { GROUP_WORDS, WORDS } from './words.ts';

/** Above the rows stand: title, two lines about the decision, nothing, the groups, labels, small print, and the keys. */
const GROUPS = 4;
const LABELS = 5;
const NOTES = 6;
const KEYS = 7;

/** Where the rows begin, from 0. */
export const FIRST_ROW = 8;

/** Points of a line of text. */
const LINE = 15;

/** Characters that the column of row numbers is wide. */
const FIRST_COLUMN = 16;

/** Empty rows below the last that are ready to be filled in. */
export const SPARE_ROWS = 50;

/** What stands in the first column of the line of keys, and tells that line from all others. */
export const MARK = 'row';

export const ONE_PAGE_WIDE = {
  orientation: 'landscape',
  paperSize: 'a4',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
} as const;

interface Grid {
  readonly name: string;
  readonly title: string;
  /** The second and third line: texts and how they look. */
  readonly head: readonly (readonly (readonly [string, CellStyle])[])[];
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly mark: number | string; readonly row: JsonObject }[];
  readonly validations: readonly DataValidation[];
  readonly locale: string;
}

/** A list of rows as a sheet: headings that stay in sight, rows, and empty rows that are ready to be filled in. */
export function gridSheet({ name, title, head, columns, rows, validations, locale }: Grid): WriteSheet {
  const values: CellValue[][] = [];
  const cells = new Map<string, Partial<Cell>>();
  const put = (row: number, column: number, value: CellValue, style: CellStyle) => {
    while (values.length <= row) values.push([]);
    const line = values[row] ?? [];
    while (line.length <= column) line.push(null);
    line[column] = value;
    cells.set(`${row},${column}`, { value, style });
  };
  put(0, 0, title, look.title);
  for (const [at, texts] of head.entries())
    for (const [column, [text, style]] of texts.entries()) put(at + 1, column, text, style);
  put(GROUPS, 0, null, look.band('more'));
  put(LABELS, 0, say(WORDS.row, locale), look.head('more'));
  put(NOTES, 0, null, look.note('more'));
  put(KEYS, 0, MARK, look.note('more'));
  for (const [at, { key, group, label, note }] of columns.entries()) {
    const begins = columns[at - 1]?.group !== group;
    put(GROUPS, at + 1, begins ? say(GROUP_WORDS[group], locale) : null, look.band(group));
    put(LABELS, at + 1, say(label, locale), look.head(group));
    put(NOTES, at + 1, note, look.note(group));
    put(KEYS, at + 1, key, look.note(group));
  }
  const spare = Array.from({ length: SPARE_ROWS }, () => ({ mark: null, row: {} as JsonObject }));
  for (const [at, { mark, row }] of [...rows, ...spare].entries()) {
    put(FIRST_ROW + at, 0, mark, look.number);
    for (const [index, column] of columns.entries()) {
      const value = column.form.show(valueAt(row, column));
      put(FIRST_ROW + at, index + 1, value, look.body(column.form.look, value));
    }
  }
  return {
    name,
    columns: [{ width: FIRST_COLUMN }, ...columns.map(({ width }) => ({ width }))],
    rows: values,
    cells,
    dataValidations: [...validations],
    rowDefs: heights(values, columns),
    freezePane: { rows: FIRST_ROW, columns: 1 },
    pageSetup: {
      ...ONE_PAGE_WIDE,
      printArea: fixedRange(0, 0, FIRST_ROW + Math.max(0, rows.length - 1), columns.length),
      printTitlesRow: `$${GROUPS + 1}:$${KEYS + 1}`,
    },
  };
}

/** `$A$1:$D$9`, counted from 0. */
export function fixedRange(...corners: Parameters<typeof rangeRef>): string {
  return rangeRef(...corners).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
}

/** Rows as high as their texts need, because not every program measures them before they are edited. */
function heights(rows: readonly CellValue[][], columns: readonly Column[]): Map<number, { height: number }> {
  const measured = rows.slice(LABELS).map((cells, at) => {
    const small = at + LABELS === NOTES || at + LABELS === KEYS;
    const columnWidths = [FIRST_COLUMN, ...columns.map(({ width }) => width * (small ? 1.9 : 1.15))];
    return calculateRowHeight(cells, { wrapText: true, columnWidths });
  });
  return new Map(measured.flatMap((height, at) => (height > LINE ? [[at + LABELS, { height }] as const] : [])));
}
