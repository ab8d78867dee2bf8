import { accessOf } from '@dealwright/access';
import type { Entity } from '@dealwright/entities';
import type { Context, RecordStore } from '@dealwright/records';

/** True when the actor may update this record, in the state in which it is now. */
export async function mayUpdate(store: RecordStore, context: Context, entity: Entity, id: string): Promise<boolean> {
  const { scope, parameters } = accessOf(context.model, context.actor);
  const within = scope('update', entity);
  if (within.is === 'constant') return within.value;
  return store.write(context, (session) => session.matches(entity, id, within, parameters));
}
