import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Answer } from '../decision.ts';
import { LazyAnswer } from './answer.ts';

type Path = readonly string[];

/**
 * What a decision read of the facts that it was asked with: enough to ask it again. Empty for an answer that was not made
 * in this process, such as one that was stored.
 */
export function factsRead(answer: Answer): JsonObject {
  return answer instanceof LazyAnswer ? answer.facts() : {};
}

/** The parts of an object at these paths; of a list, those of each element. */
export function pick(from: JsonObject, paths: readonly Path[]): JsonObject {
  const byName = Map.groupBy(paths, ([first]) => first ?? '');
  const picked = [...byName].flatMap(([name, all]): [string, Json][] => {
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    if (value === undefined) return [];
    const deeper = all.map(([, ...rest]) => rest);
    return [[name, deeper.some((rest) => rest.length === 0) ? value : pickWithin(value, deeper)]];
  });
  return Object.fromEntries(picked);
}

function pickWithin(value: Json, paths: readonly Path[]): Json {
  if (Array.isArray(value)) return value.map((each) => pickWithin(each, paths));
  return isJsonObject(value) ? pick(value, paths) : value;
}
