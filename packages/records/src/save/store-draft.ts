import { randomUUIDv7 } from 'node:crypto';
import { SYSTEM } from '@dealwright/access';
import type { Field } from '@dealwright/entities';
import type { Json, JsonObject } from '@dealwright/values';
import { sameValue } from '../same-value.ts';
import type { Draft, Writing } from './draft.ts';
import { yearIn } from './year-in.ts';

/** Writes the record, its history, what is promised for after the commit, and the decisions relied on. Returns the version. */
export async function storeDraft(writing: Writing, draft: Draft): Promise<number> {
  const { session, context } = writing;
  const { entity, before, id } = draft;
  const changed = changedFields(draft);
  if (before && Object.keys(changed).length === 0 && draft.operation === 'update') return Number(before.version);
  const version = before ? Number(before.version) + 1 : 1;
  const by = context.actor.id === SYSTEM.id ? null : context.actor.id;
  const kept = { version, updatedAt: context.now, updatedBy: by };
  if (before) await session.update(entity, id, { ...changed, ...kept }, Number(before.version));
  else {
    const number = entity.number && { number: await takeNumber(writing, draft) };
    await session.insert(entity, { ...draft.values, ...number, ...kept });
  }
  await addHistory(writing, draft, version, changed);
  await session.addToOutbox(outboxOf(writing, draft));
  await session.addDecisions(
    draft.answers.map((answer) => ({
      id: randomUUIDv7(),
      entity: entity.name,
      record: id,
      answer: JSON.parse(JSON.stringify(answer)) as JsonObject,
      modelHash: context.model.hash,
      at: context.now,
      by: context.actor.id,
    })),
  );
  return version;
}

/** A number that was taken is gone: who only asks gets none. */
async function takeNumber({ session, context, asking }: Writing, { entity, id }: Draft): Promise<string> {
  return asking ? id : session.nextNumber(entity, yearIn(context.zone, context.now));
}

function changedFields({ entity, before, values }: Draft): JsonObject {
  const changed: Record<string, Json> = {};
  for (const field of entity.fields.values()) {
    const value = values[field.name];
    if (value !== undefined && isStored(field) && !sameValue(field, value, before?.[field.name]))
      changed[field.name] = value;
  }
  return changed;
}

/** Roll-ups are kept by the database, formulas computed on read by nobody. */
function isStored(field: Field): boolean {
  return !field.rollup && (field.formula?.stored ?? true) && (!field.standard || field.name === 'owner');
}

async function addHistory(
  { session, context }: Writing,
  draft: Draft,
  version: number,
  changed: JsonObject,
): Promise<void> {
  const { entity, before, operation } = draft;
  const kept = Object.entries(changed).filter(
    ([name]) => entity.history.has(name) && entity.fields.get(name)?.internal !== true,
  );
  if (operation === 'update' && kept.length === 0) return;
  await session.addHistory([
    {
      entity: entity.name,
      record: draft.id,
      version,
      at: context.now,
      by: context.actor.id,
      operation,
      event: draft.event,
      reason: draft.reason,
      changes: Object.fromEntries(kept.map(([name, value]) => [name, [before?.[name] ?? null, value]])),
    },
  ]);
}

function outboxOf({ context }: Writing, { effects, entity, id, event }: Draft) {
  return effects.flatMap(({ is, ...data }) =>
    is === 'create'
      ? []
      : [
          {
            id: randomUUIDv7(),
            is,
            entity: entity.name,
            record: id,
            data: { ...data, by: context.actor.id, event: event ?? null } as JsonObject,
            requestId: context.requestId,
          },
        ],
  );
}
