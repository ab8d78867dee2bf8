import type { Problem } from '@dealwright/diagnostics';
import type { Answer } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import type { Transition } from '../process.ts';
import type { Asking } from '../request.ts';
import { missingFields, missingFiles, refusedByDecisions, refusedByGuard } from './find-reasons.ts';
import { decisionFailed, reasonMissing } from './refusals.ts';

/**
 * All that stands against a transition, at once. The answers of decisions that were asked are added to `answers`.
 * @param reason what the person said why; null when it is yet to be said
 */
export function reasonsAgainst(
  transition: Transition,
  facts: JsonObject,
  scope: JsonObject,
  { environment, attached = [] }: Asking,
  answers: Answer[],
  reason: string | undefined | null,
): readonly Problem[] {
  const { needs } = transition;
  return [
    ...missingFields(transition, scope, environment),
    ...missingFiles(transition, scope, environment, attached),
    ...(needs.reason && reason === undefined ? [reasonMissing(transition)] : []),
    ...refusedByGuard(transition, scope, environment),
    ...refusedByDecisions(transition, facts, environment, answers),
    ...answers.flatMap(decisionFailed),
  ];
}
