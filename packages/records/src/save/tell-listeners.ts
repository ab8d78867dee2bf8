import type { Entity } from '@dealwright/entities';
import { v7 as uuidv7 } from 'uuid';
import { type Heard, LISTENERS, type Listener } from '../listener.ts';
import { readFacts } from '../read-records.ts';
import type { OutboxEntry } from '../record-store.ts';
import type { Writing } from './draft.ts';

/**
 * What is promised to those who want to hear of this, made of the record as it is stored now: call it after storing, or
 * before deleting. Asks the database only for entities that somebody listens to.
 */
export async function promisedToListeners(
  writing: Writing,
  entity: Entity,
  id: string,
  heard: Heard,
): Promise<readonly OutboxEntry[]> {
  const { context, session, asking, environment } = writing;
  const listeners = asking ? [] : listenersOf(writing, entity);
  if (listeners.length === 0) return [];
  const platform = { ...context, actor: { ...context.actor, system: true } };
  const paths = listeners.flatMap((each) => each.paths);
  const record = await readFacts(session, platform, entity, id, paths);
  return listeners.flatMap((each) => {
    const data = record && each.promise(heard, record, environment);
    const told = { is: LISTENERS.name, entity: entity.name, record: id, requestId: context.requestId };
    return data ? [{ ...told, id: uuidv7(), data }] : [];
  });
}

function listenersOf({ context }: Writing, entity: Entity): readonly Listener[] {
  return [...context.model.all(LISTENERS).values()].filter((each) => each.of === entity);
}
