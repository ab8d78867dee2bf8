import { type Choices, ENTITY, type Entity, type Field } from '@dealwright/entities';
import type { KindOf, Model } from '@dealwright/metadata';
import type { Process } from '@dealwright/processes';
import { typeName } from './names.ts';

const PROCESS: KindOf<Process> = { name: 'process' };

/** The part of the Model that the generated API shows. */
export interface ApiContent {
  readonly entities: readonly Entity[];
  /** By the name of the entity they govern. */
  readonly processes: ReadonlyMap<string, readonly Process[]>;
  /** The GraphQL name of a choices list. */
  choicesType(choices: Choices): string;
  /** Only events change it: it is read, and in no input. */
  isState(entity: Entity, field: Field): boolean;
}

/** Internal entities are left out here, internal fields by {@link apiFields}: they appear nowhere in the API. */
export function contentOf(model: Model): ApiContent {
  const entities = [...model.all(ENTITY).values()].filter((entity) => !entity.internal);
  const processes = Map.groupBy(model.all(PROCESS).values(), (process) => process.of.name);
  const taken = new Set(entities.map((entity) => entity.name));
  return {
    entities,
    processes,
    choicesType(choices) {
      const name = typeName(choices.name);
      return taken.has(name) ? `${name}Choice` : name;
    },
    isState: (entity, field) => processes.get(entity.name)?.some((process) => process.field === field) ?? false,
  };
}

/** The fields of an entity that the API shows. */
export function apiFields(entity: Entity): readonly Field[] {
  return [...entity.fields.values()].filter((field) => {
    if (field.internal || field.reference?.entity.internal) return false;
    return field.name !== 'number' || !field.standard || entity.number !== undefined;
  });
}
