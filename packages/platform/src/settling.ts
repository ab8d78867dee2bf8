import { type OutboxRunner, type Waking, wakeDue } from '@dealwright/effects';

/** Where no worker runs, in journeys and the demo: what is promised and due is done when somebody says so. */
export interface Settling {
  /** Does all that is promised, and all that is due by the handed-in clock, and what that promises, until nothing is left. */
  settle(): Promise<void>;
  /** The instant (ISO 8601 in UTC) at which something is due next; undefined when nothing waits for a time. */
  nextDue(): Promise<string | undefined>;
}

const AT_ONCE = 20;

export function settlingOf(runner: OutboxRunner, waking: Waking): Settling {
  return {
    async settle() {
      do await runner.run();
      while ((await wakeDue(waking, AT_ONCE)) > 0);
    },
    async nextDue() {
      const [earliest] = [runner.next(), await waking.timers.next()].filter((each) => each !== undefined).sort();
      return earliest;
    },
  };
}

/**
 * Lets time pass until `end`: does what is promised at `now`, and then what becomes due, each at its instant, to which
 * `moveTo` sets the handed-in clock. At `end` nothing is left to do.
 */
export async function passUntil(
  { settle, nextDue }: Settling,
  now: string,
  end: string,
  moveTo: (instant: string) => void,
): Promise<void> {
  await settle();
  for (let [at, due] = [now, await nextDue()]; due !== undefined && due <= end; at = due, due = await nextDue()) {
    if (due <= at) throw new Error(`What was due at ${due} is still there at ${at}.`);
    moveTo(due);
    await settle();
  }
  moveTo(end);
}
