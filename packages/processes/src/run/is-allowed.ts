import { type Actor, EVERYONE } from '@dealwright/access';
import type { JsonObject } from '@dealwright/values';
import type { Transition, Whom } from '../process.ts';
import type { Person } from '../request.ts';
import { resolve } from './people.ts';
import { idsAt } from './scope.ts';

interface Asking {
  readonly actor: Actor;
  /** As it is stored, loaded along the paths: nobody becomes the owner by saying so in the input. */
  readonly record: JsonObject;
  readonly people?: readonly Person[] | undefined;
  readonly mayUpdate?: boolean | undefined;
}

/** True when the person may fire the event on the stored record: by a role, as a person whom the record names, or as the platform. */
export function isAllowed({ whom, roles, automatic }: Transition, asking: Asking): boolean {
  const { actor, mayUpdate = true } = asking;
  if (actor.system) return true;
  if (automatic) return false;
  if (whom.length === 0) return mayUpdate;
  if ([...actor.roles, EVERYONE].some((role) => roles.has(role))) return true;
  return whom.some((each) => each.is !== 'role' && isMeant(each, asking));
}

function isMeant(whom: Whom, { actor, record, people }: Asking): boolean {
  if (whom.is === 'person') return idsAt(record, whom.path).includes(actor.id);
  return resolve(whom, { actor, record, ...(people && { people }) }).some(({ id }) => id === actor.id);
}
