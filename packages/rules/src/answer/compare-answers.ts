import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { canonical } from './hit-policy.ts';

/** One thing in which two answers differ. */
export interface AnswerDifference {
  /** `outcome.fee`, `inputs.items`, `matched`, `version`. */
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

/**
 * In what two answers to the same question differ, as data: the outcome, the rows or rules that matched, the inputs, what
 * went wrong, and the version. Times and texts of reasons do not count.
 */
export function compareAnswers(before: JsonObject, after: JsonObject): readonly AnswerDifference[] {
  return [
    ...differences('outcome', before.outcome ?? null, after.outcome ?? null),
    ...differences('matched', rulesOf(before), rulesOf(after)),
    ...differences('inputs', before.inputs ?? null, after.inputs ?? null),
    ...differences('problems', codesOf(before), codesOf(after)),
    ...differences('version', before.version ?? null, after.version ?? null),
  ];
}

function differences(path: string, before: Json, after: Json): readonly AnswerDifference[] {
  if (canonical(before) === canonical(after)) return [];
  if (!isJsonObject(before) || !isJsonObject(after)) return [{ path, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differences(`${path}.${name}`, before[name] ?? null, after[name] ?? null));
}

function rulesOf({ matched }: JsonObject): Json {
  return Array.isArray(matched) ? matched.map((each) => (isJsonObject(each) ? (each.rule ?? null) : null)) : [];
}

function codesOf({ problems }: JsonObject): Json {
  return Array.isArray(problems) ? problems.map((each) => (isJsonObject(each) ? (each.code ?? null) : null)) : [];
}
