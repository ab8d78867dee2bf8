import type { JsonObject } from '@dealwright/values';
import type { Effect } from '../effect.ts';
import type { State } from '../process.ts';
import { recallAsks } from './asks/open-asks.ts';
import { domainOf, entryOf, isComplete } from './configuration.ts';
import { perform } from './perform.ts';
import { leaving, type Selected } from './select.ts';
import { type Step, setValue } from './step.ts';

/** Takes transitions together: leaves the inner states first, does what they say, and enters the outer ones first. */
export function take(step: Step, selected: readonly Selected[]): void {
  step.moved = true;
  const [first, ...more] = selected;
  const left =
    first && more.length === 0 ? leaving(step, first) : new Set(selected.flatMap((each) => [...leaving(step, each)]));
  leave(step, left);
  for (const each of selected) act(step, each);
  const completed = new Set<State>();
  for (const { source, target } of selected) {
    if (!target) continue;
    const domain = domainOf(step.process, source, target);
    for (const state of entryOf(step.process, domain, target)) enterState(step, state, completed);
  }
}

function leave(step: Step, left: ReadonlySet<string>): void {
  if (left.size === 0) return;
  for (const name of left) {
    step.active.delete(name);
    step.entered.delete(name);
  }
  // What was answered in a state that is left says nothing when it is entered again.
  step.signals.splice(0, Infinity, ...step.signals.filter(({ state }) => !left.has(state)));
  if (step.asks.size > 0) for (const name of left) recallAsks(step, name);
  for (const [id, { state, ask }] of step.timers)
    if (ask === undefined && state !== undefined && left.has(state)) step.timers.delete(id);
}

/** What a transition sets and causes. */
function act(step: Step, { transition, scope, target }: Selected): void {
  const { process, request } = step;
  const { environment } = request;
  const set: Record<string, JsonObject[string]> = {};
  for (const [name, each] of transition.set) set[name] = each.evaluate(scope, environment).value;
  if (target) set[process.field.name] = target.within[0] ?? target.name;
  Object.assign(step.values, set);
  step.facts = { ...step.facts, ...set };
  if (transition.then.length > 0) cause(step, transition.then, { ...scope, ...set });
}

/** Promises effects, computed over `scope`. */
export function cause(step: Step, effects: readonly Effect[], scope: JsonObject): void {
  for (const each of effects) step.effects.push(...perform(each, scope, step.request));
}

function enterState(step: Step, state: State, completed: Set<State>): void {
  const { request, process } = step;
  if (state.within.length === 0) setValue(step, process.field.name, state.name);
  step.active.set(state.name, request.environment.now);
  if (state.asks.size > 0) step.entered.add(state.name);
  if (!step.quiet && state.enter.length > 0) cause(step, state.enter, { ...step.facts, input: step.input });
  const holder = state.final ? process.allStates.get(state.within.at(-1) ?? '') : undefined;
  if (!holder || completed.has(holder) || !isComplete(holder, step.active)) return;
  completed.add(holder);
  step.signals.push({ state: holder.name, is: 'done' });
}
