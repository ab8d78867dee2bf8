import { isClean } from '@dealwright/diagnostics';
import type { Timer } from '../instance.ts';
import type { State, Transition } from '../process.ts';
import { hear } from './asks/answer-ask.ts';
import { settleTask, tell } from './asks/open-asks.ts';
import { groupOf } from './asks/who.ts';
import { resolve, withSubstitutes } from './people.ts';
import { select } from './select.ts';
import { type Step, setValue } from './step.ts';
import { cause, take } from './take.ts';

/** Does what a timer that is due says. */
export function ring(step: Step, timer: Timer): void {
  step.moved = true;
  step.timers.delete(timer.id);
  if (timer.ask !== undefined) ringAsk(step, timer, timer.ask);
  else if (timer.clock !== undefined) ringClock(step, timer, timer.clock);
  else ringAfter(step, timer);
}

function ringAfter(step: Step, timer: Timer): void {
  const state = step.process.allStates.get(timer.state ?? '');
  const after = state?.after[timer.index ?? 0];
  if (!state || !after || !step.active.has(state.name)) return;
  step.timers.set(timer.id, { ...timer, rung: true });
  pass(step, state, after.transition);
}

function ringClock(step: Step, { is, index = 0 }: Timer, name: string): void {
  const rule = step.process.clocks.get(name);
  const clock = step.clocks.get(name);
  if (!rule || clock?.is !== 'running') return;
  if (is === 'near') {
    step.clocks.set(name, { ...clock, warned: [...clock.warned, index] });
    cause(step, rule.warn[index]?.then ?? [], { ...step.facts, input: step.input });
    return;
  }
  step.clocks.set(name, { ...clock, late: true });
  setValue(step, rule.keeps.late, true);
  const source = [...step.process.allStates.values()].find(
    (each) => rule.runs.has(each.name) && step.active.has(each.name),
  );
  if (rule.breach && source) pass(step, source, rule.breach);
}

function ringAsk(step: Step, { is }: Timer, name: string): void {
  const ask = step.asks.get(name);
  const state = step.process.allStates.get(ask?.state ?? '');
  const rule = state?.asks.get(name);
  if (!ask || !state || !rule || ask.result !== undefined) return;
  const asking = { ...step.request, record: step.facts };
  const { members } = groupOf(rule, ask, asking);
  if (is === 'near') {
    tell(step, rule.messages.near, members, ask);
    return;
  }
  const { now } = step.request.environment;
  const late = rule.escalate ? { ...ask, escalatedAt: now } : ask;
  if (rule.escalate) {
    step.asks.set(name, late);
    const helpers = resolve(rule.escalate.whom, asking);
    const people = withSubstitutes([...members, ...helpers]);
    settleTask(step, ask, { escalatedAt: now, people });
    tell(step, rule.messages.late, helpers, ask);
  } else {
    tell(step, rule.messages.late, members, ask);
  }
  if (rule.silence !== undefined) {
    const silent = { answer: rule.silence, by: null, reason: null };
    hear(step, state, rule, late, { onBehalfOf: null, isHelper: true }, silent);
  }
  if (rule.late) pass(step, state, rule.late);
}

function pass(step: Step, source: State, transition: Transition): void {
  const selected = select(step, source, transition);
  if (isClean(step.problems)) take(step, [selected]);
}
