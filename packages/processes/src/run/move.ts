import type { Ask, Instance, Timer } from '../instance.ts';
import type { Process } from '../process.ts';
import { concludeApprovals, concludeTasks, openMissing, settleTask } from './asks/open-asks.ts';
import { entryOf, isConfiguration, WHOLE } from './configuration.ts';
import type { Step } from './step.ts';

/**
 * An instance of an earlier definition as it stands in this one: by `running.states` where its states have other names
 * now. What was asked, timed and counted goes on where it still exists; a deadline that was given stays. Undefined when
 * none of its states exists any more.
 */
export function movedTo(process: Process, instance: Instance): Instance | undefined {
  const { allStates, running, clocks } = process;
  const nameOf = (state: string) => running.states.get(state) ?? state;
  const since = new Map(instance.active.map((state) => [nameOf(state), instance.since[state]]));
  const active = activeIn(process, [...since.keys()]);
  const [top] = active;
  if (top === undefined) return undefined;
  const entered = since.get(top) ?? instance.since[instance.active[0] ?? ''] ?? '';
  const isAsked = ([name, { state }]: readonly [string, Ask]) =>
    active.includes(nameOf(state)) && allStates.get(nameOf(state))?.asks.has(name) === true;
  const asks = Object.entries(instance.asks).filter(isAsked);
  const names = new Set(asks.map(([name]) => name));
  const timers = Object.entries(instance.timers).filter(([, timer]) => goesOn(timer, process, nameOf, active, names));
  return {
    definition: process.fingerprint,
    active,
    since: Object.fromEntries(active.map((state) => [state, since.get(state) ?? entered])),
    rounds: Object.fromEntries(Object.entries(instance.rounds).map(([state, round]) => [nameOf(state), round])),
    asks: Object.fromEntries(asks.map(([name, ask]) => [name, { ...ask, state: nameOf(ask.state) }])),
    timers: Object.fromEntries(
      timers.map(([id, timer]) => [id, timer.state === undefined ? timer : { ...timer, state: nameOf(timer.state) }]),
    ),
    clocks: Object.fromEntries(Object.entries(instance.clocks).filter(([name]) => clocks.has(name))),
  };
}

/** Takes back what the new definition asks no more, and asks what it asks besides. */
export function catchUp(step: Step, earlier: Instance): void {
  const nameOf = (state: string) => step.process.running.states.get(state) ?? state;
  const wasOpen = (state: string) =>
    Object.values(earlier.asks).some((ask) => ask.result === undefined && nameOf(ask.state) === state);
  const wasActive = (state: string) => earlier.active.some((each) => nameOf(each) === state);
  for (const [name, ask] of Object.entries(earlier.asks)) {
    if (ask.result !== undefined || step.asks.get(name)?.task === ask.task) continue;
    settleTask(step, ask, { status: 'recalled', answeredAt: step.request.environment.now });
  }
  for (const name of step.active.keys()) {
    const state = step.process.allStates.get(name);
    if (!state || state.asks.size === 0) continue;
    openMissing(step, state);
    const all = [...state.asks.values()];
    // What it had waited for may be asked no more.
    if (all.some(({ is }) => is === 'task') && (wasOpen(name) || !wasActive(name))) concludeTasks(step, state);
    if (all.some(({ is }) => is === 'approval')) concludeApprovals(step, state);
  }
  step.moved = true;
}

/** The states where it was, if they are a whole; else the innermost of them that exists, and what begins in it. */
function activeIn(process: Process, names: readonly string[]): readonly string[] {
  const { allStates } = process;
  const known = [...allStates.keys()].filter((name) => names.includes(name));
  if (known.length === names.length && isConfiguration(process, known)) return known;
  const innermost = allStates.get(names.findLast((name) => allStates.has(name)) ?? '');
  if (!innermost) return [];
  return entryOf(process, WHOLE, innermost).map(({ name }) => name);
}

/** What waits for a moment that the new definition knows, too; those of `after` are set again by what it says now. */
function goesOn(
  { ask, clock, is, index = 0, state, rung }: Timer,
  { allStates, clocks }: Process,
  nameOf: (state: string) => string,
  active: readonly string[],
  asks: ReadonlySet<string>,
): boolean {
  if (ask !== undefined) return asks.has(ask);
  if (clock !== undefined) return clocks.has(clock) && (is === 'late' || index < (clocks.get(clock)?.warn.length ?? 0));
  const name = nameOf(state ?? '');
  return rung === true && active.includes(name) && index < (allStates.get(name)?.after.length ?? 0);
}
