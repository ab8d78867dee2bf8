import type { ContextType, FeelType, Member } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Actor } from './access.ts';

const TEXT: FeelType = { kind: 'string' };

/** How FEEL sees the asking person: `me.id`, `me.team` (both ids), `me.roles`. In a query they are parameters of these names. */
export const meType: ContextType = contextOf({
  id: TEXT,
  team: TEXT,
  roles: { kind: 'list', of: TEXT },
});

/** The asking person as a value for `me` in the scope of an expression. */
export function meValue(actor: Actor): JsonObject {
  return { id: actor.id, team: actor.team ?? null, roles: actor.roles };
}

function contextOf(types: Readonly<Record<string, FeelType>>): ContextType {
  const members = new Map<string, Member>(
    Object.entries(types).map(([name, type]) => {
      const term = { is: 'parameter', name: `me.${name}`, type } as const;
      return [name, { type, source: { is: 'term', term: () => term } }];
    }),
  );
  return { kind: 'context', name: 'me', member: (name) => members.get(name), names: () => [...members.keys()] };
}
