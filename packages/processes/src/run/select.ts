import type { Answer } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Process, State, Transition } from '../process.ts';
import { answersIn } from './asks/answers-in.ts';
import { domainOf, innermost, isWithin, outward } from './configuration.ts';
import { decisionFailed, noState } from './refusals.ts';
import { scopeOf } from './scope.ts';
import type { Step } from './step.ts';

/** A transition that is to be taken, with what it was found by. */
export interface Selected {
  /** The state in which it is written; undefined for `start`. */
  readonly source: State | undefined;
  readonly transition: Transition;
  readonly scope: JsonObject;
  /** Where it leads; undefined when it stays. */
  readonly target: State | undefined;
}

/** A transition, and the state in which it is written. */
export interface Caused {
  readonly source: State;
  readonly transition: Transition;
}

/** The transitions that an event causes: those of the inner states go before those of the states that hold them. */
export function causedBy({ states }: Process, active: ReadonlyMap<string, string>, event: string): readonly Caused[] {
  for (const name of active.keys()) {
    const state = states.get(name);
    if (state) return causedIn(state, active, event);
  }
  return [];
}

function causedIn(source: State, active: ReadonlyMap<string, string>, event: string): readonly Caused[] {
  const inner = activeIn(source, active).flatMap((each) => causedIn(each, active, event));
  if (inner.length > 0) return inner;
  const transition = source.on.get(event);
  return transition ? [{ source, transition }] : [];
}

/** The active states directly in a state: one, or one of each part. */
function activeIn({ states, parts }: State, active: ReadonlyMap<string, string>): readonly State[] {
  if (states.size === 0 && parts.size === 0) return [];
  const all = parts.size > 0 ? [...parts.values()].flatMap((part) => [...part.states.values()]) : [...states.values()];
  return all.filter(({ name }) => active.has(name));
}

/** The automatic transitions whose time has come: of each innermost state the first that holds, inner before outer. */
export function selectAlways(step: Step): readonly Selected[] {
  if (!step.process.looks) return [];
  const found = new Map<Transition, Selected>();
  for (const inner of innermost(step.process, step.active)) {
    for (const source of outward(step.process, inner)) {
      const selected = firstThatHolds(step, source);
      if (!selected) continue;
      found.set(selected.transition, selected);
      break;
    }
  }
  return found.size < 2 ? [...found.values()] : withoutConflicts(step, [...found.values()]);
}

function firstThatHolds(step: Step, source: State): Selected | undefined {
  const { environment } = step.request;
  for (const transition of source.always) {
    const answers: Answer[] = [];
    const scope = namesFor(step, source, transition, answers);
    if (transition.when && !transition.when.holds(scope, environment)) continue;
    step.answers.push(...answers);
    step.problems.push(...answers.flatMap(decisionFailed));
    return { source, transition, scope, target: targetOf(step, transition) };
  }
  return undefined;
}

/** The transition with its decisions made. What is wrong with them is told in the step. */
export function select(step: Step, source: State | undefined, transition: Transition): Selected {
  const answers: Answer[] = [];
  const scope = namesFor(step, source, transition, answers);
  step.answers.push(...answers);
  step.problems.push(...answers.flatMap(decisionFailed));
  return { source, transition, scope, target: targetOf(step, transition) };
}

/** The names that a transition's expressions may use, with the `answers` that were given in its state. */
export function namesFor(
  { facts, request, input, asks }: Step,
  source: State | undefined,
  transition: Transition,
  answers: Answer[],
): JsonObject {
  const scope = scopeOf(transition, facts, request, input, answers);
  if (!source || source.asks.size === 0) return scope;
  return { ...scope, answers: answersIn(source, asks, request) };
}

/** Where a transition leads, by a decision where it says so; undefined when it stays. */
export function targetOf(step: Step, { to }: Transition): State | undefined {
  const { process, facts, request } = step;
  if (!to) return undefined;
  if (to.is === 'state') return process.allStates.get(to.state);
  const answer = to.decision.decide(facts, request.environment);
  step.answers.push(answer);
  const failed = decisionFailed(answer);
  const state = process.allStates.get(stateIn(answer.outcome, to.output));
  step.problems.push(...failed, ...(failed.length === 0 && !state ? [noState(answer)] : []));
  return state;
}

function stateIn(outcome: Json, output: string): string {
  return isJsonObject(outcome) ? String(outcome[output] ?? '') : '';
}

/** Of two that would leave the same state the inner one is taken, else the one that is written first. */
export function withoutConflicts(step: Step, all: readonly Selected[]): readonly Selected[] {
  if (all.length < 2) return all;
  const kept = new Map<Selected, ReadonlySet<string>>();
  for (const one of all) {
    const left = leaving(step, one);
    const rivals = [...kept].filter(([, other]) => !left.isDisjointFrom(other)).map(([other]) => other);
    const isInner = (other: Selected) => other.source !== undefined && one.source?.within.includes(other.source.name);
    if (!rivals.every(isInner)) continue;
    for (const other of rivals) kept.delete(other);
    kept.set(one, left);
  }
  return [...kept.keys()];
}

/** The names of the active states that a transition leaves. */
export function leaving({ process, active }: Step, { source, target }: Selected): ReadonlySet<string> {
  if (!target) return NOTHING;
  if (active.size < 2 && target.within.length === 0) return new Set(active.keys());
  const domain = domainOf(process, source, target);
  const left = new Set<string>();
  for (const name of active.keys()) {
    const state = process.allStates.get(name);
    if (state && isWithin(state, domain, process)) left.add(name);
  }
  return left;
}

const NOTHING: ReadonlySet<string> = new Set();
