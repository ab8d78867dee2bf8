import { isClean } from '@dealwright/diagnostics';
import { openAsks } from './asks/open-asks.ts';
import { alwaysLoops } from './refusals.ts';
import { select, selectAlways } from './select.ts';
import type { Signal, Step } from './step.ts';
import { take } from './take.ts';
import { syncAfter } from './time/after.ts';
import { syncClocks } from './time/clocks.ts';

/** More than any real process takes by itself in one step. */
export const MOST_STEPS = 100;

/** Goes on until nothing goes on by itself: automatic transitions, then what was answered or came to its end. */
export function settle(step: Step): void {
  for (let count = 0; isClean(step.problems); count++) {
    if (count > MOST_STEPS) {
      step.problems.push(alwaysLoops(step.process, [...step.active.keys()]));
      return;
    }
    const automatic = selectAlways(step);
    if (automatic.length > 0) {
      if (isClean(step.problems)) take(step, automatic);
      continue;
    }
    openAsks(step);
    const signal = step.signals.shift();
    if (signal) {
      follow(step, signal);
      continue;
    }
    if (!syncClocks(step)) break;
  }
  if (isClean(step.problems)) syncAfter(step);
}

function follow(step: Step, { state: name, is }: Signal): void {
  const state = step.active.has(name) ? step.process.allStates.get(name) : undefined;
  const transition = is === 'done' ? state?.done : state?.voting[is];
  if (!state || !transition) return;
  const selected = select(step, state, transition);
  if (isClean(step.problems)) take(step, [selected]);
}
