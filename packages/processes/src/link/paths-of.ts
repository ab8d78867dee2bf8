import type { Expression } from '@dealwright/expressions';
import type { AskRule } from '../ask-rule.ts';
import type { ClockRule, Duration, Warning } from '../duration.ts';
import type { Effect } from '../effect.ts';
import type { State, Transition, Whom } from '../process.ts';
import { transitionsIn } from './transitions-in.ts';

type Path = readonly string[];

/** All record paths that a process reads. */
export function pathsOf(
  field: string,
  title: string,
  start: Transition | undefined,
  states: Iterable<State>,
  clocks: Iterable<ClockRule>,
): readonly Path[] {
  const all = [...states];
  const rules = [...clocks];
  const found = [
    [field],
    ...(start ? pathsOfTransition(start) : []),
    ...all.flatMap(pathsOfState),
    ...all.flatMap(({ enter, asks, after }) => [
      ...enter.flatMap(pathsOfEffect),
      ...after.flatMap(({ duration, from }) => [...duration.amount.paths, ...(from?.paths ?? [])]),
      ...[...asks.values()].flatMap((each) => [[title], ...pathsOfAsk(each)]),
    ]),
    ...rules.flatMap(pathsOfClock),
  ].filter(([first]) => first !== 'me' && first !== 'input');
  return [...new Map(found.map((path) => [path.join('.'), path])).values()];
}

function pathsOfState(state: State): readonly Path[] {
  const paths = transitionsIn(state).flatMap(pathsOfTransition);
  // The answers that were given are no part of the record.
  return state.asks.size > 0 ? paths.filter(([first]) => first !== 'answers') : paths;
}

function pathsOfTransition(transition: Transition): readonly Path[] {
  const { whom, when, needs, decide, to, set, then } = transition;
  const decisions = [...decide.values(), ...needs.decisions, ...(to?.is === 'decision' ? [to.decision] : [])];
  const expressions = [
    ...(when ? [when] : []),
    ...[...needs.fields, ...needs.files].flatMap((each) => each.when ?? []),
    ...set.values(),
  ];
  const read = [...expressions.flatMap(({ paths }) => paths), ...then.flatMap(pathsOfEffect)];
  return [
    ...whom.flatMap(pathsOfWhom),
    ...needs.fields.map(({ field }) => [field.name]),
    ...read.filter(([first]) => first !== undefined && !decide.has(first)),
    ...decisions.flatMap(({ paths }) => paths),
  ];
}

function pathsOfWhom(whom: Whom): readonly Path[] {
  if (whom.is === 'manager') return pathsOfWhom(whom.of);
  return whom.is === 'person' ? [[...whom.path, 'id']] : [];
}

function pathsOfAsk({ when, within, warn, whom, except, escalate }: AskRule): readonly Path[] {
  return [
    ...(when?.paths ?? []),
    ...[...whom, ...except].flatMap(pathsOfWhom),
    ...pathsOfTime(within, warn),
    ...(escalate ? pathsOfWhom(escalate.whom) : []),
  ];
}

function pathsOfClock({ from, within, until, restarts, warn, breach, keeps }: ClockRule): readonly Path[] {
  return [
    ...(from?.paths ?? []),
    ...(until?.paths ?? []),
    ...pathsOfTime(within),
    ...(breach ? pathsOfTransition(breach) : []),
    ...warn.flatMap(({ at, then }) => [...pathsOfTime(undefined, at), ...then.flatMap(pathsOfEffect)]),
    ...[...restarts, ...Object.values(keeps)].flatMap((name) => (name === undefined ? [] : [[name]])),
  ];
}

function pathsOfTime(duration: Duration | undefined, warn?: Warning): readonly Path[] {
  return [...(duration?.amount.paths ?? []), ...(warn?.is === 'before' ? warn.duration.amount.paths : [])];
}

function pathsOfEffect(effect: Effect): readonly Path[] {
  const own: readonly Path[] = effect.is === 'fire' ? [[...effect.on, 'id']] : [];
  const read = [...own, ...expressionsOf(effect).flatMap(({ paths }) => paths)];
  const beside = effect.is === 'create' && effect.each ? read.filter(([first]) => first !== 'item') : read;
  return effect.when ? [...effect.when.paths, ...beside] : beside;
}

/** All that an effect computes, except its `when`. */
function expressionsOf(effect: Effect): readonly Expression[] {
  switch (effect.is) {
    case 'create':
      return [...(effect.each ? [effect.each] : []), ...effect.values.values()];
    case 'mail':
      return [...effect.to, ...(effect.language ? [effect.language] : [])];
    case 'invite': {
      const { to, starts, ends, place } = effect;
      return [...(typeof to === 'string' ? [] : [to]), starts, ends, ...(place ? [place] : [])];
    }
    case 'call':
      return [...effect.with.values()];
    case 'fire':
      return [...effect.input.values()];
    default:
      return [];
  }
}
