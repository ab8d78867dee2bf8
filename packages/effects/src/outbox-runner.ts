import type { Outbox, OutboxEntry } from '@dealwright/records';
import { attemptEntry, type Retries, USUAL_RETRIES } from './attempt-entry.ts';
import type { Deliveries } from './deliveries/deliveries.ts';
import { entryToDo } from './deliveries/entry-to-do.ts';
import type { Handlers } from './handler.ts';
import { laneOf } from './lane.ts';

export interface OutboxRunnerOptions {
  readonly outbox: Outbox;
  readonly handlers: Handlers;
  readonly deliveries: Deliveries;
  /** ISO 8601 in UTC: the clock by which things are tried again. */
  readonly now: () => string;
  readonly log: (line: string) => void;
  readonly retries?: Retries;
}

/** Does what commits promised here and now, with the lanes and the rests of the worker, but by a clock that is handed in. */
export interface OutboxRunner {
  /** Does all that the outbox holds, and all that is due to be tried again; what comes meanwhile, too. */
  run(): Promise<void>;
  /** When the earliest of what failed is due to be tried again; undefined when nothing is. */
  next(): string | undefined;
}

interface Waiting {
  readonly entry: OutboxEntry;
  /** The number of its next attempt. */
  readonly number: number;
  /** ISO instant. */
  readonly at: string;
}

/** What waits is kept in memory: for journeys and the demo, where no worker runs. */
export function createOutboxRunner(options: OutboxRunnerOptions): OutboxRunner {
  const { outbox, handlers, deliveries, now, log, retries = USUAL_RETRIES } = options;
  const attempting = { handlers, deliveries, retries, now: () => Date.parse(now()), log };
  /** By lane; only the first of each is ever tried. */
  const lanes = new Map<string, Waiting[]>();

  /** Tries the first of each lane that is due. True when there was one. */
  async function runWaiting(): Promise<boolean> {
    let found = false;
    for (const [lane, [first, ...rest]] of [...lanes]) {
      if (!first || first.at > now()) continue;
      found = true;
      const attempted = await attemptEntry(first.entry, first.number, attempting);
      if (attempted.is === 'again') {
        const number = attempted.counts ? first.number + 1 : first.number;
        lanes.set(lane, [{ entry: first.entry, number, at: attempted.at }, ...rest]);
      } else if (rest.length > 0) lanes.set(lane, rest);
      else lanes.delete(lane);
    }
    return found;
  }

  async function takeOne(): Promise<boolean> {
    const taken = await outbox.take(1, async ([each]) => {
      if (!each) return;
      const entry = entryToDo(each);
      const lane = `${entry.record} ${laneOf(entry).name}`;
      lanes.set(lane, [...(lanes.get(lane) ?? []), { entry, number: 1, at: '' }]);
    });
    return taken > 0;
  }

  return {
    async run() {
      while ((await runWaiting()) || (await takeOne()));
    },
    next() {
      const [earliest] = [...lanes.values()].flatMap(([first]) => first?.at ?? []).sort();
      return earliest;
    },
  };
}
