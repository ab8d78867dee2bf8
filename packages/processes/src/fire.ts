import { isClean } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import { activeOf, instanceAt, stateOf } from './active.ts';
import type { Process, State, Transition } from './process.ts';
import type { Asking, Fired, FireRequest, StartRequest, StepRequest } from './request.ts';
import { type Answer, answerAsk, answerOf, refusedDelegate, refusedToAnswer } from './run/asks/answer-ask.ts';
import { isAllowed } from './run/is-allowed.ts';
import { catchUp } from './run/move.ts';
import { reasonsAgainst } from './run/reasons.ts';
import { eventNotAllowed, eventNotHere, timeLoops } from './run/refusals.ts';
import { ring } from './run/ring.ts';
import { asStored, withInput } from './run/scope.ts';
import { causedBy, namesFor, type Selected, targetOf, withoutConflicts } from './run/select.ts';
import { MOST_STEPS, settle } from './run/settle.ts';
import { type Beginning, beginStep, endStep, type Step } from './run/step.ts';
import { take } from './run/take.ts';

/**
 * Fires an event on a record: the new values and effects, or all reasons why not at once. Pure: nothing is stored,
 * nothing is sent. Warnings never refuse.
 */
export function fire(process: Process, request: FireRequest): Fired {
  const { before, event, input } = request;
  const from = stateOf(process, before);
  const facts = withInput(process, request.record, input);
  const instance = instanceAt(process, before, request.instance) ?? null;
  const step = resume(process, { ...request, instance }, { from, facts, input }, request);
  if (!isClean(step.problems)) return endStep(step);
  const caused = causedBy(process, step.active, event);
  if (caused.length === 0) {
    const active = instance ? step.active : activeOf(process, before, null);
    return { problems: [eventNotHere(process, active, event)], answers: [] };
  }
  const answers = caused.map(({ source, transition }) => answerOf(source, transition, step.asks));
  const asking = { ...request, record: asStored(request.record, before) };
  const refused = caused.flatMap(({ transition }, index) => whoRefuses(transition, answers[index], asking));
  if (refused.length > 0) return { problems: refused, answers: [] };
  const reason = reasonIn(input);
  const selected = caused.map(({ source, transition }): Selected => {
    return { source, transition, scope: judge(step, source, transition, reason), target: undefined };
  });
  for (const each of answers) if (each) step.problems.push(...refusedDelegate(each, input, asking));
  if (!isClean(step.problems)) return endStep(step);
  const aimed = selected.map((each) => ({ ...each, target: targetOf(step, each.transition) }));
  if (!isClean(step.problems)) return endStep(step);
  Object.assign(step.values, broughtBy(input, answers));
  take(step, withoutConflicts(step, aimed));
  for (const [index, { source }] of caused.entries()) {
    const answer = answers[index];
    if (answer) answerAsk(step, source, answer, reason ?? null, asking);
  }
  settle(step);
  return endStep(step, reason);
}

/** What happens when a record is created: its first state, what `start` sets and causes, or the reasons why not. */
export function start(process: Process, request: StartRequest): Fired {
  const { input } = request;
  const facts = withInput(process, request.record, input);
  const step = beginStep(process, { ...request, instance: null }, { from: '', facts, input });
  const reason = reasonIn(input);
  const transition = process.start ?? NOTHING;
  const scope = judge(step, undefined, transition, reason);
  if (!isClean(step.problems)) return endStep(step);
  const target = process.start ? targetOf(step, process.start) : process.allStates.get(process.initial);
  if (!isClean(step.problems)) return endStep(step);
  Object.assign(step.values, broughtBy(input, []));
  take(step, [{ source: undefined, transition, scope, target }]);
  settle(step);
  return endStep(step, reason);
}

/** Brings a record in the middle of its life: what its state asks for and times begins; what led there is not done again. */
export function enter(process: Process, state: string, request: StepRequest): Fired {
  const facts = { ...request.record, [process.field.name]: state };
  return endStep(resume(process, { ...request, instance: null }, { from: state, facts }));
}

