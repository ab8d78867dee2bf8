import type { RecordStore, WriteSession } from './record-store.ts';

/**
 * The store as it is within a write transaction that is open already: a write is a savepoint of it, and reads see what it
 * has written. Everything ends with that transaction.
 */
export function storeWithin(session: WriteSession): RecordStore {
  return {
    write: (_context, work) => session.savepoint(() => work(session)),
    read: (_context, work) => work(session),
    list: (_context, query, parameters) => session.list(query, parameters),
  };
}
