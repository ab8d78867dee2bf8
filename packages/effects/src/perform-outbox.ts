import type { Outbox } from '@dealwright/records';
import { attemptEntry } from './attempt-entry.ts';
import type { Deliveries } from './deliveries/deliveries.ts';
import { entryToDo } from './deliveries/entry-to-do.ts';
import type { Handlers } from './handler.ts';

/** What would rest between attempts does not here: after so many it is given up. */
const TIMES = 10;

/**
 * Does everything that the outbox holds now, here, one after the other, without a queue: for the demo and for tests, where
 * the next step waits for it. With `deliveries`, what fails is tried again at once, and given up after ten attempts; without,
 * it is thrown, and the entry and those after it stay.
 */
export async function performOutbox(
  outbox: Outbox,
  handlers: Handlers,
  deliveries?: Deliveries,
  log: (line: string) => void = () => {},
): Promise<void> {
  const attempting = { handlers, deliveries, retries: { times: TIMES - 1, first: 0, most: 0 }, now: Date.now, log };
  const one = () =>
    outbox.take(1, async ([taken]) => {
      if (!taken) return;
      const entry = entryToDo(taken);
      if (!deliveries) return handlers[entry.is]?.(entry, { number: 1 });
      for (let number = 1; (await attemptEntry(entry, number, attempting)).is === 'again'; number++);
    });
  while ((await one()) > 0);
}
