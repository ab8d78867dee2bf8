import type { Problem } from '@dealwright/diagnostics';
import type { Answer as Decided } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import { activeOf, instanceAt } from './active.ts';
import type { Ask } from './instance.ts';
import type { NeededFile, Process, State, Transition } from './process.ts';
import type { Action, ActionFile, ActionsRequest } from './request.ts';
import { answerOf, refusedToAnswer } from './run/asks/answer-ask.ts';
import { innermost, outward } from './run/configuration.ts';
import { neededFields, neededFiles } from './run/find-reasons.ts';
import { isAllowed } from './run/is-allowed.ts';
import { reasonsAgainst } from './run/reasons.ts';
import { eventNotAllowed } from './run/refusals.ts';
import { scopeOf } from './run/scope.ts';
import { type Caused, causedBy } from './run/select.ts';

/**
 * The events of the record's present states, with all reasons why the person cannot fire them now. One that several
 * processes have there is one action: it fires in all of them. Approvals and tasks are told while they are open.
 */
export function actions(processes: readonly Process[], request: ActionsRequest): readonly Action[] {
  const found = processes.flatMap((process) => actionsIn(process, request));
  return [...Map.groupBy(found, ({ event }) => event).values()].map((same) => same.reduce(both));
}

function actionsIn(process: Process, request: ActionsRequest): readonly Action[] {
  const { record, instances } = request;
  const instance = instanceAt(process, record, instances?.[process.name]);
  const asks = new Map(Object.entries(instance?.asks ?? {}));
  return eventsOf(process, activeOf(process, record, instance)).flatMap(({ source, transition }) => {
    const isAsked = transition.ask === undefined || isOpen(asks.get(transition.ask.name));
    return isAsked && !transition.automatic ? [toAction(source, transition, asks, request)] : [];
  });
}

/** All that can be fired, in the order in which it is written, inner states before those that hold them. */
function eventsOf(process: Process, active: ReadonlyMap<string, string>): readonly Caused[] {
  const states = innermost(process, active).flatMap((each) => outward(process, each));
  const events = new Set(states.flatMap(({ on }) => [...on.keys()]));
  return [...events].flatMap((event) => causedBy(process, active, event));
}

function isOpen(ask: Ask | undefined): boolean {
  return ask !== undefined && ask.result === undefined;
}

function both(first: Action, second: Action): Action {
  return {
    ...first,
    possible: first.possible && second.possible,
    reasons: [...first.reasons, ...second.reasons],
    needs: [...new Set([...first.needs, ...second.needs])],
    files: [...first.files, ...second.files.filter(({ as }) => !first.files.some((each) => each.as === as))],
    asksReason: first.asksReason || second.asksReason,
  };
}

function toAction(
  source: State,
  transition: Transition,
  asks: ReadonlyMap<string, Ask>,
  request: ActionsRequest,
): Action {
  const { event, label, needs, ask } = transition;
  const { record, environment } = request;
  const refused = whoRefuses(source, transition, asks, request);
  const decided: Decided[] = [];
  const isMine = refused.length === 0;
  const scope: JsonObject = isMine ? scopeOf(transition, record, request, {}, decided) : record;
  const reasons = isMine ? reasonsAgainst(transition, record, scope, request, decided, null) : refused;
  const fields = isMine ? neededFields(transition, scope, environment).map(({ field }) => field.name) : [];
  return {
    event,
    label,
    possible: reasons.length === 0,
    reasons,
    needs: ask?.is === 'delegate' && isMine ? [...fields, 'to'] : fields,
    files: isMine ? neededFiles(transition, scope, environment).map((each) => toFile(each, request)) : [],
    asksReason: needs.reason,
  };
}

function toFile({ file, label }: NeededFile, { attached = [] }: ActionsRequest): ActionFile {
  return { as: file, label, attached: attached.includes(file) };
}

function whoRefuses(
  source: State,
  transition: Transition,
  asks: ReadonlyMap<string, Ask>,
  request: ActionsRequest,
): readonly Problem[] {
  const answer = answerOf(source, transition, asks);
  if (answer) return refusedToAnswer(answer, request);
  return isAllowed(transition, request) ? [] : [eventNotAllowed(transition)];
}
