import type { OutboxEntry } from '@dealwright/records';

/** Which try it is: 1, 2, … of those that really asked somebody (see {@link TryLater.counts}). */
export interface Attempt {
  readonly number: number;
}

/**
 * Does what an entry promises. May be called again for the same entry (after a crash, when it threw, or when a person sends
 * it again): `entry.id` stays the same, so that the thing is done once. Throw to be called again later.
 */
export type Handler = (entry: OutboxEntry, attempt: Attempt) => Promise<void>;

/** By the entry's `is`. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Thrown by a handler that knows when to be called again; the entries behind it in its lane wait for it. */
export class TryLater extends Error {
  /** ISO instant. */
  readonly at: string;
  /** False when nobody was asked (a circuit breaker was open): then it is no attempt. */
  readonly counts: boolean;
  constructor({ at, because, counts }: { readonly at: string; readonly because: string; readonly counts: boolean }) {
    super(because);
    this.name = 'TryLater';
    this.at = at;
    this.counts = counts;
  }
}

/** Thrown when trying again would be of no use: it is told to people, and the lane goes on. */
export class GivenUp extends Error {
  constructor(because: string) {
    super(because);
    this.name = 'GivenUp';
  }
}

/** Thrown when there is nobody to send to here (no address configured): it waits until a person sends it again. */
export class NotSent extends Error {
  constructor(because: string) {
    super(because);
    this.name = 'NotSent';
  }
}
