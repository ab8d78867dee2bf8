import type { TimerEntry } from './record-store.ts';

/** The port to promised wake-ups, for where no worker waits for them: tests and the demo, with a clock that is handed in. */
export interface Timers {
  /**
   * Takes the earliest wake-ups that are due at `now` (ISO 8601 UTC), at most `most`, in one transaction: when `keep`
   * resolves they are done. Resolves to how many.
   */
  takeDue(now: string, most: number, keep: (entries: readonly TimerEntry[]) => Promise<void>): Promise<number>;
  /** When the earliest wake-up is due; undefined when there is none. */
  next(): Promise<string | undefined>;
}
