import { SYSTEM } from '@dealwright/access';
import { Refusal } from '@dealwright/diagnostics';
import { ENTITY, type Entity, type RecordValues } from '@dealwright/entities';
import { NEVER } from '@dealwright/expressions';
import { type Instances, timersOf } from '@dealwright/processes';
import type { Saved } from '../change.ts';
import type { HistoryEntry } from '../record-store.ts';
import type { Writing } from './draft.ts';
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
    ...endProcesses(writing, before),
  ]);
  return { id, version, problems: [] };
}

function endProcesses({ session, context }: Writing, { instances }: RecordValues): readonly Promise<void>[] {
  if (!instances) return [];
  const all = instances as unknown as Instances;
  const timers = timersOf(all).map(({ id }) => id);
  const tasks = openTasks(all);
  const by = context.actor.id === SYSTEM.id ? null : context.actor.id;
  const recalled = { status: 'recalled', answeredAt: context.now, updatedAt: context.now, updatedBy: by };
  return [
    ...(timers.length > 0 ? [session.removeTimers(timers)] : []),
    ...(tasks.length > 0 ? [session.set(context.model.get(ENTITY, 'Task'), tasks, recalled)] : []),
  ];
}

/** The ids of the Tasks that wait for an answer. */
function openTasks(instances: Instances): readonly string[] {
  const asks = Object.values(instances).flatMap((each) => Object.values(each.asks));
  return asks.filter(({ result }) => result === undefined).map(({ task }) => task);
}

function deleted({ context }: Writing, entity: Entity, id: string, version: number): HistoryEntry {
  return {
    ...{ entity: entity.name, record: id, version, at: context.now, by: context.actor.id },
    ...{ operation: 'delete', event: undefined, reason: undefined, changes: {} },
  };
}
