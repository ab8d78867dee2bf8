import type { Entity, Field, Inverse } from '@dealwright/entities';
import { apiFields } from '../api-content.ts';

/** Where a field of a record's type comes from. */
export type RecordField =
  | { readonly is: 'field'; readonly field: Field }
  | { readonly is: 'one'; readonly field: Field; readonly entity: Entity }
  | { readonly is: 'many'; readonly inverse: Inverse }
  /** Made by the API itself from the record's id or title. */
  | { readonly is: 'made'; readonly name: MadeField };

export type MadeField = (typeof MADE_FIELDS)[number];

/** A field of the entity with one of these names goes before. */
export const MADE_FIELDS = ['title', 'url', 'hidden', 'actions', 'processes', 'history'] as const;

const known = new WeakMap<Entity, ReadonlyMap<string, RecordField>>();

/** All fields of the entity's GraphQL type, by name. */
export function recordFields(entity: Entity): ReadonlyMap<string, RecordField> {
  const found = known.get(entity);
  if (found) return found;
  const fields = new Map<string, RecordField>();
  for (const field of apiFields(entity)) {
    const { reference } = field;
    fields.set(field.name, reference ? { is: 'one', field, entity: reference.entity } : { is: 'field', field });
  }
  for (const inverse of entity.inverses.values()) {
    if (!inverse.entity.internal && !inverse.field.internal) fields.set(inverse.name, { is: 'many', inverse });
  }
  for (const name of MADE_FIELDS) if (!fields.has(name)) fields.set(name, { is: 'made', name });
  known.set(entity, fields);
  return fields;
}
