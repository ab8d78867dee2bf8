import { isDeepStrictEqual } from 'node:util';
import { didYouMean, isClean, type Problem, problem } from '@dealwright/diagnostics';
import type { Source } from '@dealwright/metadata';
import type { Decision } from '@dealwright/rules';
import type { Json } from '@dealwright/values';
import type { Sheet, Workbook } from 'hucre/xlsx';
import { isMap, type YAMLMap } from 'yaml';
import { exampleColumns, newExampleColumn, tableColumns } from './columns.ts';
import { editList } from './edit-list.ts';
import { editMap } from './edit-yaml.ts';
import { notATable, tableVersion } from './export-table.ts';
import { openWorkbook } from './open-workbook.ts';
import { placeInSheet } from './place-in-sheet.ts';
import { planDefault, planRows } from './plan-rows.ts';
import { keysOf, readGrid } from './read-grid.ts';
import type { TableDiff } from './table-diff.ts';
import { findTable, rowsOf } from './table-source.ts';
import { HIT_WORDS } from './words.ts';

/** A workbook of a decision, read but not yet compared. */
export interface TableWorkbook {
  /** The decision that it says it is of. */
  readonly decision: string;
  readonly workbook: Workbook;
}

/** Opens a workbook that {@link exportTable} made and people edited; what is no such workbook is a problem. */
export async function openTable(bytes: Uint8Array): Promise<TableWorkbook | { readonly problem: Problem }> {
  const opened = await openWorkbook(bytes);
  if ('problem' in opened) return opened;
  const sheet = sheetWith(opened.workbook, /^(when|then)\./);
  const decision = sheet ? headText(sheet, 1, 1) : '';
  return sheet ? { decision, workbook: opened.workbook } : { problem: noTable() };
}

export interface Imported {
  /** The whole file in which the decision stands, with the rows of the workbook. */
  readonly yaml: string;
  readonly diff: TableDiff;
  /** By cell, `path: ['C9']`, where it is a cell that is wrong. With an error the file must not be written. */
  readonly problems: readonly Problem[];
}

export interface ImportOptions {
  /**
   * What the content would say if the file read so: its problems, examples that fail included. Those at a row of the
   * decision are told at its cell.
   */
  readonly check?: (yaml: string) => Promise<readonly Problem[]>;
  /** Imports although the decision has changed since it was exported; what changed meanwhile is undone, as the diff shows. */
  readonly outdated?: boolean;
}

/**
 * Reads a table back into its YAML: only what was edited changes there; comments, order and layout of the rest stay.
 * @param table as {@link openTable} read it
 * @param source the file in which the decision stands
 */
export async function importTable(
  { workbook }: TableWorkbook,
  decision: Decision,
  source: Source,
  { check, outdated = false }: ImportOptions = {},
): Promise<Imported> {
  const before = findTable(source, decision.name);
  const sheet = sheetWith(workbook, /^(when|then)\./);
  if (!sheet || !before || before.shape.table === undefined) {
    return { yaml: source.text, diff: SAME, problems: [sheet ? notATable(decision.name) : noTable()] };
  }
  const { shape } = before;
  const table = readGrid({
    ...{ sheet, prefix: '', columns: tableColumns(decision, shape), newColumn: () => undefined, most: MOST_ROWS },
  });
  const exampleSheet = sheetWith(workbook, /^(given|expect)\b/);
  const examples =
    exampleSheet &&
    readGrid({
      sheet: exampleSheet,
      prefix: `${exampleSheet.name}!`,
      columns: exampleColumns(decision, shape),
      newColumn: newExampleColumn,
      most: MOST_ROWS,
    });
  const found = [...table.problems, ...(examples?.problems ?? [])];
  const version = /\b[0-9a-f]{12}\b/.exec(headText(sheet, 1, 2))?.[0];
  const isCurrent = version === tableVersion(shape);
  if (!isCurrent && !outdated) found.push(isOutdated(decision.name));
  const plan = planRows(rowsOf(shape, 'table'), table, isCurrent);
  const examplePlan = examples && planRows(rowsOf(shape, 'examples'), examples, isCurrent);
  if (plan.rows.length === 0) found.push(noRows());
  const hit = hitOf(sheet, decision, found);
  const fallback = planDefault(shape, table);
  const diff: TableDiff = {
    hit: hit === undefined ? undefined : { before: decision.hit, after: hit },
    default: fallback.cells,
    table: plan.changes,
    examples: examplePlan?.changes ?? [],
  };
  if (!isClean(found)) return { yaml: source.text, diff, problems: found };
  const rootOf = (text: string) => rootMap({ path: source.path, text }, decision.name);
  const edits = [...(hit === undefined ? [] : [{ path: ['hit'], value: hit }]), ...fallback.edits];
  let yaml = editMap(source.text, edits, DECISION_KEYS, rootOf);
  if (plan.changes.length > 0) yaml = editList(yaml, rootOf(yaml), 'table', plan.rows, plan.order);
  if (examplePlan && examplePlan.changes.length > 0) {
    yaml = editList(yaml, rootOf(yaml), 'examples', examplePlan.rows, examplePlan.order);
  }
  if (source.text.includes('\r\n')) yaml = yaml.replace(/\r?\n/g, '\r\n');
  const meant = {
    table: plan.changes.length > 0 ? plan.values : shape.table,
    examples: examplePlan && examplePlan.changes.length > 0 ? examplePlan.values : shape.examples,
    default: fallback.value,
  };
  assertSays({ path: source.path, text: yaml }, decision.name, meant);
  const after = check ? await check(yaml) : [];
  const grids = { table, ...(examples && { examples }) };
  const placed = placeInSheet(after, { path: source.path, text: yaml }, decision.name, grids);
  return { yaml, diff, problems: [...found, ...placed] };
}

