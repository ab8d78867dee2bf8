import type { State, Target, Transition } from '../process.ts';

/** All transitions that are written in a state itself, not those of the states that it holds. */
export function transitionsIn({ on, done, after, always, asks, voting }: State): readonly Transition[] {
  const { agreed, disagreed } = voting;
  const late = [...asks.values()].map((each) => each.late);
  const some = [done, agreed, disagreed, ...late].filter((each) => each !== undefined);
  return [...on.values(), ...always, ...after.map(({ transition }) => transition), ...some];
}

/** The states that a transition may lead to; none when it stays. */
export function targets(to: Target | undefined): readonly string[] {
  if (!to) return [];
  return to.is === 'state' ? [to.state] : to.states;
}
