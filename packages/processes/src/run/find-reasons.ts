import type { Problem } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import type { Answer } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { NeededField, NeededFile, Transition } from '../process.ts';
import { decisionRefuses, fieldMissing, fileMissing, guardRefuses } from './refusals.ts';

/** The fields that the transition needs as the record stands, whether they have a value or not. */
export function neededFields(
  { needs }: Transition,
  scope: JsonObject,
  environment: Environment,
): readonly NeededField[] {
  return needs.fields.filter(({ when }) => when === undefined || when.holds(scope, environment));
}

/** A problem for every needed field without a value. */
export function missingFields(transition: Transition, scope: JsonObject, environment: Environment): readonly Problem[] {
  const missing = neededFields(transition, scope, environment).filter(({ field }) => isMissing(scope[field.name]));
  return missing.map(({ field }) => fieldMissing(field));
}

/** The kinds of files that the transition needs as the record stands, whether they are attached or not. */
export function neededFiles({ needs }: Transition, scope: JsonObject, environment: Environment): readonly NeededFile[] {
  return needs.files.filter(({ when }) => when === undefined || when.holds(scope, environment));
}

/** A problem for every needed kind of file that is not attached. */
export function missingFiles(
  transition: Transition,
  scope: JsonObject,
  environment: Environment,
  attached: readonly string[],
): readonly Problem[] {
  return neededFiles(transition, scope, environment)
    .filter(({ file }) => !attached.includes(file))
    .map(fileMissing);
}

function isMissing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}

/** The guard's own words when it does not hold. */
export function refusedByGuard(
  transition: Transition,
  scope: JsonObject,
  environment: Environment,
): readonly Problem[] {
  const { when } = transition;
  if (!when || when.holds(scope, environment)) return [];
  // What the event's input can remedy is shown at that field.
  const fields = new Set(transition.needs.fields.map(({ field }) => field.name));
  const remedy = when.paths.map(([first]) => first).find((name) => name !== undefined && fields.has(name));
  return [guardRefuses(transition, remedy)];
}

/** A problem for each thing that the needed decisions object to. Their answers are added to `answers`. */
export function refusedByDecisions(
  { needs }: Transition,
  facts: JsonObject,
  environment: Environment,
  answers: Answer[],
): readonly Problem[] {
  return needs.decisions.flatMap((decision) => {
    const answer = decision.decide(facts, environment);
    answers.push(answer);
    return isRefusal(answer.outcome) ? decisionRefuses(decision, answer) : [];
  });
}

function isRefusal(outcome: Json): boolean {
  if (Array.isArray(outcome)) return outcome.length > 0;
  return isJsonObject(outcome) && (outcome.eligible === false || outcome.allowed === false);
}
