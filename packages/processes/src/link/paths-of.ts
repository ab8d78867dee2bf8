import type { Effect, State, Transition } from './process.ts';

type Path = readonly string[];

/** All record paths that a process reads. */
export function pathsOf(
  field: string,
  start: Transition | undefined,
  states: ReadonlyMap<string, State>,
): readonly Path[] {
  const transitions = [...(start ? [start] : []), ...[...states.values()].flatMap(({ on }) => [...on.values()])];
  const all = [[field], ...transitions.flatMap(pathsOfTransition)];
  return [...new Map(all.map((path) => [path.join('.'), path])).values()];
}

function pathsOfTransition(transition: Transition): readonly Path[] {
  const { by, roles, when, needs, decide, to, set, then } = transition;
  const decisions = [...decide.values(), ...needs.decisions, ...(to.is === 'decision' ? [to.decision] : [])];
  const expressions = [
    ...(when ? [when] : []),
    ...needs.fields.flatMap((each) => each.when ?? []),
    ...set.values(),
    ...then.flatMap(readBy),
  ];
  const own = new Set(['me', 'input', ...decide.keys()]);
  return [
    ...by.filter((name) => !roles.has(name)).map((name) => [name, 'id']),
    ...needs.fields.map(({ field }) => [field.name]),
    ...expressions.flatMap(({ paths }) => paths.filter(([first]) => first !== undefined && !own.has(first))),
    ...decisions.flatMap(({ paths }) => paths),
  ];
}

function readBy(effect: Effect): readonly { readonly paths: readonly Path[] }[] {
  const whether = effect.when ? [effect.when] : [];
  if (effect.is !== 'create') return whether;
  const values = [...effect.values.values()];
  if (!effect.each) return [...whether, ...values];
  const beside = values.map(({ paths }) => ({ paths: paths.filter(([first]) => first !== 'item') }));
  return [...whether, effect.each, ...beside];
}
