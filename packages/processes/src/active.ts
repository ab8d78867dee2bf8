import type { JsonObject } from '@dealwright/values';
import type { Instance, Instances } from './instance.ts';
import type { Process, Transition } from './process.ts';
import { entryOf, WHOLE } from './run/configuration.ts';
import { movedTo } from './run/move.ts';
import { causedBy } from './run/select.ts';

/** The present state of a record, by its name of now; that of a new one when it has none. */
export function stateOf({ field, initial, states, running }: Process, record: JsonObject): string {
  const state = record[field.name];
  if (typeof state !== 'string') return initial;
  return states.has(state) ? state : (running.states.get(state) ?? state);
}

/**
 * The instance that agrees with the record: what is written into the field from elsewhere makes it void. One that began by
 * an earlier definition is moved to this one.
 */
export function instanceAt(
  process: Process,
  record: JsonObject,
  instance: Instance | null | undefined,
): Instance | undefined {
  if (!instance) return undefined;
  if (instance.definition !== process.fingerprint)
    return instance.active[0] === record[process.field.name] ? movedTo(process, instance) : undefined;
  if (instance.active[0] !== stateOf(process, record)) return undefined;
  return instance.active.every((name) => process.allStates.has(name)) ? instance : undefined;
}

/** The active states of a record, since when; of one without an instance the state of its field, and what begins in it. */
export function activeOf(
  process: Process,
  record: JsonObject,
  instance: Instance | null | undefined,
): ReadonlyMap<string, string> {
  const known = instanceAt(process, record, instance);
  if (!known) {
    const state = stateOf(process, record);
    const target = process.allStates.get(state);
    const names = target ? entryOf(process, WHOLE, target).map(({ name }) => name) : [state];
    return new Map(names.map((name) => [name, '']));
  }
  return new Map(known.active.map((name) => [name, known.since[name] ?? '']));
}

/** The transitions that an event causes in the present states. */
export function transitionsOf(
  process: Process,
  event: string,
  before: JsonObject,
  instance?: Instance | null,
): readonly Transition[] {
  return causedBy(process, activeOf(process, before, instance), event).map(({ transition }) => transition);
}

/** The processes in which the event fires: those that have it in the record's present state; all that know it when none has. */
export function firing(
  processes: readonly Process[],
  event: string,
  before: JsonObject,
  instances?: Instances | null,
): readonly Process[] {
  const knowing = processes.filter(({ events }) => events.has(event));
  if (knowing.length < 2) return knowing;
  const here = knowing.filter((process) => transitionsOf(process, event, before, instances?.[process.name]).length > 0);
  return here.length > 0 ? here : knowing;
}

/** The moments at which the processes want to be woken. */
export function timersOf(
  instances: Instances | null | undefined,
): readonly { readonly id: string; readonly at: string; readonly process: string }[] {
  return Object.entries(instances ?? {}).flatMap(([process, { timers }]) =>
    Object.values(timers).flatMap(({ id, at, rung }) => (rung ? [] : [{ id, at, process }])),
  );
}
