import type { Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Process, processKind } from '@dealwright/processes';

const known = new WeakMap<Entity, readonly Process[]>();

/** The processes that govern fields of the entity. */
export function processesOf(model: Model, entity: Entity): readonly Process[] {
  const found = known.get(entity) ?? [...model.all(processKind).values()].filter((each) => each.of === entity);
  known.set(entity, found);
  return found;
}
