import type { Field } from '@dealwright/entities';
import { withFormulas } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';
import type { Connection } from '../connect/database.ts';
import { storable } from '../print/values.ts';
import { toWire } from './columns.ts';
import type { TableDesign } from './design.ts';
import { columnOf, literal, quoted } from './names.ts';

/** Records that are held in memory at the same time. */
const PAGE = 1000;
/** Stored formulas read no clock. */
const ENVIRONMENT = { now: new Date(0).toISOString(), zone: 'UTC', locale: 'en' };

/** Computes stored formulas of all rows that are there by FEEL, in the order of the fields, as writing a record does. */
export async function computeAnew(connection: Connection, table: TableDesign, fields: readonly Field[]): Promise<void> {
  for (let after = ''; ; ) {
    const { rows } = await connection.query(printPage(table, after));
    const records = rows.map(({ record }) => JSON.parse(String(record)) as JsonObject);
    if (records.length === 0) return;
    const computed = JSON.stringify(records.map((each) => compute(table, each, fields)));
    await connection.query(printUpdate(table, fields), [computed]);
    after = String(records.at(-1)?.id);
  }
}

/** The id and the new values of a record, as texts for its columns. */
function compute({ entity }: TableDesign, record: JsonObject, fields: readonly Field[]): JsonObject {
  let known = record;
  const texts: Record<string, Json> = { id: record.id ?? null };
  for (const field of fields) {
    const { expression } = field.formula ?? {};
    const facts = expression && withFormulas(entity, known, expression.paths, ENVIRONMENT);
    const value = (facts && expression.evaluate(facts, ENVIRONMENT).value) ?? null;
    const parsed = value === null ? { value } : field.type.parse(value, field.options);
    known = { ...known, [field.name]: 'value' in parsed ? parsed.value : null };
    texts[columnOf(field)] = storable(known[field.name] ?? null, field.type.column) ?? null;
  }
  return texts;
}

function printPage({ name, columns }: TableDesign, after: string): string {
  const selected = [...columns.values()].map(
    (each) => `${toWire(quoted(each.name), each.field)} as ${quoted(each.field.name)}`,
  );
  const where = after === '' ? '' : ` where "id" > ${literal(after)}::uuid`;
  const page = `select ${selected.join(', ')} from ${quoted(name)}${where} order by "id" limit ${PAGE}`;
  return `select row_to_json(r)::text as record from (${page}) r`;
}

function printUpdate({ name }: TableDesign, fields: readonly Field[]): string {
  const columns = fields.map((field) => ({ column: quoted(columnOf(field)), type: field.type.column }));
  const set = columns.map(({ column, type }) => `${column} = v.${column}::${type}`);
  const given = columns.map(({ column }) => `${column} text`);
  return `update ${quoted(name)} t set ${set.join(', ')} from json_to_recordset($1::json) as v ("id" uuid, ${given.join(', ')}) where t."id" = v."id"`;
}
