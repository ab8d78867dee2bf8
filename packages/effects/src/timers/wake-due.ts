import type { DueTimer, Timers, UndoneTimer } from '@dealwright/records';
import { type Retries, USUAL_RETRIES } from '../attempt-entry.ts';

export interface Waking {
  readonly timers: Timers;
  /** Wakes a timer's record: does all that its clocks have due at `now`. When nothing is due any more, nothing is wrong. */
  readonly wake: (timer: DueTimer, now: string) => Promise<void>;
  /** Tells somebody of a wake-up that will not be tried again. */
  readonly giveUp: (timer: DueTimer, because: string, now: string) => Promise<void>;
  /** ISO 8601 in UTC. What is due by this clock is due, whatever the database's says. */
  readonly now: () => string;
  /** Hears what failed: one line for people. */
  readonly log: (line: string) => void;
  readonly retries?: Retries;
}

/**
 * Wakes the records of the earliest timers that are due, at most `most`, one after the other, a record once. One that fails
 * is tried again, later and later, for about a day; the others do not wait for it. Resolves to how many were due.
 */
export function wakeDue(waking: Waking, most: number): Promise<number> {
  // The same instant for what is due and for what is done about it: whatever steps the clock takes meanwhile.
  const now = waking.now();
  return waking.timers.takeDue(now, most, async (due) => {
    const undone: UndoneTimer[] = [];
    for (const timers of Map.groupBy(due, ({ entity, record }) => `${entity} ${record}`).values()) {
      const [first] = timers;
      if (!first) continue;
      try {
        await waking.wake(first, now);
      } catch (error) {
        const because = error instanceof Error ? error.message : String(error);
        for (const timer of timers) undone.push(await rest(waking, timer, because, now));
      }
    }
    return undone;
  });
}

async function rest(
  { retries = USUAL_RETRIES, giveUp, log }: Waking,
  timer: DueTimer,
  because: string,
  now: string,
): Promise<UndoneTimer> {
  const { entity, record, process, failures } = timer;
  const isGivenUp = failures >= retries.times;
  log(`timers: ${process} of ${entity} ${record} failed: ${because}; it is ${isGivenUp ? 'given up' : 'tried again'}`);
  if (isGivenUp) {
    await giveUp(timer, because, now).catch((error: Error) => log(`timers: nobody could be told: ${error.message}`));
    return { timer, because, again: undefined };
  }
  const seconds = Math.min(retries.most, retries.first * 2 ** Math.min(30, failures));
  return { timer, because, again: new Date(Date.parse(now) + seconds * 1000).toISOString() };
}
