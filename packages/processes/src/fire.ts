import { meValue } from '@dealwright/access';
import { isClean, type Problem } from '@dealwright/diagnostics';
import type { Answer } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Effect, PerformedEffect } from './effect.ts';
import { missingFields, refusedByDecisions, refusedByGuard } from './find-reasons.ts';
import type { Instance, Instances } from './instance.ts';
import { isAllowed } from './is-allowed.ts';
import type { Process, Transition } from './process.ts';
import { decisionFailed, eventNotAllowed, eventNotHere, noState, reasonMissing } from './refusals.ts';
import type { Asking, Fired, FireRequest, StartRequest, StepRequest } from './request.ts';

/**
 * Fires an event on a record: the new values and effects, or all reasons why not at once. Pure: nothing is stored,
 * nothing is sent. Warnings never refuse.
 */
export function fire(process: Process, request: FireRequest): Fired {
  const { before, actor } = request;
  const from = stateOf(process, before);
  const transition = process.states.get(from)?.on.get(request.event);
  if (!transition) return { problems: [eventNotHere(process, from, request.event)], answers: [] };
  // Nobody becomes the owner by saying so in the input.
  if (!isAllowed(transition, { actor, record: before }))
    return { problems: [eventNotAllowed(transition)], answers: [] };
  return pass(process, transition, from, request);
}

/** The processes in which the event fires: those that have it in the record's present state; all that know it when none has. */
export function firing(
  processes: readonly Process[],
  event: string,
  before: JsonObject,
  _instances?: Instances | null,
): readonly Process[] {
  const knowing = processes.filter(({ events }) => events.has(event));
  const here = knowing.filter((process) => process.states.get(stateOf(process, before))?.on.has(event));
  return here.length > 0 ? here : knowing;
}

/** What happens when a record is created: its first state, what `start` sets and causes, or the reasons why not. */
export function start(process: Process, request: StartRequest): Fired {
  const { field, initial } = process;
  if (process.start) return pass(process, process.start, '', request);
  const values = { ...withoutReason(request.input), [field.name]: initial };
  return {
    from: '',
    to: initial,
    values,
    instance: instanceIn(process, initial, request),
    reason: undefined,
    answers: [],
    effects: [],
    problems: [],
  };
}

function pass(process: Process, transition: Transition, from: string, request: StartRequest): Fired {
  const { environment } = request;
  const facts = withInput(process, request);
  const answers: Answer[] = [];
  const scope = scopeOf(transition, facts, request, answers);
  const reason =
    typeof request.input.reason === 'string' && request.input.reason.trim() !== '' ? request.input.reason : undefined;
  const refusals: Problem[] = [
    ...missingFields(transition, scope, environment),
    ...(transition.needs.reason && reason === undefined ? [reasonMissing(transition)] : []),
    ...refusedByGuard(transition, scope, environment),
    ...refusedByDecisions(transition, facts, environment, answers),
    ...answers.flatMap(decisionFailed),
  ];
  const { to: target } = transition;
  let to = target === undefined ? from : target.is === 'state' ? target.state : '';
  if (target?.is === 'decision' && isClean(refusals)) {
    const answer = target.decision.decide(facts, environment);
    answers.push(answer);
    refusals.push(...decisionFailed(answer));
    to = stateIn(answer.outcome, target.output);
    if (isClean(refusals) && !process.states.has(to)) refusals.push(noState(answer));
  }
  if (!isClean(refusals)) return { problems: refusals, answers };
  const set = Object.fromEntries(
    [...transition.set].map(([name, each]) => [name, each.evaluate(scope, environment).value]),
  );
  const values = { ...withoutReason(request.input), ...set, [process.field.name]: to };
  const after = { ...scope, ...set, [process.field.name]: to };
  const effects = transition.then.flatMap((effect) => perform(effect, after, environment));
  return { from, to, values, instance: instanceIn(process, to, request), reason, answers, effects, problems: refusals };
}

function instanceIn({ fingerprint }: Process, state: string, { environment }: Asking): Instance {
  const since = { [state]: environment.now };
  return { definition: fingerprint, active: [state], since, rounds: {}, asks: {}, timers: {}, clocks: {} };
}

/** The transitions that an event causes in the present states. */
export function transitionsOf(
  process: Process,
  event: string,
  before: JsonObject,
  _instance?: Instance | null,
): readonly Transition[] {
  const found = process.states.get(stateOf(process, before))?.on.get(event);
  return found ? [found] : [];
}

/** The present state of a record; that of a new one when it has none. */
export function stateOf({ field, initial }: Process, record: JsonObject): string {
  const state = record[field.name];
  return typeof state === 'string' ? state : initial;
}

/** The names that a transition's expressions may use: the record, `input`, `me`, and the outcomes of its decisions. */
export function scopeOf(
  transition: Transition,
  facts: JsonObject,
  { actor, environment, input }: Asking & { readonly input?: JsonObject },
  answers: Answer[],
): JsonObject {
  const scope: Record<string, Json> = { ...facts, me: meValue(actor), input: input ?? {} };
  for (const [alias, decision] of transition.decide) {
    const answer = decision.decide(facts, environment);
    answers.push(answer);
    scope[alias] = answer.outcome;
  }
  return scope;
}

/** The record with the event's input. A reference that is loaded already as the record it now refers to stays loaded. */
function withInput({ of }: Process, { record, input }: StartRequest): JsonObject {
  const facts: Record<string, Json> = { ...record };
  for (const [name, value] of Object.entries(input)) {
    const loaded = record[name];
    const isLoaded = isJsonObject(loaded) && loaded.id === value;
    if (of.fields.has(name) && !isLoaded) facts[name] = value;
  }
  return facts;
}

function withoutReason({ reason: _, ...values }: JsonObject): JsonObject {
  return values;
}

function stateIn(outcome: Json, output: string): string {
  return isJsonObject(outcome) ? String(outcome[output] ?? '') : '';
}

function perform(
  { when, ...effect }: Effect,
  scope: JsonObject,
  environment: Asking['environment'],
): readonly PerformedEffect[] {
  if (when && !when.holds(scope, environment)) return [];
  if (effect.is !== 'create') return effect.is === 'notify' || effect.is === 'generate' ? [effect] : [];
  const { entity, as, each } = effect;
  const create = (known: JsonObject): PerformedEffect => {
    const values = [...effect.values].map(([name, value]) => [name, value.evaluate(known, environment).value] as const);
    return { is: 'create', entity, as, values: Object.fromEntries(values) };
  };
  if (!each) return [create(scope)];
  const { value: items } = each.evaluate(scope, environment);
  return Array.isArray(items) ? items.map((item) => create({ ...scope, item })) : [];
}

/** Brings a record in the middle of its life: what its state asks and times begins. */
export function enter(process: Process, state: string, request: StepRequest): Fired {
  const instance = instanceIn(process, state, request);
  const values = { [process.field.name]: state };
  return { from: '', to: state, values, instance, reason: undefined, answers: [], effects: [], problems: [] };
}

/** All timers that are due; undefined when none is. */
export function tick(_process: Process, _request: StepRequest): Fired | undefined {
  return undefined;
}

/** What `always` says; undefined when nothing holds. */
export function look(_process: Process, _request: StepRequest): Fired | undefined {
  return undefined;
}

/** The moments at which the processes want to be woken. */
export function timersOf(instances: Instances | null): readonly { id: string; at: string; process: string }[] {
  return Object.entries(instances ?? {}).flatMap(([process, { timers }]) =>
    Object.values(timers).map(({ id, at }) => ({ id, at, process })),
  );
}
