import { SYSTEM } from '@dealwright/access';
import { ENTITY, type Entity, type RecordValues } from '@dealwright/entities';
import { fieldIsOneOf } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { type Instances, timersOf } from '@dealwright/processes';
import { allVersionsOf } from '../processes-of.ts';
import { selectPaths } from '../read/select-paths.ts';
import type { Writing } from './draft.ts';

/**
 * What the processes of a record wait for, and those of its parts, which will be deleted with it. Ask before deleting;
 * what is answered takes it back: nobody is woken for them any more, and what they asked of people is recalled.
 */
export async function endingOf(
  { session, context }: Writing,
  entity: Entity,
  record: RecordValues,
): Promise<() => Promise<unknown>> {
  const all = [record.instances, ...(await instancesOfParts(session, context.model, entity, [String(record.id)]))];
  const instances = all.flatMap((each) => (each ? [each as unknown as Instances] : []));
  const timers = instances.flatMap((each) => timersOf(each).map(({ id }) => id));
  const tasks = instances.flatMap(openTasks);
  const by = context.actor.id === SYSTEM.id ? null : context.actor.id;
  const recalled = { status: 'recalled', answeredAt: context.now, updatedAt: context.now, updatedBy: by };
  return () =>
    Promise.all([
      ...(timers.length > 0 ? [session.removeTimers(timers)] : []),
      ...(tasks.length > 0 ? [session.set(context.model.get(ENTITY, 'Task'), tasks, recalled)] : []),
    ]);
}

/** Of the parts at every depth whose entities have processes. */
async function instancesOfParts(
  session: Writing['session'],
  model: Model,
  entity: Entity,
  ids: readonly string[],
): Promise<RecordValues[string][]> {
  const found: RecordValues[string][] = [];
  for (const part of partsWithProcesses(model, entity)) {
    const { parent } = part;
    if (!parent || part === entity) continue;
    const query = {
      entity: part,
      select: selectPaths(part, [['id'], ['instances']]),
      where: fieldIsOneOf(parent.name, ids),
      ...{ orderBy: [], page: { all: true }, count: false, cursors: false },
    };
    const { rows } = await session.list(query, {});
    if (rows.length === 0) continue;
    found.push(...rows.map((row) => (row as RecordValues).instances ?? null));
    const inside = rows.map((row) => String(row.id));
    found.push(...(await instancesOfParts(session, model, part, inside)));
  }
  return found;
}

const known = new WeakMap<Model, Map<Entity, readonly Entity[]>>();

/** The entities that are parts of this one, and have processes, or parts that have. */
function partsWithProcesses(model: Model, entity: Entity): readonly Entity[] {
  const ofModel = known.get(model) ?? new Map<Entity, readonly Entity[]>();
  known.set(model, ofModel);
  const found = ofModel.get(entity);
  if (found) return found;
  // A part of itself is looked at once.
  ofModel.set(entity, []);
  const parts = [...model.all(ENTITY).values()].filter((each) => each.parent?.reference?.entity === entity);
  const made = parts.filter(
    (each) => allVersionsOf(model, each).length > 0 || partsWithProcesses(model, each).length > 0,
  );
  ofModel.set(entity, made);
  return made;
}

/** The ids of the Tasks that wait for an answer. */
function openTasks(instances: Instances): readonly string[] {
  const asks = Object.values(instances).flatMap((each) => Object.values(each.asks));
  return asks.filter(({ result }) => result === undefined).map(({ task }) => task);
}
