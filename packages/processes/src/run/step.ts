import { isClean, type Problem } from '@dealwright/diagnostics';
import type { Answer } from '@dealwright/rules';
import type { Json, JsonObject } from '@dealwright/values';
import type { PerformedEffect } from '../effect.ts';
import type { Ask, Clock, Instance, Timer } from '../instance.ts';
import type { Process } from '../process.ts';
import type { Fired, StepRequest } from '../request.ts';

/** What happens inside a state and leads on. */
export interface Signal {
  readonly state: string;
  readonly is: 'done' | 'agreed' | 'disagreed';
}

/** A step on its way: what the instance was, as it changes. Nobody outside sees it. */
export interface Step {
  readonly process: Process;
  readonly request: StepRequest;
  readonly input: JsonObject;
  readonly from: string;
  /** The record with what was brought and set so far. */
  facts: JsonObject;
  readonly values: Record<string, Json>;
  readonly effects: PerformedEffect[];
  readonly answers: Answer[];
  readonly problems: Problem[];
  /** Active state → since when. */
  readonly active: Map<string, string>;
  readonly rounds: Map<string, number>;
  readonly asks: Map<string, Ask>;
  readonly timers: Map<string, Timer>;
  readonly clocks: Map<string, Clock>;
  /** States whose approvals and tasks are yet to be opened. */
  readonly entered: Set<string>;
  readonly signals: Signal[];
  /** Brought in the middle of its life: what states do when they are entered was done long ago. */
  quiet: boolean;
  /** True once something moved. */
  moved: boolean;
}

export interface Beginning {
  readonly from: string;
  readonly facts: JsonObject;
  readonly input?: JsonObject;
  readonly quiet?: boolean;
}

/** A step of an instance as it stands; of none yet when there is none. */
export function beginStep(process: Process, request: StepRequest, beginning: Beginning): Step {
  const { instance } = request;
  const { from, facts, input = {}, quiet = false } = beginning;
  return {
    process,
    request,
    input,
    from,
    facts,
    values: {},
    effects: [],
    answers: [],
    problems: [],
    active: activeIn(instance, request.environment.now),
    rounds: mapOf(instance?.rounds),
    asks: mapOf(instance?.asks),
    timers: mapOf(instance?.timers),
    clocks: mapOf(instance?.clocks),
    entered: new Set(),
    signals: [],
    quiet,
    moved: false,
  };
}

function activeIn(instance: Instance | null | undefined, now: string): Map<string, string> {
  const active = new Map<string, string>();
  for (const name of instance?.active ?? []) active.set(name, instance?.since[name] ?? now);
  return active;
}

/** What the step led to, or why it could not be made. */
export function endStep(step: Step, reason?: string): Fired {
  const { process, from, values, answers, effects, problems } = step;
  if (!isClean(problems)) return { problems, answers };
  const instance = instanceOf(step);
  const to = instance.active[0] ?? from;
  return { from, to, values: { ...values, [process.field.name]: to }, instance, reason, answers, effects, problems };
}

function instanceOf({ process, active, rounds, asks, timers, clocks }: Step): Instance {
  const { allStates, fingerprint } = process;
  const names = active.size < 2 ? [...active.keys()] : [...allStates.keys()].filter((name) => active.has(name));
  const end = process.states.get(names[0] ?? '')?.final && active.get(names[0] ?? '');
  return {
    definition: fingerprint,
    ...(end && { ended: end }),
    active: names,
    since: Object.fromEntries(active),
    rounds: objectOf(rounds),
    asks: objectOf(asks),
    timers: objectOf(timers),
    clocks: objectOf(clocks),
  };
}

function mapOf<T>(entries: Readonly<Record<string, T>> | undefined): Map<string, T> {
  const map = new Map<string, T>();
  for (const name in entries) if (Object.hasOwn(entries, name)) map.set(name, entries[name] as T);
  return map;
}

const NONE = Object.freeze({});

/** Most processes have none of most things. */
function objectOf<T>(map: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  return map.size === 0 ? NONE : Object.fromEntries(map);
}

/** Sets a field of the record; true when that changes it. */
export function setValue(step: Step, field: string | undefined, value: Json): boolean {
  if (field === undefined || (step.facts[field] ?? null) === value) return false;
  step.values[field] = value;
  step.facts = { ...step.facts, [field]: value };
  return true;
}

/** A new UUID for a Task or a timer. */
export function newId({ request, process }: Step): string {
  if (!request.newId) throw new Error(`the process ${process.name} needs \`newId\``);
  return request.newId();
}
