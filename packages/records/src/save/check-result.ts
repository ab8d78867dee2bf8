import { type Problem, problem } from '@dealwright/diagnostics';
import type { Entity, Field, Validation } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import { isId, type Json, type JsonObject, valueAt } from '@dealwright/values';
import { sameValue } from '../same-value.ts';
import type { Draft, Writing } from './draft.ts';
import { takeValues } from './field-value.ts';
import { mayRead } from './load-draft.ts';
import { keyTaken, required, unknownReference } from './refusals.ts';

/** Computes the stored formulas of the record, which may read each other in the order of the fields. Returns the facts with them. */
export function computeStored(draft: Draft, facts: JsonObject, environment: Environment): JsonObject {
  let known = facts;
  for (const { name, formula } of draft.entity.fields.values()) {
    if (!formula?.stored) continue;
    takeValues(draft, { [name]: formula.expression.evaluate(known, environment).value });
    known = { ...known, [name]: draft.values[name] ?? null };
  }
  return known;
}

/** What must be true of every stored record: nothing required is missing, the validations hold. All of them at once. */
export function checkResult(draft: Draft, facts: JsonObject, environment: Environment): void {
  const { entity, values, problems } = draft;
  const flawed = new Set(problems.map((each) => each.path?.[1]));
  for (const field of entity.fields.values()) {
    const mustBe = field.required || field === entity.parent;
    if (mustBe && isMissing(values[field.name]) && !flawed.has(field.name)) problems.push(required(field));
  }
  for (const each of entity.validations) {
    if (!holds(each, facts, environment)) problems.push(broken(each));
  }
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** What cannot be said because a value is missing is no fault; that a value must be there, `required` says. */
function holds({ when, check }: Validation, facts: JsonObject, environment: Environment): boolean {
  if (when && !when.holds(facts, environment)) return true;
  const { value } = check.evaluate(facts, environment);
  if (value === null) return check.paths.some((path) => isMissing(valueAt(facts, path)));
  return value === true;
}

/** The id of the validation is the code, so that a program can tell one from another: `AMOUNT_IS_POSITIVE`. */
function broken({ id, field, message }: Validation): Problem {
  const code = id
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toUpperCase();
  return problem(code, message, { path: field === undefined ? ['input'] : ['input', field] });
}

/** References lead to records that the actor may see; keys are not taken. Only of what came in and changed. */
export async function checkAgainstOthers(writing: Writing, draft: Draft): Promise<void> {
  const { entity, before, given, problems } = draft;
  for (const field of entity.fields.values()) {
    const value = draft.values[field.name] ?? null;
    if (value === null || sameValue(field, value, before?.[field.name])) continue;
    const target = field.name in given ? field.reference?.entity : undefined;
    if (target && !(isId(String(value)) && (await mayRead(writing, target, String(value))))) {
      problems.push(unknownReference(field, target));
    }
    if (field.key && !field.standard && (await isTaken(writing, entity, field, value, draft.id))) {
      problems.push(keyTaken(entity, field));
    }
  }
}

async function isTaken({ session }: Writing, entity: Entity, field: Field, value: Json, id: string): Promise<boolean> {
  const found = await session.findByKey(entity, field.name, value);
  return found !== undefined && found !== id;
}
