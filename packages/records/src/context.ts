import type { Actor } from '@dealwright/access';
import type { Model } from '@dealwright/metadata';

/** Everything that a request knows of the world. Handed in; nothing reads a global clock or user. */
export interface Context {
  readonly actor: Actor;
  /** ISO 8601 instant in UTC: the same through the whole request. */
  readonly now: string;
  readonly zone: string;
  readonly locale: string;
  readonly model: Model;
  readonly requestId: string;
  /**
   * `Idempotency-Key` of the request, already scoped by person and field position, of a thing that keeps its own answer
   * (see `onceOnly`); undefined when the caller gave none.
   */
  readonly idempotency?: { readonly key: string; readonly bodyHash: string };
}
