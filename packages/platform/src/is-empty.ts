import { ENTITY, type Entity } from '@dealwright/entities';
import type { Predicate } from '@dealwright/expressions';
import type { Context, RecordStore } from '@dealwright/records';

/** True when nobody can sign in yet: no User has a password. Users alone are what a crash at the first start may leave. */
export function isFresh(store: RecordStore, context: Context): Promise<boolean> {
  const password = { is: 'field', path: ['passwordHash'], type: { kind: 'string' } } as const;
  const hasPassword: Predicate = { is: 'not', of: { is: 'null', term: password } };
  return isEmpty(store, context, context.model.get(ENTITY, 'User'), hasPassword);
}

/** True when there is no record of the entity, or none of that kind, whoever may see it. */
export async function isEmpty(
  store: RecordStore,
  context: Context,
  entity: Entity,
  where?: Predicate,
): Promise<boolean> {
  const query = { entity, select: new Map(), orderBy: [], page: { first: 1 }, count: false, ...(where && { where }) };
  const { rows } = await store.read(context, (session) => session.list(query, {}));
  return rows.length === 0;
}
