import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Batch } from './batch.ts';
import type { Connection, Database, Result, Rows, Statement } from './database.ts';

/** A pool over `pg`. @param connections how many at most; two cores are busy with about sixteen */
export function connectPostgres(url: string, connections = 16, log: (line: string) => void = () => {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    // A machine that is gone says nothing, and all connections may be taken: nobody should wait for ever.
    connectionTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'dealwright',
    // The content's tables lie in public, whatever the user is called; what extensions bring may lie in our own schema.
    options: '-c timezone=UTC -c search_path=public,dealwright',
  });
  // A connection that breaks while nobody uses it is no accident of ours: the pool makes another one.
  pool.on('error', (error) => log(`storage: an idle connection was lost: ${error.message}`));
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    is: 'postgres',
    connect: async () => new PostgresConnection(await pool.connect()),
    aside: async (text, values) => {
      const client = new pg.Client({ connectionString: url, application_name: 'dealwright' });
      await client.connect();
      await client.query(text, [...values]).finally(() => client.end());
    },
    subscribe: (channel, heard) => listen(url, channel, heard),
    close: () => pool.end(),
  };
}

class PostgresConnection implements Connection {
  readonly #client: pg.PoolClient;
  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async query(text: string, values?: readonly unknown[]): Promise<Result> {
    const answers = await this.#client.query(text, values && [...values]);
    // Several statements in one text: the rows of all of them, as the queue expects.
    const all: readonly pg.QueryResult[] = [answers].flat();
    return { rows: all.flatMap((each) => each.rows), count: all.at(-1)?.rowCount ?? 0 };
  }

  answer(...statements: readonly Statement[]): Promise<readonly Rows[]> {
    return new Promise((resolve, reject) => {
      this.#client.query(new Batch(statements.map(named), resolve, reject));
    });
  }

  /** What travels together is one transaction, unless one is open. */
  alone(...statements: readonly Statement[]): Promise<readonly Rows[]> {
    return this.answer(...statements);
  }

  release(error?: Error): void {
    this.#client.release(error);
  }
}

/** The name under which a connection keeps a prepared statement, by its text. */
const names = new Map<string, string>();

function named(statement: Statement): Statement & { name: string } {
  let name = names.get(statement.text);
  if (name === undefined) {
    // Texts are as many as kinds of questions. Strangers can make up new ones: forget all before they fill the memory.
    if (names.size >= 2_000) names.clear();
    name = createHash('sha256').update(statement.text).digest('base64url').slice(0, 22);
    names.set(statement.text, name);
  }
  return { ...statement, name };
}

async function listen(url: string, channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client;
  const open = async (): Promise<void> => {
    client = new pg.Client({ connectionString: url, application_name: 'dealwright listener', keepAlive: true });
    client.on('notification', ({ payload }) => heard(payload ?? ''));
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    // Only now: a client that never came up ends, too, and each attempt would begin another row of attempts.
    client.once('end', () => void reopen());
  };
  const reopen = async (): Promise<void> => {
    for (let back = false; !back && !stopped; ) {
      await sleep(500, undefined, { ref: false });
      back = await open().then(
        () => true,
        () => false,
      );
    }
    // What was notified meanwhile is lost, so say that there may be something.
    if (!stopped) heard('');
  };
  await open();
  return async () => {
    stopped = true;
    await client.end();
  };
}
