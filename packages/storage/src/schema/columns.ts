import type { Entity, Field } from '@dealwright/entities';
import type { ColumnType, Json } from '@dealwright/values';
import { columnOf } from './names.ts';

/** A field as it lies in its table. */
export interface Column {
  readonly name: string;
  readonly field: Field;
  readonly type: ColumnType;
}

/** True when the field has a column: all but formulas that are computed when they are read. */
export const isStored = (field: Field): boolean => !field.formula || field.formula.stored;

/** The columns of an entity's table, in the order of its fields. */
export function columnsOf(entity: Entity): Column[] {
  return [...entity.fields.values()]
    .filter(isStored)
    .map((field) => ({ name: columnOf(field), field, type: field.type.column }));
}

/** How the type is written in SQL. Instants are kept to the millisecond: what was written is what is read. */
export const sqlType = (type: ColumnType): string => (type === 'timestamptz' ? 'timestamptz(3)' : type);

/** An SQL expression of a column's type, as the JSON value of the wire form. */
export function toWire(sql: string, field: Field): string {
  switch (field.type.column) {
    case 'numeric':
      if (field.type.feel !== 'money') return `${sql}::text`;
      // Quicker than json_build_object, and null where there is no amount.
      return `('{"amount":"' || ${sql}::text || '","currency":"${currencyOf(field)}"}')::json`;
    case 'timestamptz':
      return `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    default:
      return sql;
  }
}

/** An SQL expression of a column's type, as a column that {@link fromText} reads. */
export function toText(sql: string, field: Field): string {
  switch (field.type.column) {
    case 'timestamptz':
      return toWire(sql, field);
    case 'text[]':
      return `to_json(${sql})`;
    default:
      return sql;
  }
}

/** What makes the wire form of a value out of its text in a column printed by {@link toText}. */
export function fromText(field: Field): (text: string) => Json {
  switch (field.type.column) {
    case 'numeric': {
      if (field.type.feel !== 'money') return asText;
      const currency = currencyOf(field);
      return (amount) => ({ amount, currency });
    }
    case 'integer':
      return Number;
    case 'boolean':
      return asBoolean;
    case 'jsonb':
    case 'text[]':
      return JSON.parse;
    default:
      return asText;
  }
}

const asText = (text: string): Json => text;
/** PostgreSQL itself writes `t`; as text, `true`. */
const asBoolean = (text: string): Json => text.startsWith('t');

/** The currency of a money field: one for all its values. */
export function currencyOf(field: Field): string {
  const { currency } = field.options;
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'XXX';
}
