import { addTime, timeBetween, type Unit } from '@dealwright/calendar';
import type { ClockRule } from '../../duration.ts';
import type { Clock } from '../../instance.ts';
import { idOf } from '../scope.ts';
import { newId, type Step, setValue } from '../step.ts';
import { calendarFor, deadline, instantOf, warningAt } from './durations.ts';

/** Starts, holds, resumes and stops the clocks as the active states say; true when a field of the record changed by it. */
export function syncClocks(step: Step): boolean {
  let changed = false;
  for (const rule of step.process.clocks.values()) changed = syncClock(step, rule) || changed;
  return changed;
}

function syncClock(step: Step, rule: ClockRule): boolean {
  const clock = step.clocks.get(rule.name);
  const names = [...step.active.keys()];
  const pauses = names.some((name) => rule.pauses.has(name));
  const runs = !pauses && names.some((name) => rule.runs.has(name));
  const seen = seenBy(step, rule);
  if (!clock) return runs ? begin(step, rule, seen, true) : false;
  const isAnew = rule.restarts.some((name) => (clock.seen[name] ?? null) !== (seen[name] ?? null));
  if (isAnew && (runs || (pauses && clock.is !== 'stopped'))) {
    const isChanged = begin(step, rule, seen, false);
    const begun = pauses ? step.clocks.get(rule.name) : undefined;
    return begun ? hold(step, rule, begun) || isChanged : isChanged;
  }
  if (isAnew) change(step, rule, { ...clock, seen });
  if (clock.is === 'stopped') return false;
  if (pauses) return clock.is === 'running' ? hold(step, rule, clock) : false;
  if (!runs) return stop(step, rule, clock);
  return clock.is === 'paused' ? resume(step, rule, clock) : false;
}

/** @param isFirst it counts from where `from` says; what begins anew counts from now */
function begin(step: Step, rule: ClockRule, seen: Clock['seen'], isFirst: boolean): boolean {
  const { environment } = step.request;
  const { now } = environment;
  const calendar = calendarOf(step, rule);
  const scope = { ...step.facts, input: step.input };
  const said = isFirst && rule.from ? instantOf(rule.from.evaluate(scope, environment).value, calendar) : undefined;
  const from = said ?? now;
  const dueAt = rule.until
    ? instantOf(rule.until.evaluate(scope, environment).value, calendar)
    : rule.within && deadline(step, rule.within, from, scope, rule.label);
  silence(step, rule);
  const total = dueAt === undefined ? 0 : timeBetween(calendar, from, dueAt, unitOf(rule));
  const clock = { from, total, left: null, late: false, warned: [], seen };
  change(step, rule, { is: 'running', dueAt: dueAt ?? null, ...clock });
  const changes = [
    setValue(step, rule.keeps.due, dueAt ?? null),
    setValue(step, rule.keeps.late, false),
    setValue(step, rule.keeps.met, null),
  ];
  if (dueAt !== undefined) ring(step, rule, from, dueAt);
  return changes.includes(true);
}

function hold(step: Step, rule: ClockRule, clock: Clock): boolean {
  const { now } = step.request.environment;
  const left = clock.dueAt === null ? null : timeBetween(calendarOf(step, rule), now, clock.dueAt, unitOf(rule));
  silence(step, rule);
  change(step, rule, { ...clock, is: 'paused', dueAt: null, left });
  return setValue(step, rule.keeps.due, null);
}

function resume(step: Step, rule: ClockRule, clock: Clock): boolean {
  const { now } = step.request.environment;
  const { left, total } = clock;
  if (left === null || clock.late) {
    change(step, rule, { ...clock, is: 'running' });
    return false;
  }
  const calendar = calendarOf(step, rule);
  const dueAt = addTime(calendar, now, left, unitOf(rule));
  change(step, rule, { ...clock, is: 'running', dueAt, left: null });
  // As if it had begun so long before.
  ring(step, rule, addTime(calendar, now, left - total, unitOf(rule)), dueAt);
  return setValue(step, rule.keeps.due, dueAt);
}

function stop(step: Step, rule: ClockRule, clock: Clock): boolean {
  const { now } = step.request.environment;
  // Perhaps nobody has let the time come yet.
  const late = clock.late || (clock.dueAt !== null && clock.dueAt < now) || (clock.left ?? 0) < 0;
  silence(step, rule);
  change(step, rule, { ...clock, is: 'stopped', dueAt: null, left: null, late });
  const isCleared = setValue(step, rule.keeps.due, null);
  const isTold = late ? setValue(step, rule.keeps.late, true) : setValue(step, rule.keeps.met, now);
  return isCleared || isTold;
}

/** The timers of a clock that runs from and until. */
function ring(step: Step, rule: ClockRule, from: string, due: string): void {
  const add = (at: string, is: 'near' | 'late', index: number) => {
    const id = newId(step);
    step.timers.set(id, { id, at, is, clock: rule.name, index });
  };
  const warned = step.clocks.get(rule.name)?.warned ?? [];
  const time = { from, due, unit: unitOf(rule), calendar: calendarOf(step, rule) };
  for (const [index, { at: warning }] of rule.warn.entries()) {
    const at = warned.includes(index) ? undefined : warningAt(step, warning, time, step.facts);
    if (at !== undefined) add(at, 'near', index);
  }
  add(due, 'late', 0);
}

function silence({ timers }: Step, { name }: ClockRule): void {
  for (const [id, { clock }] of timers) if (clock === name) timers.delete(id);
}

function change(step: Step, { name }: ClockRule, clock: Clock): void {
  step.moved = true;
  step.clocks.set(name, clock);
}

function seenBy({ facts }: Step, { restarts }: ClockRule): Clock['seen'] {
  return Object.fromEntries(restarts.map((name) => [name, idOf(facts[name]) ?? scalar(facts[name])]));
}

function scalar(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/** A clock `until` an instant counts real time. */
function unitOf({ within }: ClockRule): Unit {
  return within?.unit ?? 'hours';
}

function calendarOf({ request }: Step, { within }: ClockRule) {
  return calendarFor({ calendar: within?.calendar }, request.environment);
}
