import type { OutboxEntry } from '@dealwright/records';

/**
 * What an entry asks to be done: itself, or, of one that sends another again, that other one as it was promised first, marked
 * as sent again.
 */
export function entryToDo(entry: OutboxEntry): OutboxEntry {
  if (entry.is !== RESEND) return entry;
  const first = entry.data.entry as unknown as OutboxEntry;
  return { ...first, data: { ...first.data, resent: true } };
}

export const RESEND = 'resend';
