const LONGEST_WAIT = 5 * 60_000;
const FORGOTTEN_AFTER = 60 * 60_000;
const MOST_NAMES = 10_000;

/** Failed sign-ins by name, by address, or by both. Each node counts for itself; a restart forgets. */
export class Attempts {
  readonly #free: number;
  readonly #turns = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, { readonly count: number; readonly last: number }>();

  /** @param free so many failures cost nothing; each further one doubles the wait, up to five minutes */
  constructor(free: number) {
    this.#free = free;
  }

  /** How many milliseconds this name must wait now. */
  wait(name: string, now: number): number {
    const failed = this.#failures.get(name);
    if (!failed || failed.count < this.#free) return 0;
    const pause = Math.min(1000 * 2 ** (failed.count - this.#free), LONGEST_WAIT);
    return Math.max(0, failed.last + pause - now);
  }

  failed(name: string, now: number): void {
    const known = this.#failures.get(name);
    const count = known && now - known.last < FORGOTTEN_AFTER ? known.count : 0;
    this.#failures.delete(name);
    this.#failures.set(name, { count: count + 1, last: now });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_NAMES && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** One attempt of a name after the other; other names do not wait. */
  inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(name) ?? Promise.resolve()).then(work);
    const ended = turn.then(NOTHING, NOTHING).finally(() => {
      if (this.#turns.get(name) === ended) this.#turns.delete(name);
    });
    this.#turns.set(name, ended);
    return turn;
  }

  succeeded(name: string): void {
    this.#failures.delete(name);
  }
}

const NOTHING = (): void => {};
