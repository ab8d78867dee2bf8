import { ENTITY } from '@dealwright/entities';
import type { Context, RecordStore } from '@dealwright/records';

/** True when nobody lives here yet: there is no User. */
export async function isEmpty(store: RecordStore, context: Context): Promise<boolean> {
  const entity = context.model.get(ENTITY, 'User');
  const page = await store.read(context, (session) =>
    session.list({ entity, select: new Map(), orderBy: [], page: { first: 1 }, count: false }, {}),
  );
  return page.rows.length === 0;
}
