import type { OutboxEntry } from '@dealwright/records';

/**
 * Does what an entry promises. May be called again for the same entry (after a crash, or when it threw): `entry.id` stays
 * the same, so that the thing is done once. Throw to be called again later.
 */
export type Handler = (entry: OutboxEntry) => Promise<void>;

/** By the entry's `is`. */
export type Handlers = Readonly<Record<string, Handler>>;
