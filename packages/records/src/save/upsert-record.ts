import { problem, Refusal } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Json } from '@dealwright/values';
import type { Change, Saved } from '../change.ts';
import { KeyTaken } from '../record-store.ts';
import type { Writing } from './draft.ts';
import { notAKey } from './refusals.ts';

type Upsert = Extract<Change, { is: 'upsert' }>;

/**
 * Changes the record with that key, or creates it. Two at the same time: the second finds the key taken when it inserts,
 * and changes the record of the first.
 * @param save the write path itself
 */
export async function upsertRecord(
  writing: Writing,
  entity: Entity,
  { by, values }: Upsert,
  save: (writing: Writing, entity: Entity, change: Change) => Promise<Saved>,
): Promise<Saved> {
  const { session } = writing;
  const value = parseKey(entity, by);
  const change = async (): Promise<Saved> => {
    const id = await session.findByKey(entity, by.field, value);
    if (id !== undefined) return save(writing, entity, { is: 'update', id, values });
    return session.savepoint(() => save(writing, entity, { is: 'create', values: { ...values, [by.field]: value } }));
  };
  try {
    return await change();
  } catch (error) {
    if (isTaken(error, by.field)) return change();
    throw error;
  }
}

/** Somebody was quicker: seen by the check before the insert, or by the insert itself. */
function isTaken(error: unknown, field: string): boolean {
  if (error instanceof KeyTaken) return error.field === field;
  return (
    error instanceof Refusal && error.problems.some(({ code, path }) => code === 'KEY_TAKEN' && path?.[1] === field)
  );
}

function parseKey(entity: Entity, by: Upsert['by']): Json {
  const field = entity.fields.get(by.field);
  if (!field?.key || field.readOnly || field.internal) throw new Refusal([notAKey(entity, by.field)]);
  const parsed = by.value === null ? { value: null } : field.type.parse(by.value, field.options);
  if ('flaw' in parsed)
    throw new Refusal([
      problem(parsed.flaw.code, parsed.flaw.message, { path: ['by', by.field], hint: parsed.flaw.hint }),
    ]);
  if (parsed.value === null) throw new Refusal([notAKey(entity, by.field)]);
  return parsed.value;
}
