import { literal } from '../schema/names.ts';
import { type SqlType, Values } from './values.ts';

/** Values that stand in the text itself: definitions of triggers and policies take no parameters. */
export class Literals extends Values {
  override add(value: string | number | boolean | null, type: SqlType | `${SqlType}[]` | 'bytea'): string {
    return value === null ? `null::${type}` : `${literal(String(value))}::${type}`;
  }
}
