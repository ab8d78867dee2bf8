import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { CellValue } from 'hucre/xlsx';
import { alignRows, movedRows } from './align-rows.ts';
import { type Column, valueAt } from './columns.ts';
import type { PlannedRow } from './edit-list.ts';
import { type Edit, KEPT_MAPS } from './edit-yaml.ts';
import type { SheetGrid, SheetRow } from './read-grid.ts';
import type { CellChange, RowChange } from './table-diff.ts';

/** What becomes of the rows of a list. */
export interface Plan {
  readonly rows: readonly PlannedRow[];
  /** What the rows say in the end. */
  readonly values: readonly JsonObject[];
  readonly changes: readonly RowChange[];
  /** The order of keys in a row. */
  readonly order: readonly string[];
}

/** Finds for each row of the sheet the row that it was, and what is different. */
export function planRows(before: readonly JsonObject[], grid: SheetGrid, numbersHold: boolean): Plan {
  const columns = [...grid.columns.keys()];
  const rows = grid.rows.filter(({ mark }) => mark !== 'default');
  const was = rowsBefore(before, rows, columns, numbersHold);
  const moved = movedRows(was);
  const changes: RowChange[] = [];
  const planned: PlannedRow[] = [];
  const values: JsonObject[] = [];
  for (const [at, row] of rows.entries()) {
    const index = was[at];
    const old = index === undefined ? undefined : before[index];
    const changed = columns.filter((column) => differs(old, row, column));
    const cells = changed.map((column) => cellChange(old, row, column, grid));
    const edits = changed.map((column) => ({ path: column.path, value: row.values.get(column) }));
    if (index === undefined || old === undefined) {
      const value = newValue(edits, columns);
      planned.push({ value });
      values.push(value);
      changes.push({ change: 'added', row: at + 1, cells });
      continue;
    }
    const told = reasonEdits(old, edits);
    planned.push({ was: index, edits: told });
    values.push(told.reduce(withEdit, old));
    if (moved.has(at)) changes.push({ change: 'moved', was: index + 1, row: at + 1 });
    if (cells.length > 0) changes.push({ change: 'changed', was: index + 1, row: at + 1, cells });
  }
  const kept = new Set(was);
  for (const [index, row] of before.entries()) {
    if (kept.has(index)) continue;
    const said = columns.filter((column) => differs(row, undefined, column));
    changes.push({
      change: 'removed',
      was: index + 1,
      cells: said.map((column) => cellChange(row, undefined, column, grid)),
    });
  }
  return { rows: planned, values, changes, order: [...ROW_KEYS, ...columns.map(({ path }) => path.at(-1) ?? '')] };
}

const ROW_KEYS = [
  'name',
  'when',
  'then',
  'given',
  'expect',
  'because',
  'priority',
  'validFrom',
  'validTo',
  'requirement',
];

interface DefaultPlan {
  readonly edits: readonly Edit[];
  readonly cells: readonly CellChange[];
  /** What it says in the end; undefined when there is none. */
  readonly value: Json | undefined;
}

/** What becomes of the answer for when no row matches: the row that is marked `default`. */
export function planDefault(shape: JsonObject, grid: SheetGrid): DefaultPlan {
  const row = grid.rows.find(({ mark }) => mark === 'default');
  const old: JsonObject = { then: isJsonObject(shape.default) ? shape.default : {} };
  const columns = [...grid.columns.keys()].filter(({ group, path }) => group === 'then' && path.length === 2);
  const changed = columns.filter((column) => differs(old, row, column));
  const cells = changed.map((column) => cellChange(old, row, column, grid));
  if (changed.length === 0) return { edits: [], cells, value: shape.default };
  const edits = changed.map((column) => ({ path: column.path, value: row?.values.get(column) }));
  const { then } = edits.reduce(withEdit, old);
  const value = isJsonObject(then) && Object.keys(then).length > 0 ? then : undefined;
  if (value === undefined || shape.default === undefined)
    return { edits: [{ path: ['default'], value }], cells, value };
  return { edits: edits.map((each) => ({ ...each, path: ['default', ...each.path.slice(1)] })), cells, value };
}

function rowsBefore(
  before: readonly JsonObject[],
  rows: readonly SheetRow[],
  columns: readonly Column[],
  numbersHold: boolean,
): readonly (number | undefined)[] {
  const contents = before.map((row) => JSON.stringify(columns.map((column) => baseline(row, column) ?? null)));
  const marked = rows.map(({ mark, values }) => ({
    mark: mark === 'default' ? undefined : mark,
    content: JSON.stringify(columns.map((column) => values.get(column) ?? null)),
  }));
  return alignRows(contents, marked, numbersHold);
}

/** What a row says in a column, as the workbook would say it. */
function baseline(row: JsonObject, column: Column): Json | undefined {
  return column.form.read(column.form.show(valueAt(row, column))).value;
}

function differs(old: JsonObject | undefined, row: SheetRow | undefined, column: Column): boolean {
  return JSON.stringify(old && baseline(old, column)) !== JSON.stringify(row?.values.get(column));
}

function cellChange(
  old: JsonObject | undefined,
  row: SheetRow | undefined,
  column: Column,
  grid: SheetGrid,
): CellChange {
  const show = (value: Json | undefined) => shown(column.form.show(value));
  return {
    column: column.key,
    label: column.label,
    cell: row && grid.cell(row, column),
    before: show(old && baseline(old, column)),
    after: show(row?.values.get(column)),
  };
}

function shown(value: CellValue): string | undefined {
  if (value === null) return undefined;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

/** A new row: what its cells say. The table must say `then`, an example `given` and `expect`, though nothing may stand in them. */
function newValue(edits: readonly Edit[], columns: readonly Column[]): JsonObject {
  const value = reasonEdits({}, edits).reduce<JsonObject>(withEdit, {});
  const needed = [...new Set(columns.map(({ group }) => group))].filter((group) => KEPT_MAPS.has(group));
  return { ...value, ...Object.fromEntries(needed.map((group) => [group, value[group] ?? {}])) };
}

/** A reason in English only is a plain text; with other languages it is an object. */
function reasonEdits(old: JsonObject, edits: readonly Edit[]): readonly Edit[] {
  const reasons = edits.filter(({ path }) => path[0] === 'because' && path.length === 2);
  if (reasons.length === 0 || isJsonObject(old.because)) return edits;
  const english: JsonObject = typeof old.because === 'string' ? { en: old.because } : {};
  const texts = reasons.map(({ path, value }) => ({ path: path.slice(1), value })).reduce(withEdit, english);
  const languages = Object.keys(texts);
  const value = languages.length === 1 && texts.en !== undefined ? texts.en : texts;
  const whole: Edit = { path: ['because'], value: languages.length === 0 ? undefined : value };
  return edits.flatMap((each) => (each === reasons[0] ? [whole] : reasons.includes(each) ? [] : [each]));
}

/** What {@link editMap} does to the text, done to the value. */
function withEdit(object: JsonObject, { path: [key = '', ...rest], value }: Edit): JsonObject {
  const { [key]: old, ...others } = object;
  if (rest.length === 0) return value === undefined ? others : { ...object, [key]: value };
  if (value === undefined && !isJsonObject(old)) return object;
  const inner = withEdit(isJsonObject(old) ? old : {}, { path: rest, value });
  const isEmpty = rest.length === 1 && Object.keys(inner).length === 0;
  return isEmpty && !KEPT_MAPS.has(key) ? others : { ...object, [key]: inner };
}
