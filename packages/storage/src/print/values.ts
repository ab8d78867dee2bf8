import { RequestError } from '@dealwright/diagnostics';
import { type ColumnType, isId, type Json } from '@dealwright/values';

/** Types of SQL expressions: those of columns, and durations. */
export type SqlType = ColumnType | 'interval';

/** Collects the values of a statement and hands out their places: `$1::uuid`. */
export class Values {
  readonly list: unknown[] = [];

  /** Takes back the values after the first `count`: of what was printed and will not stand in the statement after all. */
  keep(count: number): void {
    this.list.length = count;
  }

  /** A place for a value that {@link storable} let through. */
  add(value: string | number | boolean | null, type: SqlType | `${SqlType}[]` | 'bytea'): string {
    if (typeof value === 'string' && value.includes('\0')) {
      throw new RequestError('BAD_USER_INPUT', 'A text contains the character NUL, which cannot be stored.');
    }
    this.list.push(value);
    return `$${this.list.length}::${type}`;
  }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const TIME = /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/**
 * The value as text that PostgreSQL accepts for the type; undefined when it is no such value at all: then nothing is
 * equal to it, and the statement must not fail because a stranger wrote "abc" for an id.
 */
export function storable(value: Json, type: SqlType): string | boolean | undefined {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'jsonb':
      return JSON.stringify(value);
    case 'text[]':
      return Array.isArray(value) ? arrayLiteral(value.map(String)) : undefined;
    case 'integer':
      return text && Number.isInteger(Number(text)) && Math.abs(Number(text)) < 2 ** 31 ? text : undefined;
    case 'numeric':
      if (isMoney(value)) return storable(value.amount, 'numeric');
      return text && NUMBER.test(text) ? text : undefined;
    case 'uuid':
      return idOf(value);
    case 'date':
      return text && DATE.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
    case 'timestamptz':
      return text && (INSTANT.test(text) || DATE.test(text)) && !Number.isNaN(Date.parse(text)) ? text : undefined;
    case 'time':
      return text && TIME.test(text) ? text : undefined;
    case 'interval':
    case 'text':
      return text ?? (typeof value === 'boolean' ? String(value) : undefined);
  }
}

/** A reference is an id, or the record it leads to, loaded. */
function idOf(value: Json): string | undefined {
  if (typeof value === 'string') return isId(value) ? value : undefined;
  if (value && typeof value === 'object' && 'id' in value) return idOf(value.id);
  return undefined;
}

function isMoney(value: Json): value is { readonly amount: Json } {
  return typeof value === 'object' && value !== null && 'amount' in value;
}

/** `{"a","b"}`: an array as one text, which both drivers pass on as it is. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
