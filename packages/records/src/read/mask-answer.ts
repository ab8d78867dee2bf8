import type { Access } from '@dealwright/access';
import type { Entity } from '@dealwright/entities';
import { isJsonObject, type JsonObject } from '@dealwright/values';
import { isReadable } from './guard.ts';

/** Are there fields of the entity that this person never sees? The platform's own, which nobody sees, do not count. */
export function hidesFields(access: Access, entity: Entity): boolean {
  return [...entity.fields.values()].some((field) => !field.internal && !isReadable(access, entity, field));
}

/**
 * The answer of a decision for those from whom fields are hidden, which it might tell: which rules matched, and why in
 * the words of the content; no values.
 */
export function maskAnswer(answer: JsonObject): JsonObject {
  const matched = Array.isArray(answer.matched) ? answer.matched.filter((each) => isJsonObject(each)) : [];
  return {
    ...answer,
    outcome: null,
    inputs: null,
    calls: [],
    unmatched: [],
    matched: matched.map((each) => ({ ...each, outcome: null, met: [] })),
  };
}
