import { didYouMean, type Problem, problem, warning } from '@dealwright/diagnostics';
import type { Json } from '@dealwright/values';
import { type CellValue, cellRef, type Sheet } from 'hucre/xlsx';
import type { Read, Said } from './cell-form.ts';
import type { Column } from './columns.ts';
import { MARK } from './grid-sheet.ts';
import { LAST_ROW } from './open-workbook.ts';

/** The rows of a sheet as its cells say them. */
export interface SheetGrid {
  /** Where each column stands, from 0. */
  readonly columns: ReadonlyMap<Column, number>;
  readonly rows: readonly SheetRow[];
  readonly problems: readonly Problem[];
  /** The cell of a row and a column, as problems name it: `C9`, or `Examples!C9` outside the first sheet. */
  cell(row: SheetRow, column: Column | undefined): string;
}

export interface SheetRow {
  /** The number that the row had in the decision, or `default`; undefined for a new row. */
  readonly mark: number | 'default' | undefined;
  /** From 0. */
  readonly line: number;
  /** What each column says; a column that says nothing is there with undefined. */
  readonly values: ReadonlyMap<Column, Json | undefined>;
}

/** The line of keys by which the columns are found again: its number, and the keys by column. */
export function keysOf(sheet: Sheet): { readonly line: number; readonly keys: readonly string[] } | undefined {
  for (const [line, cells] of sheet.rows.slice(0, 50).entries()) {
    const keys = cells.map((each) => (typeof each === 'string' ? each.trim() : ''));
    if (keys.includes(MARK) && keys.some((key) => /^(when|then|given|expect)\b/.test(key))) return { line, keys };
  }
  return undefined;
}

interface Reading {
  readonly sheet: Sheet;
  /** Said before the cells of this sheet; empty for the sheet of the table. */
  readonly prefix: string;
  readonly columns: readonly Column[];
  /** The column for a key that the decision has not used so far; undefined when there can be none. */
  newColumn(key: string): Column | undefined;
  /** At most so many rows. */
  readonly most: number;
}

/**
 * Reads the rows below the line of keys. Columns are found by their keys, wherever they were moved. Merged cells count
 * for each of their rows, hidden rows as if they were shown, formulas as what they came to; each with a warning. Cells that
 * hold an error, and keys that are unknown, missing or twice there, are problems.
 */
export function readGrid({ sheet, prefix, columns, newColumn, most }: Reading): SheetGrid {
  const problems: Problem[] = [];
  const found = keysOf(sheet) ?? { line: 0, keys: [] };
  const at = (line: number, column: number) => `${prefix}${cellRef(line, column)}`;
  const places = placeColumns(found, columns, newColumn, (column) => at(found.line, column), problems);
  const merged = mergedCells(sheet, found.line, at, problems);
  const rows: SheetRow[] = [];
  const hidden: number[] = [];
  const markAt = found.keys.indexOf(MARK);
  for (let line = found.line + 1; line < sheet.rows.length; line++) {
    const cells = sheet.rows[line] ?? [];
    const mark = markOf(merged(line, markAt) ?? cells[markAt] ?? null);
    const values = new Map<Column, Json | undefined>();
    for (const [column, index] of places) {
      const said = readCell(sheet, line, index, merged(line, index));
      const read: Read = said.flaw ? said : column.form.read(said.value);
      const doubt = said.doubt ?? read.doubt;
      if (read.flaw) problems.push(tell(problem, read.flaw, at(line, index)));
      else if (doubt) problems.push(tell(warning, doubt, at(line, index)));
      values.set(column, read.value);
    }
    if ([...values.values()].every((each) => each === undefined)) continue;
    rows.push({ mark, line, values });
    if (sheet.rowDefs?.get(line)?.hidden) hidden.push(line + 1);
  }
  if (hidden.length > 0) problems.push(hiddenRows(hidden, prefix));
  if (rows.length > most || sheet.rows.length >= LAST_ROW) problems.push(tooManyRows(most, prefix));
  return {
    columns: places,
    rows: rows.slice(0, most),
    problems,
    cell: (row, column) => at(row.line, column === undefined ? markAt : (places.get(column) ?? markAt)),
  };
}

function placeColumns(
  { keys }: { readonly keys: readonly string[] },
  columns: readonly Column[],
  newColumn: (key: string) => Column | undefined,
  at: (column: number) => string,
  problems: Problem[],
): ReadonlyMap<Column, number> {
  const known = new Map(columns.map((each) => [each.key, each]));
  const places = new Map<Column, number>();
  for (const [index, key] of keys.entries()) {
    if (key === '' || key === MARK) continue;
    const column = known.get(key) ?? newColumn(key);
    if (!column) {
      const message = { en: `There is no column \`${key}\`.`, ro: `Nu există coloana \`${key}\`.` };
      const hint = didYouMean(key, known.keys());
      problems.push(problem('UNKNOWN_COLUMN', message, { path: [at(index)], hint: hint ?? EXPORT_AGAIN }));
    } else if (places.has(column)) {
      const message = { en: `The column \`${key}\` is there twice.`, ro: `Coloana \`${key}\` apare de două ori.` };
      const hint = { en: 'delete one of them', ro: 'ștergeți una dintre ele' };
      problems.push(problem('COLUMN_TWICE', message, { path: [at(index)], hint }));
    } else {
      places.set(column, index);
    }
  }
  for (const column of columns) {
    if (places.has(column)) continue;
    const message = { en: `The column \`${column.key}\` is missing.`, ro: `Lipsește coloana \`${column.key}\`.` };
    problems.push(problem('MISSING_COLUMN', message, { path: [at(keys.length)], hint: EXPORT_AGAIN }));
  }
  return places;
}

