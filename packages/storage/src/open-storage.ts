import { SYSTEM } from '@dealwright/access';
import { isClean } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import type { FileStore, Outbox, RecordStore, Timers } from '@dealwright/records';
import { type Database, onConnection } from './connect/database.ts';
import { connectPostgres } from './connect/postgres.ts';
import { openFiles } from './files/file-store.ts';
import { apply, plan } from './schema/apply-schema.ts';
import { bootstrap } from './schema/bootstrap.ts';
import { INTERNAL } from './schema/names.ts';
import type { SchemaPlan } from './schema/plan-schema.ts';
import type { RunningDatabase } from './server/start-database.ts';
import { readCollations } from './session/collation.ts';
import { type Definitions, openDefinitions } from './session/definitions.ts';
import { openOutbox } from './session/outbox.ts';
import { DatabaseStore } from './session/store.ts';
import { tablesOf } from './session/tables.ts';
import { openTimers } from './timers/take-due.ts';
import { openTimerQueue } from './timers/timer-queue.ts';

export interface StorageOptions {
  /** What `startDatabase` answered; or just `{ is: 'postgres', url }`, `{ is: 'pglite', folder: undefined }`. */
  readonly database: DatabaseAddress;
  /** Connections at most; 16 when not said. */
  readonly connections?: number;
  /** One line about what happened. */
  readonly log?: (line: string) => void;
}

export type DatabaseAddress =
  | Pick<RunningDatabase & { is: 'postgres' }, 'is' | 'url'>
  | Pick<RunningDatabase & { is: 'pglite' }, 'is' | 'folder'>;

/** A database behind its ports. Nobody else holds a connection. */
export interface Storage {
  readonly is: Database['is'];
  readonly store: RecordStore;
  readonly files: FileStore;
  /** What commits promised; its `db` is also the queue's way to the database. */
  readonly outbox: Outbox;
  /** What records are to be woken for. */
  readonly timers: Timers;
  /** The definitions of processes that were live here. */
  readonly definitions: Definitions;
  /** What would change for this Model, in words, and what would lose data. Changes nothing. */
  planSchema(model: Model): Promise<SchemaPlan>;
  /** Makes the database fit the Model, all or nothing. When something would be lost only the problems come back. */
  applySchema(model: Model): Promise<SchemaPlan>;
  /** Lets the planner see what was written: after many records at once, such as demo data or an import. */
  analyze(): Promise<void>;
  /**
   * Forgets the answers kept for repeated requests that are older than so many hours, and what the platform itself remembers
   * of what it has done (`ownHours`), which can be asked of it for longer. Resolves to how many.
   */
  forgetAnswers(hours: number, ownHours?: number): Promise<number>;
  /** Calls `heard` at each `NOTIFY channel`. The answer stops it. */
  subscribe(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  notify(channel: string, payload: string): Promise<void>;
  /** True when the database answers. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** Few need it, and it is megabytes of program. */
async function fallBack(folder: string | undefined): Promise<Database> {
  const { connectPglite } = await import('./connect/pglite.ts');
  return connectPglite(folder);
}

/** Connects and brings the platform's own tables. The Model's come with `applySchema`. */
export async function openStorage({ database: address, connections, log }: StorageOptions): Promise<Storage> {
  const database =
    address.is === 'postgres' ? connectPostgres(address.url, connections, log) : await fallBack(address.folder);
  try {
    return await onDatabase(database, log);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function onDatabase(database: Database, log: (line: string) => void = () => {}): Promise<Storage> {
  const collations = await onConnection(database, async (connection) => {
    await bootstrap(connection);
    return readCollations(connection);
  });
  const queue = await openTimerQueue(database, log);
  const store = new DatabaseStore(database, collations, queue);
  const outbox = openOutbox(database);
  return {
    is: database.is,
    store,
    files: openFiles(database, store),
    outbox,
    timers: openTimers(database, queue.table),
    definitions: openDefinitions(database),
    planSchema: (model) => onConnection(database, (connection) => plan(connection, model.all(ENTITY).values())),
    applySchema: async (model) => {
      const planned = await onConnection(database, (connection) => apply(connection, model.all(ENTITY).values()));
      // The first write should not wait for what can be made now.
      if (isClean(planned.problems)) tablesOf(model);
      return planned;
    },
    analyze: async () => {
      await outbox.db.executeSql('analyze');
    },
    forgetAnswers: async (hours, ownHours = hours) =>
      (await outbox.db.executeSql(FORGET_ANSWERS, [hours, Math.max(hours, ownHours), SYSTEM.id])).rows.length,
    subscribe: (channel, heard) => database.subscribe(channel, heard),
    notify: async (channel, payload) => {
      await outbox.db.executeSql('select pg_notify($1, $2)', [channel, payload]);
    },
    isReady: () =>
      outbox.db.executeSql('select 1').then(
        () => true,
        () => false,
      ),
    close: async () => {
      await queue.close();
      await database.close();
    },
  };
}

const FORGET_ANSWERS = `delete from ${INTERNAL}.idempotency
  where at < now() - (case when actor = $3 then $2::float8 else $1::float8 end) * interval '1 hour' returning 1`;
