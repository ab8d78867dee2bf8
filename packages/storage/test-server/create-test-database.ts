import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { testServer } from './test-server.ts';

export interface TestDatabase {
  readonly url: string;
  /** Ends all its connections and removes it. */
  drop(): Promise<void>;
}

/** A database that many tests start from: `prepare` fills it once in a run, and each test gets a copy (some 30 ms). */
export interface Template {
  /** Say in it what it depends on, such as the Model's hash. */
  readonly name: string;
  /** Must have closed its connections when it resolves. */
  readonly prepare: (url: string) => Promise<void>;
}

/**
 * A database of its own for a test file, empty or copied from a template, on the server that the whole run shares. With
 * Jest: `beforeAll(async () => { database = await createTestDatabase() })` and `afterAll(() => database.drop())`.
 */
export async function createTestDatabase(template?: Template): Promise<TestDatabase> {
  const server = await testServer();
  const at = (name: string): string => server.replace(/[^/]*$/, name);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await inSession(server, async (client) => {
    const from = template ? await prepared(client, template, at) : 'template1';
    await client.query(`create database ${name} template ${from} strategy file_copy`);
  });
  const drop = (client: pg.Client): Promise<unknown> => client.query(`drop database if exists ${name} with (force)`);
  return { url: at(name), drop: () => inSession(server, drop).then(() => {}) };
}

async function prepared(client: pg.Client, template: Template, at: (name: string) => string): Promise<string> {
  const name = `template_${createHash('sha256').update(template.name).digest('hex').slice(0, 24)}`;
  // One worker prepares, the others wait here. A half-prepared template keeps its other name and is thrown away.
  await client.query('select pg_advisory_lock(hashtext($1))', [name]);
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return name;
    await client.query(`drop database if exists ${name}_new with (force)`);
    await client.query(`create database ${name}_new strategy file_copy`);
    await template.prepare(at(`${name}_new`));
    await client.query(`alter database ${name}_new rename to ${name}`);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function inSession<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
