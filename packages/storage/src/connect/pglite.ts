import { PGlite, types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import type { Connection, Database, Result, Rows, Statement } from './database.ts';

/** PostgreSQL compiled to WebAssembly, in this process: one connection, which callers take in turn. */
export async function connectPglite(folder?: string): Promise<Database> {
  const pglite = await PGlite.create({ ...(folder ? { dataDir: folder } : {}), extensions: { pg_trgm, unaccent } });
  await pglite.exec('set timezone to utc; set search_path to public, dealwright');
  let last: Promise<void> = Promise.resolve();
  return {
    is: 'pglite',
    connect: () =>
      new Promise((resolve) => {
        last = last.then(
          () => new Promise<void>((release) => resolve({ ...statements(pglite), release: () => release() })),
        );
      }),
    aside: async () => {},
    subscribe: (channel, heard) => pglite.listen(channel, heard),
    close: async () => {
      await last;
      await pglite.close();
    },
  };
}

function statements(pglite: PGlite): Omit<Connection, 'release'> {
  const query = async (text: string, values?: readonly unknown[]): Promise<Result> => {
    const answers = values ? [await pglite.query(text, [...values])] : await pglite.exec(text);
    const answer = answers.at(-1);
    const rows = (answer?.rows ?? []) as Result['rows'];
    return { rows, count: answer?.affectedRows || rows.length };
  };
  const answer = async (...all: readonly Statement[]): Promise<readonly Rows[]> => {
    const answers: Rows[] = [];
    for (const { text, values } of all) {
      const { rows } = await pglite.query<unknown[]>(text, [...values], { rowMode: 'array', parsers: AS_TEXT });
      answers.push(rows.map((row) => row.map((value) => (value === null ? null : String(value)))));
    }
    return answers;
  };
  const alone = async (...all: readonly Statement[]): Promise<readonly Rows[]> => {
    await pglite.exec('begin');
    try {
      return await answer(...all);
    } finally {
      await pglite.exec('commit');
    }
  };
  return { query, answer, alone };
}

/** PGlite makes values of these by itself. */
const AS_TEXT = Object.fromEntries(
  [types.BOOL, types.DATE, types.JSON, types.JSONB].map((type) => [type, (text: string) => text]),
);
