import type { Problem } from '@dealwright/diagnostics';
import type { Field } from '@dealwright/entities';
import type { Connection } from '../connect/database.ts';
import type { Catalog, CatalogTable } from './catalog.ts';
import { type ColumnDesign, type Design, defineColumn, type TableDesign } from './design.ts';
import { INTERNAL, literal, quoted } from './names.ts';
import { planColumn, planRemovedColumn } from './plan-column.ts';
import { duplicateKeys, lostReferences, removedTable, takenTable } from './schema-problems.ts';

/** What has to be done so that the database fits a Model, in the order in which it has to be done. */
export interface SchemaPlan {
  /** In words, for a person: `Lead: new field referrer`. */
  readonly steps: readonly string[];
  readonly statements: readonly string[];
  /** Stored formulas that only FEEL can compute, of the rows that are there: after the statements. */
  readonly anew: ReadonlyMap<TableDesign, readonly Field[]>;
  /** What would lose data, with the rows concerned. Nothing is applied while there is one. */
  readonly problems: readonly Problem[];
}

/** Collects a plan. Statements of a later phase come after all of an earlier one, whatever table they are of. */
export class Planning {
  readonly steps: string[] = [];
  readonly problems: Problem[] = [];
  readonly anew = new Map<TableDesign, readonly Field[]>();
  readonly connection: Connection;
  readonly #phases: string[][] = [[], [], [], [], []];

  constructor(connection: Connection) {
    this.connection = connection;
  }

  do(phase: keyof typeof PHASES, statement: string, step?: string): void {
    this.#phases[PHASES[phase]]?.push(statement);
    if (step) this.steps.push(step);
  }

  refuse(problem: Problem): void {
    this.problems.push(problem);
  }

  get statements(): string[] {
    return this.#phases.flat();
  }
}

const PHASES = { release: 0, tables: 1, links: 2, drop: 3, fill: 4 } as const;

/** Compares what should be with what is there. Reads rows only where a change could lose some. */
export async function planSchema(design: Design, catalog: Catalog, connection: Connection): Promise<SchemaPlan> {
  const planning = new Planning(connection);
  for (const [name, mark] of Object.entries(catalog.functions)) {
    if (!design.rollups.some((rollup) => rollup.name === name && rollup.mark === mark)) {
      planning.do('release', `drop function ${INTERNAL}.${quoted(name)}() cascade`);
    }
  }
  for (const [name, table] of Object.entries(catalog.tables)) {
    if (table.comment?.startsWith('entity ') && !design.tables.has(name)) await planRemovedTable(name, table, planning);
  }
  for (const table of design.tables.values()) {
    const there = catalog.tables[table.name];
    if (!there) planNewTable(table, planning);
    else if (there.comment !== `entity ${table.entity.name}`) planning.refuse(takenTable(table.entity, table.name));
    else await planTable(table, there, planning);
  }
  for (const { name, mark, create } of design.rollups) {
    if (catalog.functions[name] === mark) continue;
    planning.do('drop', create);
    planning.do('drop', `comment on function ${INTERNAL}.${quoted(name)}() is ${literal(mark)}`);
  }
  const { steps, statements, anew, problems } = planning;
  return { steps, statements, anew, problems };
}

async function planRemovedTable(name: string, table: CatalogTable, planning: Planning): Promise<void> {
  const entity = table.comment?.slice('entity '.length) ?? name;
  const { rows } = await planning.connection.query(`select count(*)::int as count from ${quoted(name)}`);
  const count = Number(rows[0]?.count);
  if (count > 0) planning.refuse(removedTable(entity, count));
  else planning.do('drop', `drop table ${quoted(name)} cascade`, `${entity}: removed (it had no records)`);
}

function planNewTable(table: TableDesign, planning: Planning): void {
  const columns = [...table.columns.values()].map((column) => defineColumn(column));
  planning.do('tables', `create table ${quoted(table.name)} (${columns.join(', ')})`, `${table.entity.name}: new`);
  planning.do('tables', `comment on table ${quoted(table.name)} is ${literal(`entity ${table.entity.name}`)}`);
  for (const column of table.columns.values()) markComputed(table, column, planning);
  planLinks(table, { comment: null, columns: {}, indexes: {}, foreignKeys: {} }, planning);
}

