import type { Text } from '@dealwright/diagnostics';
import { type Choices, ENTITY, type Entity, type Field } from '@dealwright/entities';
import type { KindOf, Model } from '@dealwright/metadata';
import type { Process } from '@dealwright/processes';
import { typeName } from './names.ts';

const PROCESS: KindOf<Process> = { name: 'process' };
/** Earlier definitions, by which instances still run: their events are possible too. */
const VERSION: KindOf<Process> = { name: 'process-version' };

/** The part of the Model that the generated API shows. */
export interface ApiContent {
  readonly entities: readonly Entity[];
  /** By the name of the entity they govern. */
  readonly processes: ReadonlyMap<string, readonly Process[]>;
  /** The events of an entity, those of earlier definitions too, with their labels; by the entity's name. */
  readonly events: ReadonlyMap<string, ReadonlyMap<string, Text>>;
  /** The GraphQL name of a choices list. */
  choicesType(choices: Choices): string;
  /** Only events change it: it is read, and in no input. */
  isState(entity: Entity, field: Field): boolean;
}

/** Internal entities are left out here, internal fields by {@link apiFields}: they appear nowhere in the API. */
export function contentOf(model: Model): ApiContent {
  const entities = [...model.all(ENTITY).values()].filter((entity) => !entity.internal);
  const processes = Map.groupBy(model.all(PROCESS).values(), (process) => process.of.name);
  const all = [...model.all(VERSION).values(), ...model.all(PROCESS).values()];
  const events = new Map(
    [...Map.groupBy(all, (process) => process.of.name)].map(([name, same]) => [
      name,
      new Map(same.flatMap((process) => [...process.events])),
    ]),
  );
  const taken = new Set(entities.map((entity) => entity.name));
  return {
    entities,
    processes,
    events,
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
