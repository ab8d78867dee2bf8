import type { Entity, Field } from '@dealwright/entities';
import type { Fired } from '@dealwright/processes';
import { isJsonObject, type Json } from '@dealwright/values';
import type { Writing } from './draft.ts';

/**
 * What a process `set`s may name a record by its key: `{ code: "NORTH" }` for a reference becomes the id of the record
 * whose `code` this is, found with full sight; null when there is none. Records that were loaded keep their `id`.
 */
export async function referByKey<F extends Fired | undefined>(
  { session }: Pick<Writing, 'session'>,
  entity: Entity,
  fired: F,
): Promise<F> {
  if (!fired || !('values' in fired)) return fired;
  const values: Record<string, Json> = { ...fired.values };
  for (const [name, value] of Object.entries(values)) {
    const key = keyIn(entity.fields.get(name), value);
    if (key) values[name] = (await session.findByKey(key.of, key.field.name, key.value)) ?? null;
  }
  return { ...fired, values };
}

interface Key {
  readonly of: Entity;
  readonly field: Field;
  readonly value: Json;
}

/** The key in the place of a reference; undefined for an id and for a record. */
function keyIn(field: Field | undefined, value: Json): Key | undefined {
  const of = field?.reference?.entity;
  if (!of || !isJsonObject(value) || 'id' in value) return undefined;
  const [named] = Object.entries(value);
  const key = named && of.fields.get(named[0]);
  if (!named || !key?.key) return undefined;
  const parsed = named[1] === null ? { flaw: true } : key.type.parse(named[1], key.options);
  return 'value' in parsed ? { of, field: key, value: parsed.value } : undefined;
}
