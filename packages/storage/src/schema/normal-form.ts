import type { Field } from '@dealwright/entities';
import { INTERNAL } from './names.ts';

/** What two values must share to be "the same" to a person: texts without case and accents, phones by their digits. */
export function normalForm(field: Field, sql: string): string {
  if (field.type.column !== 'text') return sql;
  return field.type.name === 'phone' ? `${INTERNAL}.digits(${sql})` : `${INTERNAL}.plain(${sql})`;
}
