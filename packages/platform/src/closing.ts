/** What was opened, closed in the opposite order; used when all is over, and when only half of it came up. */
export class Closing {
  readonly #open: (() => Promise<unknown>)[] = [];

  /** Remembers how to close `opened`, and gives it back. */
  add<T>(opened: T, close: (opened: T) => Promise<unknown>): T {
    this.#open.push(() => close(opened));
    return opened;
  }

  /** Closes everything, also when some of it fails to; throws the first failure. A second call finds nothing to do. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#open.pop(); close; close = this.#open.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
