import type { Connection } from '../connect/database.ts';

/** The collations for people's order that this database has; PGlite may have none. */
export async function readCollations(connection: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query("select collname as name from pg_collation where collprovider = 'i'");
  return new Set(rows.map(({ name }) => String(name)));
}

/** ` collate "ro-x-icu"`: texts are ordered as the reader's language has it; by code where that is not known. */
export function collationFor(locale: string, known: ReadonlySet<string>): string {
  const name = [`${locale.slice(0, 2)}-x-icu`, 'en-x-icu'].find((each) => known.has(each));
  return name === undefined ? '' : ` collate "${name}"`;
}
