import type { Sql, TimerEntry } from '@dealwright/records';
import { PgBoss } from 'pg-boss';
import { type Database, onConnection } from '../connect/database.ts';
import { APP_ROLE, literal } from '../schema/names.ts';
import { statement, type Transaction } from '../session/transaction.ts';

/** Wake-ups as jobs, written in the transaction of the record that they are for. */
export interface TimerQueue {
  /** The queue's table, ready to stand in SQL. */
  readonly table: string;
  add(transaction: Transaction, entries: readonly TimerEntry[]): Promise<void>;
  /** By their timers' ids. Those that a worker has just taken are left to it, and do no harm. */
  remove(transaction: Transaction, ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const QUEUE = 'timers';
const SCHEMA = 'pgboss';
/** What nobody was there to wake for so long is thrown away; what was given up stays for a year. */
const TEN_YEARS = 10 * 366 * 86_400;
const YEAR = 366 * 86_400;

/** Brings the queue, which lives in a table of its own: it is there as soon as storage is, whoever waits for what is in it. */
export async function openTimerQueue(database: Database, log: (line: string) => void): Promise<TimerQueue> {
  const boss = new PgBoss({
    db: sqlOf(database),
    backend: database.is,
    schema: SCHEMA,
    ...{ supervise: false, schedule: false, reindex: false, monitorVacuum: false, registerInstance: false },
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error: Error) => log(`timers: ${error.message}`));
  await boss.start();
  try {
    const table = await makeReady(boss, database);
    return {
      table,
      add: (transaction, entries) => boss.insert(QUEUE, entries.map(toJob), { db: within(transaction) }).then(() => {}),
      remove: async (transaction, ids) => {
        await transaction.rows(statement(remove(table), JSON.stringify(ids)));
      },
      close: () => boss.stop({ graceful: false, close: false }),
    };
  } catch (error) {
    await boss.stop({ graceful: false, close: false });
    throw error;
  }
}

async function makeReady(boss: PgBoss, database: Database): Promise<string> {
  const existing = await boss.getQueue(QUEUE);
  if (!existing)
    await boss.createQueue(QUEUE, { partition: true, retentionSeconds: TEN_YEARS, deleteAfterSeconds: YEAR });
  const queue = existing ?? (await boss.getQueue(QUEUE));
  if (!queue) throw new Error('The queue of timers could not be made.');
  const table = `${SCHEMA}.${queue.table}`;
  await onConnection(database, async (connection) => {
    const { rows } = await connection.query(`select to_regclass('${SCHEMA}.timers_due') is not null as here`);
    if (rows[0]?.here !== true) await connection.query(fit(table));
  });
  return table;
}

/** Two nodes may open at once; the index comes last and says that the rest is there. */
const fit = (table: string): string => `begin;
  select pg_advisory_xact_lock(hashtext('${SCHEMA}.timers_due'));
  grant usage on schema ${SCHEMA} to ${APP_ROLE};
  grant select on ${SCHEMA}.queue to ${APP_ROLE};
  grant select, insert, update, delete on ${table} to ${APP_ROLE};
  create index if not exists timers_due on ${table} (start_after) where state < 'active' and not blocked;
  commit`;

/** A worker that has taken a wake-up waits for the very transaction that takes it back: so whoever is taken is passed by. */
const remove = (table: string): string => `delete from ${table} where id in (
    select id from ${table} where name = ${literal(QUEUE)} and state < 'active'
      and singleton_key in (select json_array_elements_text($1::json)) for update skip locked)`;

/** Each wake-up is a job with an id of its own: a timer that is set anew may be one that a worker holds at this moment. */
function toJob({ id, at, ...entry }: TimerEntry) {
  return { singletonKey: id, startAfter: at, data: { id, at, ...entry } };
}

/** The queue's statement travels with the others of the transaction. */
const within = (transaction: Transaction): Sql => ({
  executeSql: async (text, values = []) => {
    await transaction.rows(statement(text, ...values));
    return { rows: [] };
  },
});

const sqlOf = (database: Database): Sql => ({
  executeSql: (text, values) =>
    onConnection(database, async (connection) => ({ rows: [...(await connection.query(text, values)).rows] })),
});
