import type { Whom } from '../process.ts';
import type { Asking, Person } from '../request.ts';
import { idsAt } from './scope.ts';

/** The active people that an address means. */
export function resolve(whom: Whom, asking: Pick<Asking, 'people' | 'record' | 'actor'>): readonly Person[] {
  const { people = [], record, actor } = asking;
  const named = (ids: readonly string[]) => people.filter(({ id, active }) => active && ids.includes(id));
  switch (whom.is) {
    case 'role':
      return people.filter(({ active, roles }) => active && roles.some((role) => whom.roles.has(role)));
    case 'person':
      return named(idsAt(record, whom.path));
    case 'actor':
      return named([actor.id]);
    case 'manager':
      return named(managed(whom.of, asking).flatMap(({ manager }) => manager ?? []));
  }
}

/** Also those who have left: their manager is still there. */
function managed(whom: Whom, asking: Pick<Asking, 'people' | 'record' | 'actor'>): readonly Person[] {
  if (whom.is === 'role')
    return (asking.people ?? []).filter(({ roles }) => roles.some((role) => whom.roles.has(role)));
  if (whom.is !== 'person') return resolve(whom, asking);
  const ids = idsAt(asking.record, whom.path);
  return (asking.people ?? []).filter(({ id }) => ids.includes(id));
}

/** All of them, each once. */
export function resolveAll(
  whom: readonly Whom[],
  asking: Pick<Asking, 'people' | 'record' | 'actor'>,
): readonly Person[] {
  return [...new Set(whom.flatMap((each) => resolve(each, asking)))];
}

/** Their ids and those of the people who stand in for them today. */
export function withSubstitutes(people: readonly Person[]): readonly string[] {
  return [...new Set(people.flatMap(({ id, substitutes }) => [id, ...substitutes]))];
}
