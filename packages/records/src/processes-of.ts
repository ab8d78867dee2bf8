import type { Entity } from '@dealwright/entities';
import type { KindOf, Model } from '@dealwright/metadata';
import type { Process } from '@dealwright/processes';

const PROCESS: KindOf<Process> = { name: 'process' };
const known = new WeakMap<Entity, readonly Process[]>();

/** The processes that govern fields of the entity. */
export function processesOf(model: Model, entity: Entity): readonly Process[] {
  const found = known.get(entity) ?? [...model.all(PROCESS).values()].filter((each) => each.of === entity);
  known.set(entity, found);
  return found;
}
