import type { OutboxEntry } from '@dealwright/records';
import type { Deliveries, Outcome } from './deliveries/deliveries.ts';
import { GivenUp, type Handlers, NotSent, TryLater } from './handler.ts';

/** How often something is tried, and how long it rests between: twice as long each time, up to `most`. */
export interface Retries {
  readonly times: number;
  /** Seconds. */
  readonly first: number;
  /** Seconds. */
  readonly most: number;
}

/** About a day. */
export const USUAL_RETRIES: Retries = { times: 100, first: 1, most: 900 };

/** An entry is done; or it is to be tried again at an instant, which counts as an attempt or not. */
export type Attempted =
  | { readonly is: 'done' }
  | { readonly is: 'again'; readonly at: string; readonly counts: boolean };

interface Attempting {
  readonly handlers: Handlers;
  readonly deliveries: Deliveries | undefined;
  readonly retries: Retries;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/**
 * Tries to do one entry, and tells what became of it. Throws only when it could not be told: then nothing is known, and it
 * is tried again.
 * @param number 1 for the first attempt
 */
export async function attemptEntry(entry: OutboxEntry, number: number, attempting: Attempting): Promise<Attempted> {
  const { deliveries, log } = attempting;
  const outcome = await outcomeOf(entry, number, attempting);
  if (outcome.is === 'failed' || outcome.is === 'given-up') {
    const then = outcome.is === 'failed' ? 'it is tried again' : 'it is given up';
    log(`effects: ${entry.is} of ${entry.entity} ${entry.record} failed: ${outcome.because}; ${then}`);
  }
  await deliveries?.tell(entry, outcome);
  if (outcome.is !== 'failed') return { is: 'done' };
  return { is: 'again', at: outcome.nextAt, counts: outcome.attempts === number };
}

async function outcomeOf(entry: OutboxEntry, number: number, attempting: Attempting): Promise<Outcome> {
  const { handlers, deliveries, retries } = attempting;
  // Its workers died so often that it may be what kills them.
  if (number > retries.times + 1) return { is: 'given-up', attempts: number, because: 'It never came to an end.' };
  try {
    if (number > 1 && (await deliveries?.isDelivered(entry))) return { is: 'delivered', attempts: number };
    const handler = handlers[entry.is];
    if (!handler) throw new Error(`nobody handles "${entry.is}"`);
    await handler(entry, { number });
    return { is: 'delivered', attempts: number };
  } catch (error) {
    return failureOf(error, number, attempting);
  }
}

function failureOf(error: unknown, number: number, { retries, now }: Attempting): Outcome {
  const because = error instanceof Error ? error.message : String(error);
  if (error instanceof NotSent) return { is: 'not-sent', attempts: number, because };
  if (error instanceof TryLater) {
    const attempts = error.counts ? number : number - 1;
    return { is: 'failed', attempts, because, nextAt: error.at };
  }
  if (error instanceof GivenUp || number > retries.times) return { is: 'given-up', attempts: number, because };
  const rest = Math.min(retries.most, retries.first * 2 ** Math.min(30, number - 1));
  return { is: 'failed', attempts: number, because, nextAt: new Date(now() + rest * 1000).toISOString() };
}
