import type { Field } from '@dealwright/entities';
import type { Json } from '@dealwright/values';
import { From } from '../print/frame.ts';
import { Literals } from '../print/literals.ts';
import { beginPrinting } from '../print/print-predicate.ts';
import { printConstant, printTerm } from '../print/print-term.ts';
import type { CatalogColumn } from './catalog.ts';
import { type ColumnDesign, declaredType, defineColumn, type TableDesign } from './design.ts';
import { literal, quoted } from './names.ts';
import type { Planning } from './plan-schema.ts';
import { emptyRequired, removedField, rowsWhere, unfitValues } from './schema-problems.ts';

/** A column that is new, or differs from what is there. */
export async function planColumn(
  table: TableDesign,
  column: ColumnDesign,
  there: CatalogColumn | undefined,
  planning: Planning,
): Promise<void> {
  if (!there) return planNewColumn(table, column, planning);
  const alter = `alter table ${quoted(table.name)} alter column ${quoted(column.name)}`;
  if (there.type !== column.sqlType) await planType(table, column, there, planning);
  if (there.notNull && !column.notNull && column.name !== 'id') planning.do('tables', `${alter} drop not null`);
  if (!there.notNull && column.notNull) {
    if (await fillOrRefuse(table, column, planning)) {
      planning.do('tables', `${alter} set not null`, `${table.entity.name}: ${column.field.name} is required`);
    }
  }
}

async function planNewColumn(table: TableDesign, column: ColumnDesign, planning: Planning): Promise<void> {
  const { field } = column;
  const add = `alter table ${quoted(table.name)} add column`;
  const step = `${table.entity.name}: new field ${field.name}`;
  if (!column.notNull || column.default !== undefined)
    return planning.do('tables', `${add} ${defineColumn(column)}`, step);
  const { count } = await rowsWhere(planning.connection, table, 'true');
  if (count === 0) return planning.do('tables', `${add} ${defineColumn(column)}`, step);
  const value = printDefault(table, field);
  if (value === undefined) return planning.refuse(await emptyRequired(planning.connection, table, field, 'true'));
  planning.do('tables', `${add} ${defineColumn({ ...column, notNull: false })}`, step);
  planning.do('tables', `update ${quoted(table.name)} t0 set ${quoted(column.name)} = ${value}`);
  planning.do('tables', `alter table ${quoted(table.name)} alter column ${quoted(column.name)} set not null`);
}

/** False when rows are empty and there is no default for them. */
async function fillOrRefuse(table: TableDesign, column: ColumnDesign, planning: Planning): Promise<boolean> {
  const empty = `${quoted(column.name)} is null`;
  const { count } = await rowsWhere(planning.connection, table, empty);
  if (count === 0) return true;
  const value = column.default ?? printDefault(table, column.field);
  if (value === undefined) {
    planning.refuse(await emptyRequired(planning.connection, table, column.field, empty));
    return false;
  }
  planning.do('tables', `update ${quoted(table.name)} t0 set ${quoted(column.name)} = ${value} where ${empty}`);
  return true;
}

/** The default of a field for rows that are there already, in SQL; undefined when only FEEL can compute it. */
function printDefault({ entity }: TableDesign, field: Field): string | undefined {
  const expression = field.default;
  if (!expression) return undefined;
  const printing = beginPrinting(new Literals());
  if (expression.paths.length === 0 && !expression.readsClock) {
    const { value } = expression.evaluate({}, { now: new Date(0).toISOString(), zone: 'UTC', locale: 'en' });
    return value === null ? undefined : printConstant(value as Json, field.type.column, printing);
  }
  if (!expression.term || expression.readsClock || expression.paths.some((path) => path.length > 1)) return undefined;
  return printTerm(expression.term, new From(() => 't0').root(entity), printing).sql;
}

/** Types whose every value is also one of the other. */
const WIDER: { readonly [from: string]: readonly string[] } = {
  integer: ['numeric', 'text'],
  numeric: ['text'],
  boolean: ['text'],
  date: ['text'],
  uuid: ['text'],
};

async function planType(
  table: TableDesign,
  column: ColumnDesign,
  there: CatalogColumn,
  planning: Planning,
): Promise<void> {
  const name = quoted(column.name);
  const alter = `alter table ${quoted(table.name)} alter column ${name}`;
  const step = `${table.entity.name}: ${column.field.name} is ${column.sqlType}, was ${there.type}`;
  const to = declaredType(column);
  if (there.hasDefault) planning.do('tables', `${alter} drop default`);
  if (WIDER[there.type]?.includes(column.sqlType)) {
    planning.do('tables', `${alter} type ${to} using ${name}::${to}`, step);
  } else if (there.comment?.startsWith('computed ')) {
    planning.do('tables', `${alter} drop not null`);
    planning.do('tables', `${alter} type ${to} using null`, step);
  } else {
    const unfit = unfitCondition(name, there.type, column.sqlType);
    const found = await unfitValues(planning.connection, table, column, there.type, unfit);
    if (found) return planning.refuse(found);
    planning.do(
      'tables',
      `${alter} type ${to} using ${unfit.endsWith('is not null') ? 'null' : `${name}::${to}`}`,
      step,
    );
  }
  if (column.default !== undefined) planning.do('tables', `${alter} set default ${column.default}`);
}

/** SQL that finds the values which the new type cannot hold. */
function unfitCondition(name: string, from: string, to: string): string {
  if (from === 'numeric' && to === 'integer') return `${name} <> trunc(${name}) or abs(${name}) > 2147483647`;
  const input = { integer: 'integer', numeric: 'numeric', uuid: 'uuid', date: 'date', boolean: 'boolean' }[to];
  if (from === 'text' && input) return `${name} is not null and not pg_input_is_valid(${name}, ${literal(input)})`;
  return `${name} is not null`;
}

/** A field that the content no longer has: its column goes when nothing is in it, or what is in it was computed. */
export async function planRemovedColumn(
  table: TableDesign,
  name: string,
  there: CatalogColumn,
  planning: Planning,
): Promise<void> {
  const computed = there.comment?.startsWith('computed ') ?? false;
  const { count, some } = computed
    ? { count: 0, some: [] }
    : await rowsWhere(planning.connection, table, `${quoted(name)} is not null`);
  if (count > 0) return planning.refuse(removedField(table.entity, name, count, some));
  planning.do(
    'drop',
    `alter table ${quoted(table.name)} drop column ${quoted(name)}`,
    `${table.entity.name}: without ${name}`,
  );
}
