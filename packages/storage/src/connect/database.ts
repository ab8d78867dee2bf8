/** A statement of ours, printed once for many values: it is prepared. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface Result {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly count: number;
}

/** The rows of an answer, every value as PostgreSQL writes it as text. */
export type Rows = readonly (readonly (string | null)[])[];

/** One connection, ours alone until it is released. */
export interface Connection {
  /** Any SQL. Without values it may be several statements; the last one answers. */
  query(text: string, values?: readonly unknown[]): Promise<Result>;
  /** The rows of each. Sent together where that is possible. */
  answer(...statements: readonly Statement[]): Promise<readonly Rows[]>;
  /** The same in a transaction of their own. */
  alone(...statements: readonly Statement[]): Promise<readonly Rows[]>;
  /** Gives it back; with an error it is thrown away, because nobody knows its state. */
  release(error?: Error): void;
}

/** Our door to a database. Two stand behind it: PostgreSQL over `pg`, and PGlite in this process. */
export interface Database {
  readonly is: 'postgres' | 'pglite';
  connect(): Promise<Connection>;
  /**
   * Runs one statement beside all transactions, on a connection that is opened for it: who is in a transaction may wait for
   * it without a deadlock. PGlite, which has one connection, does nothing.
   */
  aside(text: string, values: readonly unknown[]): Promise<void>;
  /** Calls `heard` for each `NOTIFY channel`. The answer stops it. Comes back by itself after a lost connection. */
  subscribe(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The one text that a statement answers, for those that make one; null when there is no row. */
export const textOf = (rows: Rows | undefined): string | null => rows?.[0]?.[0] ?? null;

/** Runs `work` on a connection of its own and gives it back whatever happens. */
export async function onConnection<T>(database: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await database.connect();
  let failure: Error | undefined;
  try {
    return await work(connection);
  } catch (error) {
    failure = isLost(error) ? error : undefined;
    throw error;
  } finally {
    connection.release(failure);
  }
}

/** True when the error says that the connection is gone (and with it every open transaction). */
export function isLost(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // 08: connection; 57P: the server stops; E…: the socket. `pg` itself throws without a code.
  return (
    /^(0800|57P0[123]|ECONN|EPIPE|ENOTCONN|ETIMEDOUT)/.test(code) ||
    /^(Connection terminated|Client (has encountered|was closed))/.test(error.message)
  );
}
