import { createHash } from 'node:crypto';
import type { Entity, Field } from '@dealwright/entities';
import { searchText } from '../print/print-list.ts';
import { isFilled } from '../print/print-order.ts';
import { type Column, columnsOf, sqlType } from './columns.ts';
import { columnOf, INTERNAL, quoted, sqlName, tableOf } from './names.ts';
import { normalForm } from './normal-form.ts';
import { designRollups, type RollupDesign } from './rollups.ts';
import { storedFormula } from './stored-formula.ts';

/** What the database should be for a Model's entities. Pure data; {@link planSchema} compares it with what is there. */
export interface Design {
  readonly tables: ReadonlyMap<string, TableDesign>;
  readonly rollups: readonly RollupDesign[];
}

export interface TableDesign {
  readonly entity: Entity;
  readonly name: string;
  readonly columns: ReadonlyMap<string, ColumnDesign>;
  /** Name → definition. A name holds a hash of what it cannot say, so equal names are equal indexes. */
  readonly indexes: ReadonlyMap<string, IndexDesign>;
  readonly foreignKeys: ReadonlyMap<string, ForeignKeyDesign>;
}

export interface ColumnDesign extends Column {
  /** As `format_type` writes it. */
  readonly sqlType: string;
  readonly notNull: boolean;
  /** SQL of the value that a row gets when nothing is said. */
  readonly default: string | undefined;
  /** For columns that the platform computes: what they hold, so that a change is seen; and SQL to fill them. */
  readonly computed: { readonly mark: string; readonly fill: string | undefined } | undefined;
}

export interface IndexDesign {
  readonly on: string;
  /** The field whose values are unique. */
  readonly unique: Field | undefined;
}

export interface ForeignKeyDesign {
  readonly field: Field;
  readonly target: string;
  readonly onDelete: 'no action' | 'set null' | 'cascade';
}

/** @param trigramIn the schema in which pg_trgm was installed */
export function designSchema(entities: Iterable<Entity>, trigramIn: string): Design {
  const all = [...entities];
  const rollups = designRollups(all);
  return { tables: new Map(all.map((entity) => [tableOf(entity), designTable(entity, rollups, trigramIn)])), rollups };
}

function designTable(entity: Entity, rollups: readonly RollupDesign[], trigramIn: string): TableDesign {
  const columns = columnsOf(entity).map((column) => designColumn(entity, column, rollups));
  const references = columns.filter(({ field }) => field.reference?.entity);
  return {
    entity,
    name: tableOf(entity),
    columns: new Map(columns.map((column) => [column.name, column])),
    indexes: designIndexes(entity, columns, trigramIn),
    foreignKeys: new Map(
      references.map(({ name, field }) => [sqlName(`${tableOf(entity)}_${name}_fkey`), designForeignKey(field)]),
    ),
  };
}

const ON_DELETE = { refuse: 'no action', clear: 'set null', delete: 'cascade' } as const;

function designForeignKey(field: Field): ForeignKeyDesign {
  const { reference } = field;
  if (!reference) throw new Error(`${field.name} is no reference`);
  return { field, target: tableOf(reference.entity), onDelete: ON_DELETE[reference.onDelete] };
}

function designColumn(entity: Entity, column: Column, rollups: readonly RollupDesign[]): ColumnDesign {
  const { field, type } = column;
  const mine = rollups.find(({ fields }) => fields.includes(field));
  const formula = field.formula && storedFormula(entity, field);
  return {
    ...column,
    sqlType: FORMATTED[type] ?? type,
    notNull: isFilled(field) && field.reference?.onDelete !== 'clear' && !field.formula,
    default: field.name === 'version' && field.standard ? '1' : field.rollup && emptyRollup(field),
    computed: mine ? { mark: mine.mark, fill: mine.fill } : formula,
  };
}

/** None are counted as 0 and their sum is 0; the smallest of none is null. */
const emptyRollup = (field: Field): string | undefined =>
  field.rollup?.is === 'count' || field.rollup?.is === 'sum' ? '0' : undefined;

const FORMATTED: { readonly [type: string]: string } = {
  timestamptz: 'timestamp(3) with time zone',
  time: 'time without time zone',
};

export const declaredType = (column: ColumnDesign): string => sqlType(column.type);

function designIndexes(entity: Entity, columns: readonly ColumnDesign[], trigramIn: string): Map<string, IndexDesign> {
  const table = tableOf(entity);
  const indexes = new Map<string, IndexDesign>();
  const add = (what: string, on: string, unique?: Field): void => {
    indexes.set(sqlName(`${table}_${what}`), { on, unique });
  };
  const addHashed = (what: string, on: string): void => add(`${what}_${hash(on).slice(0, 8)}`, on);
  for (const { name, field } of columns) {
    if (field.key || field.name === 'number') add(`${name}_key`, `(${quoted(name)})`, field);
    else if (field.reference && !AUTHORS.has(field.name)) add(`${name}_idx`, `(${quoted(name)})`);
  }
  if (entity.subjects.size > 0) add('record_idx', '("record")');
  if (entity.fields.has('createdAt')) add('created_at_idx', '("created_at", "id")');
  const search = searchText(entity);
  if (search) addHashed('search', `using gin (${search} "${trigramIn}".gin_trgm_ops)`);
  for (const { match } of entity.duplicates) {
    for (const { field, how } of match) {
      if (how === 'similar') {
        const text = `${INTERNAL}.plain(${quoted(columnOf(field))})`;
        addHashed(`${columnOf(field)}_like`, `using gin (${text} "${trigramIn}".gin_trgm_ops)`);
      } else if (!field.key) addHashed(`${columnOf(field)}_same`, `(${normalForm(field, quoted(columnOf(field)))})`);
    }
  }
  return indexes;
}

/** Nobody lists by them often enough to pay for it at each write. */
const AUTHORS = new Set(['createdBy', 'updatedBy']);

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A column as `create table` says it. */
export function defineColumn(column: ColumnDesign): string {
  const parts = [quoted(column.name), declaredType(column)];
  if (column.name === 'id') parts.push('primary key');
  else if (column.notNull) parts.push('not null');
  if (column.default !== undefined) parts.push(`default ${column.default}`);
  return parts.join(' ');
}
