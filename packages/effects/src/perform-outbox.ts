import type { Outbox } from '@dealwright/records';
import { entryToDo } from './deliveries/entry-to-do.ts';
import type { Handlers } from './handler.ts';

/**
 * Does everything that the outbox holds now, here, one after the other, without a queue: for tests, where the next step
 * waits for it. Throws what a handler throws; the entry and those after it stay.
 */
export async function performOutbox(outbox: Outbox, handlers: Handlers): Promise<void> {
  const one = () =>
    outbox.take(1, async ([taken]) => {
      const entry = taken && entryToDo(taken);
      if (entry) await handlers[entry.is]?.(entry, { number: 1 });
    });
  while ((await one()) > 0);
}
