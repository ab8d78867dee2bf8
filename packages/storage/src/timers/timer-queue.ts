import type { Sql, TimerEntry } from '@dealwright/records';
import { PgBoss } from 'pg-boss';
import { type Connection, type Database, onConnection } from '../connect/database.ts';
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
  await onConnection(database, (connection) => install(connection, database.is, log));
  const anywhere: Sql = {
    executeSql: (text, values) => onConnection(database, (connection) => sqlOn(connection).executeSql(text, values)),
  };
  const boss = bossOn(anywhere, database.is, log);
  await boss.start();
  const queue = await boss.getQueue(QUEUE);
  const table = `${SCHEMA}.${queue?.table}`;
  return {
    table,
    add: (transaction, entries) => boss.insert(QUEUE, entries.map(toJob), { db: within(transaction) }).then(() => {}),
    remove: async (transaction, ids) => {
      await transaction.rows(statement(remove(table), JSON.stringify(ids)));
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

/** Two nodes may open at once. The index comes last and says that the rest is there. */
async function install(connection: Connection, backend: Database['is'], log: (line: string) => void): Promise<void> {
  const isThere = async () =>
    (await connection.query(`select to_regclass('${SCHEMA}.timers_due') is not null as here`)).rows[0]?.here === true;
  if (await isThere()) return;
  await connection.query(`select pg_advisory_lock(${LOCK})`);
  try {
    if (await isThere()) return;
    const boss = bossOn(sqlOn(connection), backend, log);
    await boss.start();
    try {
      await boss.createQueue(QUEUE, { partition: true, retentionSeconds: TEN_YEARS, deleteAfterSeconds: YEAR });
      const queue = await boss.getQueue(QUEUE);
      await connection.query(fit(`${SCHEMA}.${queue?.table}`));
    } finally {
      await boss.stop({ graceful: false, close: false });
    }
  } finally {
    await connection.query(`select pg_advisory_unlock(${LOCK})`);
  }
}

const LOCK = 4_242_002;

function bossOn(db: Sql, backend: Database['is'], log: (line: string) => void): PgBoss {
  const boss = new PgBoss({
    ...{ db, backend, schema: SCHEMA },
    ...{ supervise: false, schedule: false, reindex: false, monitorVacuum: false, registerInstance: false },
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error: Error) => log(`timers: ${error.message}`));
  return boss;
}

const fit = (table: string): string => `begin;
  grant usage on schema ${SCHEMA} to ${APP_ROLE};
  grant select on ${SCHEMA}.queue to ${APP_ROLE};
  grant select, insert, update, delete on ${table} to ${APP_ROLE};
  create index timers_due on ${table} (start_after) where state < 'active' and not blocked;
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

const sqlOn = (connection: Connection): Sql => ({
  executeSql: async (text, values) => ({ rows: [...(await connection.query(text, values)).rows] }),
});
