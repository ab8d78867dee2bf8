import type { Actor } from '@dealwright/access';
import type { Entity } from '@dealwright/entities';
import type { Json, JsonObject } from '@dealwright/values';
import type { Process, Transition, Whom } from '../process.ts';
import type { Person } from '../request.ts';

/** The people of an example: the owner, one for each role that the process names, and the manager of each. */
export interface Cast {
  readonly people: readonly Person[];
  actor(name: string): Actor;
  /** The facts of an example as a record: where a person is meant, a role or `owner` may be written. */
  record(entity: Entity, given: JsonObject): JsonObject;
}

const OWNER = 'owner';

/** @param names people whom the example names beside those whom the process does */
export function castOf(process: Process, names: readonly string[]): Cast {
  const all = new Set([OWNER, ...rolesOf(process), ...names]);
  for (const name of [...all]) if (!name.startsWith('manager of ')) all.add(managerOf(name));
  const people = [...all].map(personOf);
  return {
    people,
    actor(name) {
      const { id, roles } = personOf(name);
      return { id, name, roles, team: undefined, system: false };
    },
    record(entity, given) {
      const record: Record<string, Json> = { owner: OWNER, createdBy: OWNER, ...given };
      for (const [name, value] of Object.entries(record)) {
        const isPerson = entity.fields.get(name)?.reference?.entity.name === 'User';
        if (isPerson && typeof value === 'string') record[name] = { id: value, name: value };
      }
      return record;
    },
  };
}

/** Everybody's id is their name, so that what goes wrong can be read. */
function personOf(name: string): Person {
  const isRole = name !== OWNER && !name.startsWith('manager of ');
  const manager = name.startsWith('manager of ') ? null : managerOf(name);
  return { id: name, name, roles: isRole ? [name] : [], active: true, manager, substitutes: [] };
}

function managerOf(name: string): string {
  return `manager of ${name}`;
}

function rolesOf({ allStates }: Process): readonly string[] {
  return [...allStates.values()].flatMap(({ on, asks }) => [
    ...[...on.values()].flatMap(({ whom }: Transition) => whom.flatMap(rolesIn)),
    ...[...asks.values()]
      .flatMap(({ whom, escalate }) => [...whom, ...(escalate ? [escalate.whom] : [])])
      .flatMap(rolesIn),
  ]);
}

function rolesIn(whom: Whom): readonly string[] {
  if (whom.is === 'manager') return rolesIn(whom.of);
  return whom.is === 'role' ? [whom.role] : [];
}
