import { SYSTEM } from '@dealwright/access';
import { say, type Text } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { OpenedTask, PerformedEffect, SettledTask } from '@dealwright/processes';
import type { JsonObject } from '@dealwright/values';
import type { Draft, Writing } from './draft.ts';

/** What the record's processes asked of people, and what became of what they had asked: their Tasks, in the same transaction. */
export async function storeTasks(writing: Writing, draft: Draft): Promise<void> {
  const { session, context } = writing;
  const steps = draft.effects.filter((each) => each.is === 'ask' || each.is === 'settle');
  if (steps.length === 0) return;
  const entity = context.model.get(ENTITY, 'Task');
  for (const step of steps) {
    if (step.is === 'ask') await session.insert(entity, opened(writing, draft, step));
    else await session.set(entity, [step.task], { ...stored(step.values), ...touched(writing) });
  }
}

function opened(writing: Writing, draft: Draft, { task, values }: PerformedEffect & { is: 'ask' }): JsonObject {
  const { label, ...others } = values;
  const { updatedAt, updatedBy } = touched(writing);
  return {
    ...stored(others),
    ...{ id: task, version: 1, createdAt: updatedAt, createdBy: updatedBy, updatedAt, updatedBy },
    ...labels(label),
    owner: draft.values.owner ?? null,
    entity: draft.entity.name,
    record: draft.id,
    subject: others.subject ?? numberOf(draft),
  };
}

/** What changes, as the Task holds it. The platform may answer, and is no User. */
function stored({ people, ...others }: Omit<Partial<OpenedTask>, 'label' | 'status'> | SettledTask): JsonObject {
  const kept = Object.entries({ ...others, ...(people && { people: people.join(',') }) });
  const known = kept.filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, value === SYSTEM.id ? null : value])) as JsonObject;
}

function touched({ context }: Writing) {
  return { updatedAt: context.now, updatedBy: context.actor.id === SYSTEM.id ? null : context.actor.id };
}

function labels(label: Text) {
  return { label: say(label, 'en'), labelRo: say(label, 'ro') };
}

/** What names a record without a title; a new one has its number by now. */
function numberOf({ values, number }: Draft): string | null {
  return typeof values.number === 'string' ? values.number : (number ?? null);
}
