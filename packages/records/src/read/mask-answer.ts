import type { Access } from '@dealwright/access';
import type { Problem } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { KindOf, Model } from '@dealwright/metadata';
import { isJsonObject, type JsonObject } from '@dealwright/values';
import { isInverseReadable, isReadable } from './guard.ts';

/** What a decision reads, also of related records; one that is no longer in the content is judged by its record alone. */
const DECISION: KindOf<{ readonly paths: readonly (readonly string[])[] }> = { name: 'decision' };

/** May this person see all that a decision about a record of this entity read? */
export function seesAnswer(access: Access, model: Model, entity: Entity, decision: string): boolean {
  if (hidesFields(access, entity)) return false;
  const paths = model.find(DECISION, decision)?.paths ?? [];
  return !paths.some((path) => hidesPath(access, entity, path));
}

/**
 * Does what a decision was asked about hold anything that this person never sees? The content may read something else by
 * now; what was read then is kept.
 */
export function holdsHidden(access: Access, entity: Entity, facts: JsonObject): boolean {
  return Object.entries(facts).some(([name, value]) => {
    const field = entity.fields.get(name);
    const inverse = entity.inverses.get(name);
    if (field ? !isReadable(access, entity, field) : inverse && !isInverseReadable(access, inverse)) return true;
    const next = field?.reference?.entity ?? inverse?.entity;
    const parts = Array.isArray(value) ? value : [value];
    return next !== undefined && parts.some((each) => isJsonObject(each) && holdsHidden(access, next, each));
  });
}

/** A refusal without what the decision that refused read of hidden fields. */
export function maskProblem(access: Access, model: Model, entity: Entity, problem: Problem): Problem {
  const answer = problem.decision as JsonObject | undefined;
  if (answer === undefined || seesAnswer(access, model, entity, String(answer.decision))) return problem;
  const { decision, version, matched, problems, at } = answer;
  // As data: the reasons of an answer that was made just now are made when they are read.
  const told = JSON.parse(JSON.stringify({ decision, version, matched, problems, at })) as JsonObject;
  return { ...problem, decision: maskAnswer(told) };
}

/** Are there fields of the entity that this person never sees? The platform's own, which nobody sees, do not count. */
function hidesFields(access: Access, entity: Entity): boolean {
  return [...entity.fields.values()].some((field) => !field.internal && !isReadable(access, entity, field));
}

/** Does this path over records lead through or to a field that this person never sees? */
function hidesPath(access: Access, entity: Entity, [name, ...rest]: readonly string[]): boolean {
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
