import type { OutboxEntry } from '@dealwright/records';

/** What an entry asks to be done: itself, or, of one that sends another again, that other one as it was promised first. */
export function entryToDo(entry: OutboxEntry): OutboxEntry {
  return entry.is === RESEND ? (entry.data.entry as unknown as OutboxEntry) : entry;
}

export const RESEND = 'resend';