/** Rings all timers that are due, the earliest first; undefined when none is. */
export function tick(process: Process, request: StepRequest): Fired | undefined {
  const { record, environment } = request;
  const instance = instanceAt(process, record, request.instance);
  if (!instance || !Object.values(instance.timers).some(({ at, rung }) => !rung && at <= environment.now))
    return undefined;
  const step = resume(process, { ...request, instance }, { from: stateOf(process, record), facts: record }, request);
  const most = step.timers.size + MOST_STEPS;
  let count = 0;
  for (let due = earliest(step); due && isClean(step.problems); due = earliest(step)) {
    if (++count > most) {
      step.problems.push(timeLoops(process, [...step.active.keys()]));
      break;
    }
    ring(step, due);
    settle(step);
  }
  return endStep(step);
}

/** Looks whether something goes on by itself now, after the record or what it reads changed; undefined when nothing does. */
export function look(process: Process, request: StepRequest): Fired | undefined {
  const { record } = request;
  const instance = instanceAt(process, record, request.instance);
  if (instance && instance === request.instance && !process.looks) return undefined;
  const from = stateOf(process, record);
  const step = resume(process, { ...request, instance: instance ?? null }, { from, facts: record }, request);
  if (instance) settle(step);
  return step.moved || !isClean(step.problems) ? endStep(step) : undefined;
}

/**
 * The step of an instance; a record without one enters the state that its field holds.
 * @param stored the instance as it is stored, perhaps by an earlier definition
 */
function resume(
  process: Process,
  request: StepRequest,
  beginning: Beginning,
  { instance: stored }: Pick<StepRequest, 'instance'> = {},
): Step {
  if (request.instance) {
    const step = beginStep(process, request, beginning);
    if (stored && stored !== request.instance) catchUp(step, stored);
    return step;
  }
  const step = beginStep(process, request, { ...beginning, quiet: true });
  const target = process.allStates.get(beginning.from);
  if (!target) {
    step.active.set(beginning.from, request.environment.now);
    return step;
  }
  take(step, [{ source: undefined, transition: NOTHING, scope: {}, target }]);
  settle(step);
  step.quiet = false;
  return step;
}

/** Notes all that stands against the transition; gives the names that its expressions may use. */
function judge(step: Step, source: State | undefined, transition: Transition, reason: string | undefined): JsonObject {
  const { request, facts, answers } = step;
  const own: typeof answers = [];
  const scope = namesFor(step, source, transition, own);
  step.problems.push(...reasonsAgainst(transition, facts, scope, request, own, reason));
  answers.push(...own);
  return scope;
}

function whoRefuses(transition: Transition, answer: Answer | undefined, request: Asking) {
  if (answer) return refusedToAnswer(answer, request);
  return isAllowed(transition, request) ? [] : [eventNotAllowed(transition)];
}

/** The timer that is due next; of two at the same moment the one whose id is smaller, so that the order is always the same. */
function earliest({ timers, request }: Step) {
  const due = [...timers.values()].filter(({ at, rung }) => !rung && at <= request.environment.now);
  return due.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))[0];
}

function reasonIn({ reason }: JsonObject): string | undefined {
  return typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
}

/** The fields among the input. */
function broughtBy({ reason: _, ...values }: JsonObject, answers: readonly (Answer | undefined)[]): JsonObject {
  if (!answers.some((each) => each?.transition.ask?.is === 'delegate')) return values;
  const { to: _to, ...rest } = values;
  return rest;
}

const NOTHING: Transition = {
  event: 'start',
  label: 'Start',
  by: [],
  roles: new Set(),
  whom: [],
  automatic: true,
  when: undefined,
  unless: undefined,
  needs: { fields: [], files: [], reason: false, decisions: [] },
  decide: new Map(),
  to: undefined,
  set: new Map(),
  then: [],
  ask: undefined,
  requirement: [],
};
