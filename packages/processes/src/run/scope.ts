import { meValue } from '@dealwright/access';
import type { Answer } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Process, Transition } from '../process.ts';
import type { Asking } from '../request.ts';

/** The names that a transition's expressions may use: the record, `input`, `me`, and the outcomes of its decisions. */
export function scopeOf(
  { decide }: Pick<Transition, 'decide'>,
  facts: JsonObject,
  { actor, environment }: Asking,
  input: JsonObject,
  answers: Answer[],
): JsonObject {
  const scope: Record<string, Json> = { ...facts, me: meValue(actor), input };
  for (const [alias, decision] of decide) {
    const answer = decision.decide(facts, environment);
    answers.push(answer);
    scope[alias] = answer.outcome;
  }
  return scope;
}

/** The record with the event's input. A reference that is loaded already as the record it now refers to stays loaded. */
export function withInput({ of }: Process, record: JsonObject, input: JsonObject): JsonObject {
  const facts: Record<string, Json> = { ...record };
  for (const [name, value] of Object.entries(input)) {
    const loaded = record[name];
    const isLoaded = isJsonObject(loaded) && loaded.id === value;
    if (of.fields.has(name) && !isLoaded) facts[name] = value;
  }
  return facts;
}

/** The value at a path of the record; through a list, all values. */
export function valuesAt(value: Json | undefined, path: readonly string[]): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  return isJsonObject(value) ? valuesAt(value[first], rest) : [];
}

/** The id of a reference, loaded or not. */
export function idOf(value: Json | undefined): string | undefined {
  const id = isJsonObject(value) ? value.id : value;
  return typeof id === 'string' ? id : undefined;
}

/**
 * The record as it is loaded, but with what it refers to as it is stored: the input of an event does not say who may fire
 * it. A reference that the input leads elsewhere is not loaded, so that no path goes on from it.
 */
export function asStored(record: JsonObject, before: JsonObject): JsonObject {
  const changed = Object.keys(record).filter((name) => idOf(record[name]) !== idOf(before[name]));
  if (changed.length === 0) return record;
  return { ...record, ...Object.fromEntries(changed.map((name) => [name, before[name] ?? null])) };
}

/** The ids that references at a path hold. */
export function idsAt(record: JsonObject, path: readonly string[]): readonly string[] {
  return [...new Set(valuesAt(record, path).flatMap((each) => idOf(each) ?? []))];
}