async function planTable(table: TableDesign, there: CatalogTable, planning: Planning): Promise<void> {
  for (const [name, column] of table.columns) await planColumn(table, column, there.columns[name], planning);
  planComputed(table, there, planning);
  for (const [name, column] of Object.entries(there.columns)) {
    if (!table.columns.has(name)) await planRemovedColumn(table, name, column, planning);
  }
  await checkLinks(table, there, planning);
  planLinks(table, there, planning);
}

/** What is computed from something else than before. One formula that only FEEL can compute takes the table's others along: they may read it. */
function planComputed(table: TableDesign, there: CatalogTable, planning: Planning): void {
  const changed = [...table.columns.values()].filter(
    ({ name, computed }) => computed && there.columns[name]?.comment !== `computed ${computed.mark}`,
  );
  const byFeel = changed.some(({ computed }) => computed?.fill === undefined);
  for (const column of changed) {
    markComputed(table, column, planning);
    const isLeft = byFeel && column.field.formula;
    if (column.computed?.fill && !isLeft) planning.do('fill', column.computed.fill);
    if (there.columns[column.name]) planning.steps.push(`${table.entity.name}: ${column.field.name} is computed anew`);
  }
  const formulas = changed.map(({ field }) => field).filter((field) => field.formula);
  if (byFeel) planning.anew.set(table, formulas);
}

function markComputed(table: TableDesign, { name, computed }: ColumnDesign, planning: Planning): void {
  if (!computed) return;
  const comment = literal(`computed ${computed.mark}`);
  planning.do('tables', `comment on column ${quoted(table.name)}.${quoted(name)} is ${comment}`);
}

/** Before keys become unique and references checked: do the rows that are there allow it? */
async function checkLinks(table: TableDesign, there: CatalogTable, planning: Planning): Promise<void> {
  for (const [name, { unique }] of table.indexes) {
    const column = unique && [...table.columns.values()].find(({ field }) => field === unique);
    if (!column || name in there.indexes || !(column.name in there.columns)) continue;
    planning.problems.push(...(await duplicateKeys(planning.connection, table, column)));
  }
  for (const [name, { field, target }] of table.foreignKeys) {
    const column = [...table.columns.values()].find((each) => each.field === field);
    if (!column || there.foreignKeys[name]?.target === target || there.columns[column.name]?.type !== 'uuid') continue;
    planning.problems.push(...(await lostReferences(planning.connection, table, column, target)));
  }
}

function planLinks(table: TableDesign, there: CatalogTable, planning: Planning): void {
  const self = quoted(table.name);
  for (const [name, comment] of Object.entries(there.indexes)) {
    // An index that an administrator made is not ours to drop.
    if (comment === 'dealwright' && !table.indexes.has(name)) planning.do('release', `drop index ${quoted(name)}`);
  }
  for (const [name, { on, unique }] of table.indexes) {
    if (name in there.indexes) continue;
    planning.do('links', `create ${unique ? 'unique ' : ''}index ${quoted(name)} on ${self} ${on}`);
    planning.do('links', `comment on index ${quoted(name)} is 'dealwright'`);
  }
  for (const [name, known] of Object.entries(there.foreignKeys)) {
    const wanted = table.foreignKeys.get(name);
    if (wanted?.target === known.target && wanted.onDelete === known.onDelete) continue;
    planning.do('release', `alter table ${self} drop constraint ${quoted(name)}`);
  }
  for (const [name, { field, target, onDelete }] of table.foreignKeys) {
    const known = there.foreignKeys[name];
    if (known?.target === target && known.onDelete === onDelete) continue;
    const column = [...table.columns.values()].find((each) => each.field === field)?.name ?? '';
    planning.do(
      'links',
      `alter table ${self} add constraint ${quoted(name)} foreign key (${quoted(column)}) references ${quoted(target)} ("id") on delete ${onDelete}`,
    );
  }
}
