import type { Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Instances, type Process, processKind } from '@dealwright/processes';

const known = new WeakMap<Entity, readonly Process[]>();

/** The processes that govern a record, each by the definition that its instance lives by. */
export function processesFor(model: Model, entity: Entity, _instances: Instances): readonly Process[] {
  return processesOf(model, entity);
}

/** The processes that govern fields of the entity. */
export function processesOf(model: Model, entity: Entity): readonly Process[] {
  const found = known.get(entity) ?? [...model.all(processKind).values()].filter((each) => each.of === entity);
  known.set(entity, found);
  return found;
}
