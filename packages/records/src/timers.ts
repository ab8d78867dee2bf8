import type { TimerEntry } from './record-store.ts';

/** The port to promised wake-ups. `storage` keeps them as jobs of the queue beside the records, `effects` waits for them. */
export interface Timers {
  /**
   * Takes the earliest wake-ups that are due at `now` (ISO 8601 UTC), at most `most`, in one transaction, past those that
   * somebody else has taken. When `wake` resolves they are done, all but those it names; when it throws, or this process
   * dies, all stay as they were. Resolves to how many.
   */
  takeDue(
    now: string,
    most: number,
    wake: (due: readonly DueTimer[]) => Promise<readonly UndoneTimer[] | undefined>,
  ): Promise<number>;
  /** When the earliest wake-up is due; undefined when there is none. */
  next(): Promise<string | undefined>;
}

/** A wake-up whose time has come, and how often it has failed before. */
export type DueTimer = TimerEntry & { readonly failures: number };

/** A wake-up that failed, and the instant at which it is tried again; without one it is given up, and kept for people to see. */
export interface UndoneTimer {
  readonly timer: DueTimer;
  readonly because: string;
  readonly again: string | undefined;
}
