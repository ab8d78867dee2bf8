import type { After } from '../../duration.ts';
import type { State } from '../../process.ts';
import { newId, type Step } from '../step.ts';
import { calendarFor, deadline, instantOf } from './durations.ts';

/** Keeps the timers of `after:` as the active states want them. What has rung stays, so that it rings once. */
export function syncAfter(step: Step): void {
  for (const [name, since] of step.active) {
    const state = step.process.allStates.get(name);
    if (!state || state.after.length === 0) continue;
    for (const [index, after] of state.after.entries()) syncOne(step, state, index, after, since);
  }
}

function syncOne(step: Step, state: State, index: number, after: After, since: string): void {
  const { environment } = step.request;
  const known = [...step.timers.values()].find((each) => each.state === state.name && each.index === index);
  if (known && !after.from) return;
  const scope = { ...step.facts, input: step.input };
  const calendar = calendarFor(after.duration, environment);
  const from = after.from ? instantOf(after.from.evaluate(scope, environment).value, calendar) : since;
  const at = from === undefined ? undefined : deadline(step, after.duration, from, scope, state.label);
  if (known?.at === at) return;
  if (known) step.timers.delete(known.id);
  step.moved = true;
  if (at === undefined) return;
  const id = newId(step);
  step.timers.set(id, { id, at, is: 'after', state: state.name, index });
}
