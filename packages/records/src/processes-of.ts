import type { Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Instances, type Process, processKind, processVersionKind } from '@dealwright/processes';

/**
 * The processes that govern a record, each by the definition that its instance began by: while that is kept, else by the
 * one of now, to which the instance then moves.
 */
export function processesFor(model: Model, entity: Entity, instances: Instances): readonly Process[] {
  const now = processesOf(model, entity);
  const versions = model.all(processVersionKind);
  if (versions.size === 0) return now;
  const gone = Object.keys(instances).filter((name) => !now.some((each) => each.name === name));
  const ended = gone.flatMap((name) => versions.get(instances[name]?.definition ?? '') ?? []);
  return [...now.map((each) => versions.get(instances[each.name]?.definition ?? '') ?? each), ...ended];
}

const known = new WeakMap<Entity, readonly Process[]>();
const knownVersions = new WeakMap<Entity, readonly Process[]>();

/** The processes that govern fields of the entity, as the content of now says them. */
function processesOf(model: Model, entity: Entity): readonly Process[] {
  const found = known.get(entity) ?? [...model.all(processKind).values()].filter((each) => each.of === entity);
  known.set(entity, found);
  return found;
}

/** The same, and the earlier definitions by which instances still run: what any of them reads, must be loaded. */
export function allVersionsOf(model: Model, entity: Entity): readonly Process[] {
  const found = knownVersions.get(entity) ?? [
    ...processesOf(model, entity),
    ...[...model.all(processVersionKind).values()].filter((each) => each.of === entity),
  ];
  knownVersions.set(entity, found);
  return found;
}
