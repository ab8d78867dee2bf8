import type { Actor } from '@dealwright/access';

/** Who sends a request, and what the transport knows of it. The API adds its own Model to make a Context of it. */
export interface Caller {
  /** Undefined when nobody is signed in. */
  readonly actor: Actor | undefined;
  /** ISO 8601 instant in UTC. */
  readonly now: string;
  readonly zone: string;
  readonly locale: string;
  readonly requestId: string;
  readonly idempotencyKey?: string | undefined;
  /** Where the request came from, for rate limits. */
  readonly address?: string | undefined;
  /** The bearer token that it carries. */
  readonly token?: string | undefined;
}
