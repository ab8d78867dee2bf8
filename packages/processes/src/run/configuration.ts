import type { Process, State } from '../process.ts';

/** What a transition leaves: what is active within a state (undefined: within the process), or within one part of it. */
export interface Domain {
  readonly state: State | undefined;
  readonly part: string | undefined;
}

export const WHOLE: Domain = { state: undefined, part: undefined };

/** The state, from the outermost that holds it down to itself. */
function chainOf({ allStates }: Process, state: State): readonly State[] {
  return [...state.within.flatMap((name) => allStates.get(name) ?? []), state];
}

/**
 * What is left when `source` leads to `target`: the innermost that holds both. A state that leads into itself stays; one
 * that leads to itself is left and entered again. `source` is undefined for a process that begins.
 */
export function domainOf(process: Process, source: State | undefined, target: State): Domain {
  if (!source || target.within.length === 0) return WHOLE;
  if (target.within.includes(source.name)) return { state: source, part: undefined };
  const [from, to] = [chainOf(process, source), chainOf(process, target)];
  let domain = WHOLE;
  for (const [index, state] of to.entries()) {
    const other = from[index];
    if (other?.part !== state.part) return { state: to[index - 1], part: undefined };
    domain = { state: to[index - 1], part: state.part };
    if (other !== state) break;
  }
  return domain;
}

export function isWithin(state: State, { state: holder, part }: Domain, { allStates }: Process): boolean {
  if (!holder) return true;
  const depth = state.within.indexOf(holder.name);
  if (depth < 0) return false;
  if (part === undefined) return true;
  const child = depth + 1 < state.within.length ? allStates.get(state.within[depth + 1] ?? '') : state;
  return child?.part === part;
}

/** The states that are entered below the domain when it is led to `target`: outer before inner, as they are written. */
export function entryOf(process: Process, domain: Domain, target: State): readonly State[] {
  const chain = chainOf(process, target);
  const depth = domain.state ? chain.indexOf(domain.state) + 1 : 0;
  const way = chain.slice(depth);
  if (domain.state && domain.state.parts.size > 0 && domain.part === undefined) return inside(domain.state, way);
  return down(way);
}

/** The first of the way, and what is entered in it on the way to its end. */
function down([state, ...way]: readonly State[]): readonly State[] {
  return state ? [state, ...inside(state, way)] : [];
}

/** What is entered inside a state: where the way leads, and elsewhere where it begins. */
function inside(state: State, way: readonly State[]): readonly State[] {
  if (state.parts.size > 0) {
    const [next] = way;
    return [...state.parts.values()].flatMap(({ name, states }) =>
      next?.part === name ? down(way) : down([...states.values()].slice(0, 1)),
    );
  }
  return down(way.length > 0 ? way : [...state.states.values()].slice(0, 1));
}

/** True when what goes on in the state has come to its end in all of its parts. */
export function isComplete(state: State, active: ReadonlyMap<string, string>): boolean {
  const hasFinal = (states: ReadonlyMap<string, State>) =>
    [...states.values()].some(({ name, final }) => final && active.has(name));
  if (state.parts.size === 0) return hasFinal(state.states);
  return [...state.parts.values()].every(({ states }) => hasFinal(states));
}

/** True when the states are a whole: each is in an active one, and each holds exactly one active, in each of its parts. */
export function isConfiguration({ allStates, states }: Process, names: readonly string[]): boolean {
  const active = new Set(names);
  const hasOne = (inner: ReadonlyMap<string, State>) =>
    [...inner.keys()].filter((each) => active.has(each)).length === 1;
  const isWhole = (name: string) => {
    const state = allStates.get(name);
    if (!state?.within.every((each) => active.has(each))) return false;
    return (
      [...state.parts.values()].every((part) => hasOne(part.states)) &&
      (state.states.size === 0 || hasOne(state.states))
    );
  };
  return hasOne(states) && names.every(isWhole);
}

/** The state itself, then those that hold it, the nearest first. */
export function outward({ allStates }: Process, state: State): readonly State[] {
  if (state.within.length === 0) return [state];
  return [state, ...state.within.toReversed().flatMap((name) => allStates.get(name) ?? [])];
}

/** The active states that hold no active one, as they are written. */
export function innermost({ allStates, states }: Process, active: ReadonlyMap<string, string>): readonly State[] {
  if (active.size === 1) {
    for (const name of active.keys()) {
      const only = states.get(name);
      return only ? [only] : [];
    }
  }
  const found: State[] = [];
  for (const state of allStates.values())
    if (active.has(state.name) && state.states.size === 0 && state.parts.size === 0) found.push(state);
  return found;
}
