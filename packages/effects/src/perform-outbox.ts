import type { Outbox } from '@dealwright/records';
import type { Handlers } from './handler.ts';

/**
 * Does everything that the outbox holds now, here, one after the other, without a queue: for the demo and for tests, where
 * the next step waits for it. Throws what a handler throws; the entry and those after it stay.
 */
export async function performOutbox(outbox: Outbox, handlers: Handlers): Promise<void> {
  const one = () =>
    outbox.take(1, async ([entry]) => {
      if (entry) await handlers[entry.is]?.(entry);
    });
  while ((await one()) > 0);
}
