import { pipeline, Readable } from 'node:stream';
import type { Json } from '@dealwright/values';
import { stringify } from 'csv-stringify';
import { writeXlsxStream } from 'hucre/xlsx';
import { cellOfRow, safeText } from './row-value.ts';

export type RowFormat = 'csv' | 'xlsx';

/** A column of a file of rows. */
export interface RowColumn {
  /** What stands above it. */
  readonly label: string;
  /**
   * How a spreadsheet should hold it; `text` when not given. Numbers with more digits than a spreadsheet can hold, and
   * whatever is not of the type, stay text, so that nothing is rounded.
   */
  readonly type?: 'text' | 'number' | 'date' | 'boolean';
}

export interface RowsOptions {
  /** The name of the sheet. */
  readonly title?: string;
  /** Begins a CSV with a byte order mark, by which Excel knows that it is UTF-8; not written unless asked for. */
  readonly byteOrderMark?: boolean;
}

/**
 * Rows as a file, while they come: memory does not grow with their number. Values are in wire form, one for each column
 * (decimals as text of their digits, days as `2026-01-31`, nothing as null); lists and objects are written as JSON, so
 * money is best given as two columns. CSV is as RFC 4180 says: commas, CRLF, a first line of labels. A spreadsheet
 * has a frozen line of labels, and a new sheet after each 1,048,575 rows.
 *
 * Nothing in the file is a formula: in CSV, text that a spreadsheet would compute gets a `'` before it.
 *
 *     await pipeline(writeRows('xlsx', columns, rows), createWriteStream('changed.xlsx'));
 *
 * An error of `rows` is the error of the stream; destroying the stream ends `rows`.
 */
export function writeRows(
  format: RowFormat,
  columns: readonly RowColumn[],
  rows: AsyncIterable<readonly Json[]> | Iterable<readonly Json[]>,
  { title = 'Rows', byteOrderMark = false }: RowsOptions = {},
): Readable {
  if (format === 'xlsx') {
    const stream = writeXlsxStream(cells(columns, rows), {
      name: sheetName(title),
      columns: columns.map(({ label, type }) => ({
        header: label,
        width: Math.min(60, Math.max(12, label.length + 2)),
        ...(type === 'date' && { numFmt: 'yyyy-mm-dd' }),
      })),
      freezePane: { rows: 1 },
      inlineStrings: true,
    });
    return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]);
  }
  const file = stringify({ bom: byteOrderMark, record_delimiter: '\r\n', quote_record_delimiter: true });
  pipeline(Readable.from(texts(columns, rows)), file, () => {});
  return file;
}

async function* texts(
  columns: readonly RowColumn[],
  rows: AsyncIterable<readonly Json[]> | Iterable<readonly Json[]>,
): AsyncGenerator<readonly string[]> {
  yield columns.map(({ label }) => safeText(label));
  for await (const row of rows) yield columns.map((_, at) => safeText(row[at] ?? null));
}

async function* cells(
  columns: readonly RowColumn[],
  rows: AsyncIterable<readonly Json[]> | Iterable<readonly Json[]>,
): AsyncGenerator<ReturnType<typeof cellOfRow>[]> {
  for await (const row of rows) yield columns.map(({ type }, at) => cellOfRow(row[at] ?? null, type));
}

/** What a sheet may be called: at most 31 characters, and none that formulas use. */
function sheetName(title: string): string {
  const name = title
    .replace(/[\\/?*[\]:]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim();
  return name.slice(0, 31) || 'Rows';
}
