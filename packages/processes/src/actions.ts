import type { Problem } from '@dealwright/diagnostics';
import type { Answer } from '@dealwright/rules';
import { missingFields, neededFields, refusedByDecisions, refusedByGuard } from './find-reasons.ts';
import { scopeOf, stateOf } from './fire.ts';
import { isAllowed } from './is-allowed.ts';
import type { Process, Transition } from './process.ts';
import { decisionFailed, eventNotAllowed } from './refusals.ts';
import type { Action, ActionsRequest } from './request.ts';

/**
 * The events of the record's present states, with all reasons why the person cannot fire them now. One that several
 * processes have there is one action: it fires in all of them.
 */
export function actions(processes: readonly Process[], request: ActionsRequest): readonly Action[] {
  const found = processes.flatMap((process) => {
    const state = process.states.get(stateOf(process, request.record));
    return [...(state?.on.values() ?? [])].map((transition) => toAction(transition, request));
  });
  return [...Map.groupBy(found, ({ event }) => event).values()].map((same) => same.reduce(both));
}

function both(first: Action, second: Action): Action {
  return {
    ...first,
    possible: first.possible && second.possible,
    reasons: [...first.reasons, ...second.reasons],
    needs: [...new Set([...first.needs, ...second.needs])],
    asksReason: first.asksReason || second.asksReason,
  };
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
