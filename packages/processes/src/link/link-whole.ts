import type { Entity, Field } from '@dealwright/entities';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import type { ClockRule } from '../duration.ts';
import type { Process, State, Whom } from '../process.ts';
import type { ProcessShape } from '../process-schema.ts';
import { linkClock } from './link-clock.ts';
import { calendarOf } from './link-duration.ts';
import { linkStates } from './link-state.ts';
import { linkTransition } from './link-transition.ts';
import { outlineOf } from './outline.ts';
import { pathsOf } from './paths-of.ts';
import type { TransitionLinking } from './transition-linking.ts';
import { transitionsIn } from './transitions-in.ts';
import { wakersOf } from './wakers-of.ts';

type Whole = Pick<
  Process,
  'calendar' | 'start' | 'states' | 'allStates' | 'clocks' | 'paths' | 'asksPeople' | 'needsFiles' | 'looks' | 'wakers'
>;

/** Links all of a process that reads expressions. */
export function linkWhole(
  document: ContentDocument<ProcessShape>,
  linking: Linking,
  entity: Entity,
  field: Field,
): Whole {
  const { shape } = document;
  const outline = new Map(outlineOf(shape).map((each) => [each.name, each]));
  const { calendar, need: needCalendar } = calendarOf(document, linking);
  const at: TransitionLinking = { document, linking, entity, field, states: outline, calendar, needCalendar };
  const first = shape.initial ?? Object.keys(shape.states)[0] ?? '';
  const start = shape.start && linkTransition('start', { ...shape.start, to: shape.start.to ?? first }, ['start'], at);
  const states = linkStates(shape.states, { path: ['states'], within: [], part: undefined }, at);
  const allStates = new Map(everyState(states).map((each) => [each.name, each]));
  const clocks = new Map<string, ClockRule>();
  for (const [name, said] of Object.entries(shape.clocks ?? {})) clocks.set(name, linkClock(name, said, at));
  const all = [...allStates.values()];
  const transitions = [...(start ? [start] : []), ...all.flatMap(transitionsIn)];
  return {
    calendar,
    start,
    states,
    allStates,
    clocks,
    paths: pathsOf(field.name, entity.title, start, all, clocks.values()),
    asksPeople: all.some(({ asks }) => asks.size > 0) || transitions.some(({ whom }) => whom.some(isManager)),
    needsFiles: transitions.some(({ needs }) => needs.files.length > 0),
    looks:
      all.some(({ always, after }) => always.length > 0 || after.some(({ from }) => from !== undefined)) ||
      [...clocks.values()].some(({ restarts }) => restarts.length > 0),
    wakers: wakersOf(entity, all),
  };
}

function everyState(states: ReadonlyMap<string, State>): readonly State[] {
  return [...states.values()].flatMap((state) => [
    state,
    ...everyState(state.states),
    ...[...state.parts.values()].flatMap((part) => everyState(part.states)),
  ]);
}

function isManager(whom: Whom): boolean {
  return whom.is === 'manager';
}
