const FREE = 5;
const LONGEST_WAIT = 5 * 60_000;
const FORGOTTEN_AFTER = 60 * 60_000;
const MOST_NAMES = 10_000;

/** Failed sign-ins by name. Each node counts for itself; a restart forgets. */
export class Attempts {
  readonly #failures = new Map<string, { readonly count: number; readonly last: number }>();

  /** How many milliseconds this name must wait now. After five failures each further one doubles the wait, up to five minutes. */
  wait(name: string, now: number): number {
    const failed = this.#failures.get(name);
    if (!failed || failed.count < FREE) return 0;
    const pause = Math.min(1000 * 2 ** (failed.count - FREE), LONGEST_WAIT);
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

  succeeded(name: string): void {
    this.#failures.delete(name);
  }
}
