import { SYSTEM } from '@dealwright/access';
import { type Problem, Refusal } from '@dealwright/diagnostics';
import type { Entity, RecordValues } from '@dealwright/entities';
import { ALWAYS, NEVER, type Predicate } from '@dealwright/expressions';
import type { Instances } from '@dealwright/processes';
import { isId, type JsonObject } from '@dealwright/values';
import { v7 as uuidv7 } from 'uuid';
import type { Change } from '../change.ts';
import { allVersionsOf } from '../processes-of.ts';
import { sameValue } from '../same-value.ts';
import type { Draft, Writing } from './draft.ts';
import { parseChange } from './parse-change.ts';
import { forbidden, notFound, taskClosed, versionConflict } from './refusals.ts';

type Saving = Exclude<Change, { is: 'upsert' } | { is: 'delete' }>;

/**
 * Second phase: the record as it stands, locked until the end, if the actor may have it; and the draft of its next state.
 * Undefined when the time has come, or something else happened, for a record that is gone: that is nobody's fault.
 */
export async function loadDraft(writing: Writing, entity: Entity, change: Saving): Promise<Draft | undefined> {
  const input = change.is === 'fire' ? change.input : 'values' in change ? change.values : {};
  const { values, extra, reason, problems } = parseChange(entity, input, {
    system: writing.context.actor.system,
    processes: allVersionsOf(writing.context.model, entity),
    event: change.is === 'fire' ? change.event : undefined,
  });
  const start = { entity, operation: change.is, given: values, extra, reason, answers: [], effects: [], moved: false };
  const to = entity.parent && values[entity.parent.name];
  const parents = isId(String(to)) ? [String(to)] : [];
  if (change.is === 'create') {
    await writing.session.lockParents(entity, undefined, parents);
    const id = uuidv7();
    const createdBy = writing.context.actor.id === SYSTEM.id ? null : writing.context.actor.id;
    const created = { id, createdAt: writing.context.now, createdBy };
    return {
      ...start,
      id,
      event: undefined,
      before: undefined,
      instances: {},
      values: { ...created, ...values },
      problems: [...problems],
    };
  }
  const before = await loadBefore(writing, entity, change, parents);
  if (!before) return undefined;
  if (change.is === 'update' && change.ifVersion !== undefined) {
    await refuseOldVersion(writing, entity, before, change.ifVersion);
  }
  const instances = (before.instances ?? {}) as unknown as Instances;
  if (change.is === 'fire' && change.task !== undefined) refuseClosedTask(instances, change.task);
  return {
    ...start,
    event: change.is === 'fire' ? change.event : undefined,
    id: change.id,
    ...{ before, instances },
    values: { ...before, ...values },
    problems: problems.filter((each) => !standsAlready(each, entity, input, before)),
  };
}

function loadBefore(
  writing: Writing,
  entity: Entity,
  { is, id }: Exclude<Saving, { is: 'create' }>,
  parents: readonly string[],
): Promise<RecordValues | undefined> {
  if (is === 'update') return loadFor('update', writing, entity, id, parents);
  if (is === 'fire') return loadToFire(writing, entity, id, parents);
  if (!writing.context.actor.system) throw new Error('Only the platform lets the time come.');
  return loadWithin(ALWAYS, writing, entity, id, parents);
}

/** Several rounds of a state may ask the same: an answer to an earlier one is none to the present one. */
function refuseClosedTask(instances: Instances, task: string): void {
  const isOpen = Object.values(instances).some(({ asks = {} }) =>
    Object.values(asks).some((ask) => ask.task === task && ask.result === undefined),
  );
  if (!isOpen) throw new Refusal([taskClosed()]);
}

/**
 * The record, locked, when the actor may update (delete) it; else refuses: as not found when the actor may not even read it.
 * @param parents to which it is to move
 */
export async function loadFor(
  operation: 'update' | 'delete',
  writing: Writing,
  entity: Entity,
  id: string,
  parents: readonly string[] = [],
): Promise<RecordValues> {
  if (!isId(id)) throw new Refusal([notFound(entity)]);
  const found = await loadWithin(writing.access.scope(operation, entity), writing, entity, id, parents);
  if (found) return found;
  throw new Refusal([(await mayRead(writing, entity, id)) ? forbidden(operation, entity) : notFound(entity)]);
}

/** Events are fired by whom their transition names: here one needs only to see the record. */
async function loadToFire(
  writing: Writing,
  entity: Entity,
  id: string,
  parents: readonly string[],
): Promise<RecordValues> {
  const scope = writing.access.scope('read', entity);
  const found = isId(id) ? await loadWithin(scope, writing, entity, id, parents) : undefined;
  if (!found) throw new Refusal([notFound(entity)]);
  return found;
}

/**
 * Locked: first the parents, whose state says what may be done with their parts and must not change meanwhile; then the
 * record, in a statement that sees what others have left. Everybody locks in this order.
 */
async function loadWithin(
  scope: Predicate,
  { session, parameters }: Writing,
  entity: Entity,
  id: string,
  parents: readonly string[],
): Promise<RecordValues | undefined> {
  if (scope === NEVER) return undefined;
  for (;;) {
    const locked = await session.lockParents(entity, id, parents);
    const found = await session.load(entity, id, scope, parameters);
    const parent = (entity.parent && found?.[entity.parent.name]) ?? null;
    // Somebody may have moved it to another parent between the two.
    if (parent === null || locked.includes(String(parent))) return found;
  }
}

/** With full sight of the data, but only as far as the actor's scope: does the record exist for this person? */
export async function mayRead(
  { session, access, parameters }: Pick<Writing, 'session' | 'access' | 'parameters'>,
  entity: Entity,
  id: string,
): Promise<boolean> {
  const scope = access.scope('read', entity);
  return scope !== NEVER && session.matches(entity, id, scope, parameters);
}

async function refuseOldVersion(
  { session }: Writing,
  entity: Entity,
  before: RecordValues,
  ifVersion: number,
): Promise<void> {
  if (before.version === ifVersion) return;
  const { updatedBy } = await session.reach(entity, before, [['updatedBy', 'name']]);
  const name = (updatedBy as JsonObject | null | undefined)?.name;
  const who = typeof name === 'string' ? name : 'System';
  throw new Refusal([versionConflict(who, String(before.updatedAt), Number(before.version))]);
}

/** A choice that was retired meanwhile may be sent again with the record on which it stands. */
function standsAlready(found: Problem, entity: Entity, input: JsonObject, before: RecordValues): boolean {
  const field = entity.fields.get(String(found.path?.[1]));
  return (
    found.code === 'RETIRED_CHOICE' && field !== undefined && sameValue(field, input[field.name], before[field.name])
  );
}
