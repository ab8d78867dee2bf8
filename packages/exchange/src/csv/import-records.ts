import { pipeline, Readable } from 'node:stream';
import { isClean, type Problem, problem, say, type Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import type { Change, Saved } from '@dealwright/records';
import { type CsvError, type Info, type Options, parse } from 'csv-parse';
import { linkMapping, type RowMapping } from './row-mapping.ts';

export interface RecordImport {
  /** The CSV's bytes: UTF-8, with a first line of column names. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Named in problems. */
  readonly name: string;
  readonly mapping: RowMapping;
  readonly entity: Entity;
  /** Stores changes, each for itself; answers in their order. */
  readonly save: (changes: readonly Change[]) => Promise<readonly Saved[]>;
  readonly environment: Environment;
  /** The first line of the file that is imported; 2 when not given. */
  readonly from?: number;
}

/** How far it is; all lines up to `line` are done. */
export interface ImportStep {
  readonly line: number;
  readonly stored: number;
  readonly refused: number;
  /** New since the last step, with the line of the file. */
  readonly problems: readonly Problem[];
}

/** Rows of a transaction. */
const BATCH = 500;

/** Characters of a row; more is a quote that was never closed. */
const LONGEST_ROW = 1_000_000;

/**
 * Imports the rows of a CSV as records, some hundred a transaction; memory does not grow with the file. A row that is refused is
 * told with its line, and stops no other. With a key in the mapping, rows whose record exists change it: an import that was
 * broken off, or whose refused rows were mended, is simply run again.
 */
export async function* importRecords(options: RecordImport): AsyncGenerator<ImportStep> {
  const { bytes, name, mapping, entity, save, environment, from = 2 } = options;
  const at = (line: number) => ({ file: name, line, column: 1 });
  const skipped: Problem[] = [];
  const rows = rowsOf(bytes, mapping.delimiter ?? ',', (error) => skipped.push(unreadable(error, at)));
  let [line, stored, refused] = [1, 0, 0];
  const step = (problems: readonly Problem[]): ImportStep => {
    const unread = skipped.splice(0);
    refused += unread.length;
    return { line, stored, refused, problems: [...unread, ...problems] };
  };
  let waiting: { readonly line: number; readonly change: Change }[] = [];
  const flush = async (): Promise<ImportStep> => {
    const batch = waiting;
    waiting = [];
    const answers = batch.length === 0 ? [] : await save(batch.map(({ change }) => change));
    const problems = answers.flatMap((answer, index) => {
      if (isClean(answer.problems)) stored += 1;
      else refused += 1;
      return answer.problems.map((each) => atLine(each, at(batch[index]?.line ?? 0)));
    });
    line = batch.at(-1)?.line ?? line;
    return step(problems);
  };
  try {
    let read: ReturnType<typeof linkMapping>['read'];
    let columns: readonly string[] = [];
    for await (const { record, info } of rows) {
      if (read === undefined) {
        columns = record.map((each) => each.trim());
        const linked = linkMapping(mapping, entity, columns, environment);
        if (linked.problems.length > 0) yield step(linked.problems);
        if (linked.read === undefined) return;
        read = linked.read;
        continue;
      }
      if (info.lines < from) continue;
      const values = read(Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])));
      waiting.push({ line: info.lines, change: changeOf(values, mapping.key) });
      if (waiting.length >= BATCH) yield await flush();
    }
    yield await flush();
    if (columns.length === 0) yield step([noColumns(at(1))]);
  } catch (error) {
    if (!isCsvError(error)) throw error;
    yield await flush();
    yield step([unreadable(error, at)]);
  }
}

const isCsvError = (error: unknown): error is CsvError =>
  /^(CSV_|ERR_ENCODING_)/.test(String((error as { readonly code?: unknown } | null)?.code));

function changeOf(values: Extract<Change, { readonly is: 'create' }>['values'], key: string | undefined): Change {
  const value = key === undefined ? undefined : values[key];
  if (key === undefined || value === undefined || value === null) return { is: 'create', values };
  return { is: 'upsert', by: { field: key, value }, values };
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: Info;
}

function rowsOf(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  skip: (error: CsvError) => void,
): AsyncIterable<CsvRow> {
  const options: Options = {
    ...{
      bom: true,
      info: true,
      delimiter,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: LONGEST_ROW,
    },
    ...{ skip_records_with_error: true, relax_quotes: false },
    on_skip: (error) => {
      if (error) skip(error);
    },
  };
  const parser = parse(options);
  pipeline(Readable.from(decoded(bytes)), parser, () => {});
  return parser;
}

/** Bytes that are no UTF-8 end it. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function atLine(each: Problem, place: NonNullable<Problem['place']>): Problem {
  const { path = [], ...rest } = each;
  const [field] = path.slice(2);
  const named = (locale: string) => (field === undefined ? '' : `\`${String(field)}\`: `) + say(each.message, locale);
  const message: Text = { en: named('en'), ro: named('ro') };
  return { ...rest, message, place };
}

function unreadable(error: CsvError, at: (line: number) => NonNullable<Problem['place']>): Problem {
  const { lines, column } = error as { readonly lines?: number; readonly column?: unknown };
  const place = at(typeof lines === 'number' ? lines : 1);
  if (error.code === ('ERR_ENCODING_INVALID_ENCODED_DATA' as string)) {
    return problem(
      'NOT_UTF8',
      { en: 'The file is not UTF-8.', ro: 'Fișierul nu este UTF-8.' },
      { place, hint: { en: 'save it as “CSV UTF-8”', ro: 'salvați-l ca „CSV UTF-8”' } },
    );
  }
  const where = typeof column === 'string' || typeof column === 'number' ? ` (${column})` : '';
  return problem(
    'ROW_NOT_READABLE',
    {
      en: `The row cannot be read: ${error.message}${where}`,
      ro: `Rândul nu poate fi citit: ${error.message}${where}`,
    },
    {
      place,
      hint: {
        en: 'each row needs as many cells as the first; close each `"`, and write `""` for a quote inside',
        ro: 'fiecare rând are nevoie de tot atâtea celule ca primul; închideți fiecare `"` și scrieți `""` pentru ghilimele',
      },
    },
  );
}

function noColumns(place: NonNullable<Problem['place']>): Problem {
  return problem(
    'NO_COLUMNS',
    { en: 'The file is empty.', ro: 'Fișierul este gol.' },
    { place, hint: { en: 'the first line names the columns', ro: 'prima linie numește coloanele' } },
  );
}
