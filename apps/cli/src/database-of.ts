import { existsSync } from 'node:fs';
import { UsageError } from './output.ts';

/** The database with the records: at DATABASE_URL, else the embedded one in DATA_DIR (`.data`). Throws when there is none. */
export function databaseOf(): { readonly url?: string; readonly dataDir?: string } {
  const { DATABASE_URL: url, DATA_DIR: dataDir = '.data' } = process.env;
  if (url) return { url };
  if (existsSync(dataDir)) return { dataDir };
  throw new UsageError(`There are no records yet: no DATABASE_URL, and no folder ${dataDir} (npm start makes one).`);
}
