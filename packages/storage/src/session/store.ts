import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '@dealwright/diagnostics';
import type { Context, ListQuery, PageOfRows, Parameters, ReadSession, RecordStore } from '@dealwright/records';
import type { Transaction as KyselyTransaction } from 'kysely';
import { type Database, isLost } from '../connect/database.ts';
import type { TimerQueue } from '../timers/timer-queue.ts';
import { collationFor } from './collation.ts';
import { readAsJson, readMany, readOne } from './read-session.ts';
import { tablesOf } from './tables.ts';
import { enter, statement, Transaction } from './transaction.ts';
import { isCollision, translateError } from './translate-error.ts';
import { Writing } from './write-session.ts';

/** The port of records on a database. `work` of a write may run again when others were in the way: it must only use the session. */
export class DatabaseStore implements RecordStore {
  readonly #database: Database;
  readonly #collations: ReadonlySet<string>;
  readonly #timers: TimerQueue;

  constructor(database: Database, collations: ReadonlySet<string>, timers: TimerQueue) {
    this.#database = { ...database, connect: () => database.connect().catch(tellUnreachable) };
    this.#collations = collations;
    this.#timers = timers;
  }

  read<T>(context: Context, work: (session: ReadSession) => Promise<T>): Promise<T> {
    return readMany(this.#database, context, collationFor(context.locale, this.#collations), work);
  }

  list(context: Context, query: ListQuery, parameters: Parameters): Promise<PageOfRows> {
    return readOne(this.#database, context, query, parameters, collationFor(context.locale, this.#collations));
  }

  listAsJson(context: Context, query: ListQuery, parameters: Parameters): Promise<string> {
    return readAsJson(this.#database, context, query, parameters, collationFor(context.locale, this.#collations));
  }

  async write<T>(context: Context, work: (session: Writing) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#tryWrite(context, work);
      } catch (error) {
        if (!(error instanceof Error && isCollision(error.cause)) || attempt === ATTEMPTS) throw error;
        // Who collided would collide again if both came back at once.
        await sleep(Math.random() * 20 * attempt);
      }
    }
  }

  async #tryWrite<T>(context: Context, work: (session: Writing) => Promise<T>): Promise<T> {
    const tables = tablesOf(context.model);
    const connection = await this.#database.connect();
    const translate = (error: unknown): unknown => translateError(error, tables.ownerOf);
    const transaction = new Transaction(connection, translate);
    let committing = false;
    try {
      await Promise.all([transaction.ask(BEGIN), transaction.ask(enter(context))]);
      const em = tables.mapping.orm.em.fork();
      em.setTransactionContext(executor(transaction));
      const collation = collationFor(context.locale, this.#collations);
      const answer = await work(new Writing(this.#database, transaction, collation, context, em, tables, this.#timers));
      committing = true;
      await transaction.end(COMMIT);
      connection.release();
      return answer;
    } catch (error) {
      transaction.close();
      // The server rolls back what a lost connection left; else we do.
      const failure = await connection.query('rollback').then(
        () => undefined,
        (problem) => problem,
      );
      connection.release(failure);
      if (committing && isLost(failure)) throw new RequestError('INTERNAL', UNKNOWN_END, UNKNOWN_END_HINT);
      throw error;
    }
  }
}

/** A database that starts again is back in seconds. */
function tellUnreachable(error: unknown): never {
  if (!isLost(error)) throw error;
  throw new RequestError('INTERNAL', UNREACHABLE, 'Send it again in a few seconds.');
}
const UNREACHABLE = 'The database does not answer at the moment; nothing of this request was stored.';

const ATTEMPTS = 10;
const BEGIN = statement('begin');
const COMMIT = statement('commit');
const UNKNOWN_END = 'The connection to the database was lost at the very end: nobody knows whether this was stored.';
const UNKNOWN_END_HINT = 'Look whether it is there; with an Idempotency-Key you may just send it again.';

/** All that MikroORM ever does with a transaction of Kysely's. */
function executor(transaction: Transaction): KyselyTransaction<unknown> {
  const executeQuery = async ({ sql }: { readonly sql: string }) => {
    const { rows, count } = await transaction.queryRaw(sql);
    return { rows, numAffectedRows: BigInt(count) };
  };
  return { executeQuery } as unknown as KyselyTransaction<unknown>;
}
