import type pg from 'pg';
import type { Rows, Statement } from './database.ts';

/** The part of `pg`'s connection that speaks the protocol; it has no types of its own. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { text: string; name: string }): void;
  bind(message: {
    portal: string;
    statement: string;
    values: readonly unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  execute(message: { portal: string; rows: number }): void;
  close(message: { type: 'S' | 'P'; name: string }): void;
  sync(): void;
}

/** How many statements a connection keeps prepared; the one not used for longest goes first. */
const KEPT = 300;
const prepared = new WeakMap<object, Set<string>>();

/**
 * Prepared statements that travel together: one packet there, one back, and (without `begin`) one transaction, because
 * the server ends an implicit one at the sync. `pg` by itself waits for each answer before it sends the next question,
 * and asks for a description of the columns each time; we know them, and read texts.
 */
export class Batch implements pg.Submittable {
  readonly #statements: readonly (Statement & { name: string })[];
  readonly #resolve: (answers: readonly Rows[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #answers: Rows[] = [];
  #rows: (readonly (string | null)[])[] = [];
  #fresh: string[] = [];
  #known = new Set<string>();

  constructor(
    statements: readonly (Statement & { name: string })[],
    resolve: (answers: readonly Rows[]) => void,
    reject: (error: Error) => void,
  ) {
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: object): void {
    const wire = connection as Wire;
    this.#known = prepared.get(connection) ?? new Set();
    prepared.set(connection, this.#known);
    wire.stream.cork();
    for (const { name, text, values } of this.#statements) {
      if (!this.#known.delete(name)) {
        // Closing what does not exist is no error, and after a failure nobody knows whether it does.
        wire.close({ type: 'S', name });
        wire.parse({ text, name });
        this.#fresh.push(name);
      }
      this.#known.add(name);
      wire.bind({ portal: '', statement: name, values, valueMapper });
      wire.execute({ portal: '', rows: 0 });
    }
    for (const name of this.#known) {
      if (this.#known.size <= KEPT) break;
      wire.close({ type: 'S', name });
      this.#known.delete(name);
    }
    wire.sync();
    wire.stream.uncork();
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(): void {
    this.#answers.push(this.#rows);
    this.#rows = [];
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#answers);
  }

  handleError(error: Error): void {
    for (const name of this.#fresh) this.#known.delete(name);
    this.#reject(error);
  }

  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

/** Values are made ready by the printer: text, numbers, booleans, null. */
const valueMapper = (value: unknown): unknown => (typeof value === 'object' ? value : String(value));
