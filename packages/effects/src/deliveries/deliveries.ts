import type { OutboxEntry } from '@dealwright/records';

/** How far an entry has come. */
export type Outcome =
  | { readonly is: 'delivered'; readonly attempts: number }
  | { readonly is: 'failed'; readonly attempts: number; readonly because: string; readonly nextAt: string }
  | { readonly is: 'given-up'; readonly attempts: number; readonly because: string }
  | { readonly is: 'not-sent'; readonly attempts: number; readonly because: string };

/** Where people see what became of what was promised. */
export interface Deliveries {
  tell(entry: OutboxEntry, outcome: Outcome): Promise<void>;
  /** True when it was delivered already: a worker that died after that must not do it again. */
  isDelivered(entry: OutboxEntry): Promise<boolean>;
}
