import { problem } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Draft } from './draft.ts';

/** Takes values that expressions computed into the draft, each as its field keeps it; what a field cannot keep is a problem. */
export function takeValues(draft: Draft, computed: JsonObject): void {
  for (const [name, value] of Object.entries(computed)) {
    const field = draft.entity.fields.get(name);
    if (!field) continue;
    const plain = asInput(field, value);
    const parsed = plain === null ? { value: null } : field.type.parse(plain, field.options);
    if ('value' in parsed) draft.values = { ...draft.values, [name]: parsed.value };
    else {
      const { code, message, hint } = parsed.flaw;
      draft.problems.push(problem(code, message, { path: ['input', name], hint }));
    }
  }
}

/** What expressions computed, as input of another record: of records that were loaded, their ids. */
export function asInputs(entity: Entity, values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = entity.fields.get(name);
      return [name, field ? asInput(field, value) : value];
    }),
  );
}

function asInput(field: Field, value: Json): Json {
  return field.reference && isJsonObject(value) ? (value.id ?? null) : value;
}
