import { ENTITY, type Entity, type Field } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { columnOf, sqlName, tableOf } from '../schema/names.ts';
import { type Referrers, referrersOf } from './delete-record.ts';
import { type Mapping, mapEntities } from './entity-manager.ts';
import type { ConstraintOwner } from './translate-error.ts';

/** What writing needs to know of one Model. A request keeps the Model that it began with, so each has its own. */
export interface Tables {
  readonly mapping: Mapping;
  readonly referrers: Referrers;
  readonly ownerOf: ConstraintOwner;
}

const known = new WeakMap<Model, Tables>();

/** Made when a Model is first written with (or applied), then kept as long as the Model is. */
export function tablesOf(model: Model): Tables {
  const found = known.get(model);
  if (found) return found;
  const entities = [...model.all(ENTITY).values()];
  const owners = ownersOf(entities);
  const tables = {
    mapping: mapEntities(entities),
    referrers: referrersOf(entities),
    ownerOf: (constraint: string) => owners.get(constraint),
  };
  known.set(model, tables);
  return tables;
}

function ownersOf(entities: readonly Entity[]): Map<string, { entity: Entity; field: Field }> {
  const owners = new Map<string, { entity: Entity; field: Field }>();
  for (const entity of entities) {
    for (const field of entity.fields.values()) {
      const name = `${tableOf(entity)}_${columnOf(field)}`;
      owners.set(`${tableOf(entity)}.${columnOf(field)}`, { entity, field });
      owners.set(sqlName(`${name}_key`), { entity, field });
      if (field.reference) owners.set(sqlName(`${name}_fkey`), { entity, field });
    }
  }
  return owners;
}
