import type { Problem } from '@dealwright/diagnostics';
import type { Answer } from '@dealwright/rules';
import { missingFields, neededFields, refusedByDecisions, refusedByGuard } from './find-reasons.ts';
import { scopeOf, stateOf } from './fire.ts';
import { isAllowed } from './is-allowed.ts';
import type { Action, ActionsRequest, Process, Transition } from './process.ts';
import { decisionFailed, eventNotAllowed } from './refusals.ts';

/** The events of the record's present state, with all reasons why the person cannot fire them now. */
export function actions(process: Process, request: ActionsRequest): readonly Action[] {
  const state = process.states.get(stateOf(process, request.record));
  return [...(state?.on.values() ?? [])].map((transition) => toAction(transition, request));
}

function toAction(transition: Transition, request: ActionsRequest): Action {
  const { event, label, needs } = transition;
  const { record, environment } = request;
  const answers: Answer[] = [];
  const isMine = isAllowed(transition, request);
  const scope = isMine ? scopeOf(transition, record, request, answers) : record;
  const reasons: readonly Problem[] = isMine
    ? [
        ...missingFields(transition, scope, environment),
        ...refusedByGuard(transition, scope, environment),
        ...refusedByDecisions(transition, record, environment, answers),
        ...answers.flatMap(decisionFailed),
      ]
    : [eventNotAllowed(transition)];
  return {
    event,
    label,
    possible: reasons.length === 0,
    reasons,
    needs: isMine ? neededFields(transition, scope, environment).map(({ field }) => field.name) : [],
    asksReason: needs.reason,
  };
}