/** Rows of a decision that can be read and checked in a few seconds. */
const MOST_ROWS = 20_000;

const SAME: TableDiff = { hit: undefined, default: [], table: [], examples: [] };

const DECISION_KEYS = [
  'kind',
  'name',
  'label',
  'about',
  'requirement',
  'facts',
  'decide',
  'inputs',
  'outputs',
  'hit',
  'table',
  'default',
  'examples',
];

/** The first sheet that has a column whose key is like that. */
function sheetWith(workbook: Workbook, key: RegExp): Sheet | undefined {
  return workbook.sheets.find((sheet) => keysOf(sheet)?.keys.some((each) => key.test(each)));
}

/** What the lines above the columns say: the name, the version, the hit policy. */
function headText(sheet: Sheet, line: number, column: number): string {
  return String(sheet.rows[line]?.[column] ?? '').trim();
}

/** The hit policy, when it was changed. */
function hitOf(sheet: Sheet, decision: Decision, problems: Problem[]): string | undefined {
  const hit = headText(sheet, 2, 1);
  if (hit === decision.hit || hit === '') return undefined;
  if (hit in HIT_WORDS) return hit;
  problems.push(
    problem(
      'UNKNOWN_HIT_POLICY',
      { en: `There is no hit policy \`${hit}\`.`, ro: `Nu există regula de alegere \`${hit}\`.` },
      { path: ['B3'], hint: didYouMean(hit, Object.keys(HIT_WORDS)) },
    ),
  );
  return undefined;
}

function rootMap(source: Source, decision: string): YAMLMap {
  const root = findTable(source, decision)?.document.contents;
  if (!isMap(root)) throw new Error(`${source.path} does not hold the decision ${decision}.`);
  return root;
}

/** A guard against mistakes in editing the text: it must say what was meant. */
function assertSays(source: Source, decision: string, meant: Readonly<Record<string, Json | undefined>>): void {
  const said = findTable(source, decision)?.shape;
  for (const list of ['table', 'examples', 'default']) {
    if (!isDeepStrictEqual(said?.[list], meant[list]))
      throw new Error(`The ${list} of ${decision} was not written as meant.`);
  }
}

function noTable(): Problem {
  return problem(
    'NO_TABLE_IN_WORKBOOK',
    {
      en: 'No sheet has the line of keys (row, when.…, then.…) by which a decision table is found.',
      ro: 'Nicio foaie nu are linia cu chei (row, when.…, then.…) după care se găsește un tabel de decizie.',
    },
    {
      hint: {
        en: 'make the workbook with `dealwright export DECISION FILE.xlsx`, and copy your rows into it',
        ro: 'creați fișierul cu `dealwright export DECIZIE FIȘIER.xlsx` și copiați rândurile în el',
      },
    },
  );
}

function isOutdated(decision: string): Problem {
  return problem(
    'EXPORT_OUTDATED',
    {
      en: `\`${decision}\` has changed since this workbook was exported.`,
      ro: `\`${decision}\` s-a schimbat de când a fost exportat acest fișier.`,
    },
    {
      path: ['C2'],
      hint: {
        en: 'export it again and carry your changes over; or import with --outdated, which undoes what others changed since',
        ro: 'exportați din nou și mutați schimbările; sau importați cu --outdated, ceea ce anulează schimbările altora de atunci',
      },
    },
  );
}

function noRows(): Problem {
  return problem(
    'NO_ROWS',
    { en: 'No row is left in the table.', ro: 'În tabel nu a rămas niciun rând.' },
    { path: ['A9'], hint: { en: 'a table needs at least one row', ro: 'un tabel are nevoie de cel puțin un rând' } },
  );
}
