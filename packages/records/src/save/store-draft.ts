import { SYSTEM } from '@dealwright/access';
import type { Field } from '@dealwright/entities';
import type { PerformedEffect } from '@dealwright/processes';
import { factsRead, writeAnswer } from '@dealwright/rules';
import type { Json, JsonObject } from '@dealwright/values';
import { v7 as uuidv7 } from 'uuid';
import { yearIn } from '../day-in.ts';
import type { DecisionEntry, HistoryEntry, OutboxEntry } from '../record-store.ts';
import { sameValue } from '../same-value.ts';
import type { Draft, Writing } from './draft.ts';
import { storeTimers } from './store-timers.ts';
import { wakingOf } from './wake-others.ts';

/** Writes the record; a new one takes its number here, last of all. Returns the version. */
export async function storeDraft(writing: Writing, draft: Draft): Promise<number> {
  const { session, context } = writing;
  const { entity, before, id } = draft;
  const by = context.actor.id === SYSTEM.id ? null : context.actor.id;
  const kept = { updatedAt: context.now, updatedBy: by };
  if (before) {
    const changed = { ...changedFields(draft), ...changedInstances(draft) };
    const version = Number(before.version);
    if (Object.keys(changed).length === 0 && draft.operation !== 'fire') return version;
    await session.update(entity, id, { ...changed, ...kept }, version);
    return version + 1;
  }
  if (entity.number) draft.number = await takeNumber(writing, draft);
  const number = draft.number !== undefined && { number: draft.number };
  await session.insert(entity, { ...draft.values, ...number, ...kept, ...changedInstances(draft), version: 1 });
  return 1;
}

/** What stays of the change beside the record: history, what is promised for after the commit, the decisions relied on. */
export async function storeTraces(writing: Writing, draft: Draft, version: number): Promise<void> {
  const { session } = writing;
  await Promise.all([
    session.addHistory(historyOf(writing, draft, version)),
    session.addToOutbox([...outboxOf(writing, draft), ...wakingOf(writing, draft)]),
    session.addDecisions(answersOf(writing, draft, false)),
    ...storeTimers(writing, draft),
  ]);
}

/** The answers that a change relied on, with what they were asked about, so that they can be asked again. */
export function answersOf({ context }: Writing, draft: Draft, refused: boolean): readonly DecisionEntry[] {
  const { model, now: at, zone, actor } = context;
  return draft.answers.map((answer) => ({
    id: uuidv7(),
    entity: draft.entity.name,
    record: draft.id,
    answer: JSON.parse(writeAnswer(answer)) as JsonObject,
    facts: factsRead(answer),
    zone,
    refused,
    modelHash: model.hash,
    at,
    by: actor.id,
  }));
}

/** A number that was taken is gone: who only asks gets none. */
async function takeNumber({ session, context, asking }: Writing, { entity, id }: Draft): Promise<string> {
  return asking ? id : session.nextNumber(entity, yearIn(context.zone, context.now));
}

/** Where the record stands in its processes, if it moved on. */
function changedInstances({ before, instances }: Draft): JsonObject {
  const stored = before?.instances ?? null;
  const next = Object.keys(instances).length > 0 ? (instances as unknown as JsonObject) : null;
  return next === stored ? {} : { instances: next };
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

function historyOf({ context }: Writing, draft: Draft, version: number): readonly HistoryEntry[] {
  const { entity, before, operation } = draft;
  const kept = Object.entries(changedFields(draft)).filter(
    ([name]) => entity.history.has(name) && entity.fields.get(name)?.internal !== true,
  );
  if (entity.internal || (!TOLD_ALWAYS.has(operation) && kept.length === 0)) return [];
  return [
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
  ];
}

/** What somebody did is history also when it changed no field that is kept. */
const TOLD_ALWAYS: ReadonlySet<HistoryEntry['operation']> = new Set(['create', 'fire']);

/** Effects that are done in the transaction itself. */
const AT_ONCE: ReadonlySet<PerformedEffect['is']> = new Set(['create', 'start', 'ask', 'settle']);

/** In the order in which they were promised: their ids are ordered, too. */
function outboxOf({ context }: Writing, { effects, entity, id, event }: Draft): readonly OutboxEntry[] {
  const promised = effects.filter((each) => !AT_ONCE.has(each.is));
  const ids = promised.map(() => uuidv7()).sort();
  return promised.map(({ is, ...data }, index) => ({
    id: ids[index] ?? uuidv7(),
    is,
    entity: entity.name,
    record: id,
    // What the effect says itself goes before (`fire` names the event of the other record); what is undefined is left out.
    data: { by: context.actor.id, event: event ?? null, ...data } as unknown as JsonObject,
    requestId: context.requestId,
  }));
}
