import { Refusal } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import { NEVER } from '@dealwright/expressions';
import type { Saved } from '../change.ts';
import type { HistoryEntry } from '../record-store.ts';
import type { Writing } from './draft.ts';
import { endingOf } from './end-processes.ts';
import { loadFor } from './load-draft.ts';
import { inUse } from './refusals.ts';
import { promisedToListeners } from './tell-listeners.ts';
import { woken } from './wake-others.ts';

/**
 * Deletes the record and its parts; refused while others refer to it. History stays; nobody is woken for it any more, and
 * what it asked of people is recalled.
 */
export async function deleteRecord(writing: Writing, entity: Entity, id: string): Promise<Saved> {
  const { session, access } = writing;
  const before = await loadFor('delete', writing, entity, id);
  const end = await endingOf(writing, entity, before);
  const promised = await promisedToListeners(writing, entity, id, { is: 'deleted', event: undefined });
  const refusals = await session.delete(entity, id);
  if (refusals.length > 0) {
    throw new Refusal(
      inUse(refusals.map((each) => ({ ...each, isSeen: access.scope('read', each.entity) !== NEVER }))),
    );
  }
  const version = Number(before.version);
  await Promise.all([
    session.addHistory(entity.internal ? [] : [deleted(writing, entity, id, version)]),
    session.addToOutbox([...promised, ...woken(writing, entity, before, undefined)]),
    end(),
  ]);
  return { id, version, problems: [] };
}

function deleted({ context }: Writing, entity: Entity, id: string, version: number): HistoryEntry {
  return {
    ...{ entity: entity.name, record: id, version, at: context.now, by: context.actor.id },
    ...{ operation: 'delete', event: undefined, reason: undefined, changes: {} },
  };
}
