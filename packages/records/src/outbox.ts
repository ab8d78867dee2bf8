import type { OutboxEntry } from './record-store.ts';

/** The port to what commits promised. `storage` keeps it beside the records, `effects` does it. */
export interface Outbox {
  /**
   * Takes the oldest entries, at most `most`, in one transaction: `keep` puts them where they are done from (its `db`
   * speaks within the transaction), then they leave the outbox. Nodes take turns, so that the order holds.
   * Resolves to how many.
   */
  take(most: number, keep: (entries: readonly OutboxEntry[], db: Sql) => Promise<void>): Promise<number>;
  /** Calls `heard` after commits that promised something; a hint, which may be lost. The answer stops it. */
  subscribe(heard: () => void): Promise<() => Promise<void>>;
  /** Any SQL, each in a transaction of its own, as the owner of the database: for the queue. */
  readonly db: Sql;
}

/** What pg-boss asks of a database. */
export interface Sql {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}
