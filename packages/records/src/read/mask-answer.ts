import type { Access } from '@dealwright/access';
import type { Entity } from '@dealwright/entities';
import { isJsonObject, type JsonObject } from '@dealwright/values';
import { isInverseReadable, isReadable } from './guard.ts';

/** Are there fields of the entity that this person never sees? The platform's own, which nobody sees, do not count. */
export function hidesFields(access: Access, entity: Entity): boolean {
  return [...entity.fields.values()].some((field) => !field.internal && !isReadable(access, entity, field));
}

/** Does this path over records lead through or to a field that this person never sees? */
export function hidesPath(access: Access, entity: Entity, [name, ...rest]: readonly string[]): boolean {
  const field = name === undefined ? undefined : entity.fields.get(name);
  if (field) {
    if (!isReadable(access, entity, field)) return true;
    return field.reference !== undefined && hidesPath(access, field.reference.entity, rest);
  }
  const inverse = name === undefined ? undefined : entity.inverses.get(name);
  return inverse !== undefined && (!isInverseReadable(access, inverse) || hidesPath(access, inverse.entity, rest));
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
