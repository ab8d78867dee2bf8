import { readWritten } from '../read-date.ts';
import type { Parsed } from '../value-type.ts';

const WANTED = {
  ...{ code: 'NOT_AN_ID', en: 'the id of a record', ro: 'identificatorul unei înregistrări' },
  example: '0197a5b0-7c00-7000-8000-000000000001',
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Could this be the id of a record? Anything else need not be asked of the database, which would throw. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** The id of a record or file, in small letters. Whether it exists, the database says. */
export function readId(input: unknown): Parsed {
  return readWritten(input, WANTED, (text) => (isId(text) ? text.toLowerCase() : undefined));
}
