import { SYSTEM } from '@dealwright/access';
import type { Model } from '@dealwright/metadata';
import type { Context } from '@dealwright/records';
import { organisation } from './organisation.ts';

/** Who the platform is when it works for itself: everything is allowed, and history says so. `now`: ISO 8601 in UTC. */
export function systemContext(model: Model, now: string, requestId: string): Context {
  return { actor: SYSTEM, now, model, requestId, ...organisation(model) };
}
