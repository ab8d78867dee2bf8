import { EVERYONE } from '@dealwright/access';
import { isJsonObject, type Json } from '@dealwright/values';
import type { Transition } from './process.ts';
import type { ActionsRequest } from './request.ts';

type Asking = Pick<ActionsRequest, 'actor' | 'record' | 'mayUpdate'>;

/** True when the person may fire the event on the stored record: by a role, as its owner (or another person whom a field names), or as the platform. */
export function isAllowed({ by, roles }: Transition, { actor, record, mayUpdate = true }: Asking): boolean {
  if (actor.system) return true;
  if (by.length === 0) return mayUpdate;
  if ([...actor.roles, EVERYONE].some((role) => roles.has(role))) return true;
  return by.some((name) => !roles.has(name) && idOf(record[name]) === actor.id);
}

function idOf(value: Json | undefined): Json | undefined {
  return isJsonObject(value) ? value.id : value;
}
