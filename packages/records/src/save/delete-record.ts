import { Refusal } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import { NEVER } from '@dealwright/expressions';
import type { Saved } from '../change.ts';
import type { Writing } from './draft.ts';
import { loadFor } from './load-draft.ts';
import { inUse } from './refusals.ts';
import { promisedToListeners } from './tell-listeners.ts';

/** Deletes the record and its parts; refused while others refer to it. History stays. */
export async function deleteRecord(writing: Writing, entity: Entity, id: string): Promise<Saved> {
  const { session, access, context } = writing;
  const before = await loadFor('delete', writing, entity, id);
  const promised = await promisedToListeners(writing, entity, id, { is: 'deleted', event: undefined });
  const refusals = await session.delete(entity, id);
  if (refusals.length > 0) {
    throw new Refusal(
      inUse(refusals.map((each) => ({ ...each, isSeen: access.scope('read', each.entity) !== NEVER }))),
    );
  }
  await session.addToOutbox(promised);
  const version = Number(before.version);
  if (entity.internal) return { id, version, problems: [] };
  await session.addHistory([
    {
      entity: entity.name,
      record: id,
      version,
      at: context.now,
      by: context.actor.id,
      operation: 'delete',
      event: undefined,
      reason: undefined,
      changes: {},
    },
  ]);
  return { id, version, problems: [] };
}