const EXPORT_AGAIN = {
  en: 'columns are declared in the YAML; export the decision again, and copy your rows into it',
  ro: 'coloanele se declară în YAML; exportați din nou decizia și copiați rândurile în ea',
};

type CellSaid =
  | { readonly value: CellValue; readonly doubt?: Said; readonly flaw?: undefined }
  | { readonly flaw: Said; readonly doubt?: undefined };

/** The value of a cell: what a formula came to, rich text as text, no matter how lines end. */
function readCell(sheet: Sheet, line: number, column: number, merged: CellValue | undefined): CellSaid {
  const cell = sheet.cells?.get(`${line},${column}`);
  const value = merged ?? sheet.rows[line]?.[column] ?? null;
  if (cell?.type === 'error' || (typeof value === 'string' && ERRORS.test(value))) return { flaw: HAS_ERROR };
  if (cell?.formula !== undefined) {
    const result = cell.formulaResult ?? value;
    return result === null ? { flaw: NO_RESULT } : { value: result, doubt: FORMULA };
  }
  return { value: typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value };
}

const ERRORS = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/;

/** What merged cells say, for those that say nothing themselves. */
function mergedCells(sheet: Sheet, below: number, at: (line: number, column: number) => string, problems: Problem[]) {
  const values = new Map<string, CellValue>();
  for (const { startRow, endRow, startCol, endCol } of sheet.merges ?? []) {
    if (startRow <= below) continue;
    const across = startCol !== endCol;
    problems.push(tell(across ? problem : warning, across ? MERGED_ACROSS : MERGED, at(startRow, startCol)));
    const value = sheet.rows[startRow]?.[startCol] ?? null;
    const last = Math.min(endRow, sheet.rows.length - 1);
    if (!across) for (let line = startRow + 1; line <= last; line++) values.set(`${line},${startCol}`, value);
  }
  return (line: number, column: number): CellValue | undefined => values.get(`${line},${column}`);
}

function markOf(cell: CellValue): SheetRow['mark'] {
  const text = String(cell ?? '').trim();
  if (text.toLowerCase() === 'default') return 'default';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

function tell(make: typeof problem, { code, message, hint }: Said, cell: string): Problem {
  return make(code, message, { path: [cell], hint });
}

function hiddenRows(lines: readonly number[], prefix: string): Problem {
  const shown = lines.slice(0, 10).join(', ') + (lines.length > 10 ? ' …' : '');
  return warning(
    'ROWS_ARE_HIDDEN',
    { en: `Hidden rows are read, too: ${shown}.`, ro: `Se citesc și rândurile ascunse: ${shown}.` },
    {
      path: [`${prefix}A${lines[0]}`],
      hint: { en: 'delete them if they shall not count', ro: 'ștergeți-le dacă nu trebuie să conteze' },
    },
  );
}

function tooManyRows(most: number, prefix: string): Problem {
  const shown = most.toLocaleString('en').replace(',', ' ');
  return problem(
    'TOO_MANY_ROWS',
    { en: `There are more than ${shown} rows.`, ro: `Sunt mai mult de ${shown} de rânduri.` },
    {
      path: [`${prefix}A${LAST_ROW}`],
      hint: { en: 'split the decision in two', ro: 'împărțiți decizia în două' },
    },
  );
}

const HAS_ERROR: Said = {
  code: 'CELL_HAS_ERROR',
  message: { en: 'The cell shows an error of the spreadsheet.', ro: 'Celula arată o eroare a foii de calcul.' },
  hint: {
    en: 'type what it should say; text that begins with `=` needs the cell format Text',
    ro: 'scrieți ce trebuie să conțină; textul care începe cu `=` are nevoie de formatul Text',
  },
};

const NO_RESULT: Said = {
  code: 'FORMULA_WITHOUT_VALUE',
  message: {
    en: 'The cell holds a formula that was never computed.',
    ro: 'Celula conține o formulă care nu a fost calculată.',
  },
  hint: {
    en: 'type its value; to compute in the decision, format the cell as Text',
    ro: 'scrieți valoarea; pentru un calcul în decizie, formatați celula ca Text',
  },
};

const FORMULA: Said = {
  code: 'FORMULA_READ_AS_VALUE',
  message: {
    en: 'The cell holds a formula; what it came to is read.',
    ro: 'Celula conține o formulă; se citește rezultatul ei.',
  },
  hint: {
    en: 'to compute in the decision, format the cell as Text',
    ro: 'pentru un calcul în decizie, formatați celula ca Text',
  },
};

const MERGED: Said = {
  code: 'CELLS_MERGED',
  message: {
    en: 'Merged cells are read as if each said the same.',
    ro: 'Celulele îmbinate se citesc ca și cum fiecare ar spune același lucru.',
  },
  hint: { en: 'unmerge them to say something else', ro: 'anulați îmbinarea pentru a spune altceva' },
};

const MERGED_ACROSS: Said = {
  code: 'COLUMNS_MERGED',
  message: { en: 'Cells of different columns are merged.', ro: 'Sunt îmbinate celule din coloane diferite.' },
  hint: { en: 'unmerge them', ro: 'anulați îmbinarea lor' },
};
