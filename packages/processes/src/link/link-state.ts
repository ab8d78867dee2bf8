import type { Text } from '@dealwright/diagnostics';
import { humanise, warnUntranslated } from '@dealwright/entities';
import type { After } from '../duration.ts';
import type { Part, State, Transition } from '../process.ts';
import type { StateShape } from '../schema/state-schema.ts';
import { ANSWERS_NAME } from './answers-name.ts';
import { askEvents, linkAsks, linkVoting } from './link-asks.ts';
import { linkDuration } from './link-duration.ts';
import { linkEffects } from './link-effects.ts';
import { compiler, linkAutomatic, linkTransition } from './link-transition.ts';
import { type Place, report, type TransitionLinking } from './transition-linking.ts';

interface Where {
  readonly path: Place;
  readonly within: readonly string[];
  readonly part: string | undefined;
}

/** Links a state and all that it holds. */
function linkState(name: string, shape: StateShape, { path, within, part }: Where, at: TransitionLinking): State {
  const { document, linking, field } = at;
  warnUntranslated(shape.label, () => document.place([...path, 'label']), linking);
  const inside = [...within, name];
  const compile = compiler(new Map(), at);
  const asks = linkAsks(shape, path, at);
  const own = asks.size > 0 ? { ...at, names: ANSWERS_NAME } : at;
  const on = linkEvents(shape, path, own);
  const always = (shape.always ?? []).map((each, index) =>
    linkAutomatic('always', each, [...path, 'always', index], own),
  );
  const after = linkAfter(shape, path, own);
  const states = linkStates(shape.states, { path: [...path, 'states'], within: inside, part: undefined }, at);
  const parts = linkParts(shape, path, inside, at);
  const done = shape.done && linkAutomatic('done', shape.done, [...path, 'done'], own);
  const isEnd = on.size === 0 && always.length === 0 && after.length === 0 && !done;
  return {
    name,
    label: labelOf(name, shape, field.choices?.values.get(name)?.label),
    within,
    part,
    on,
    final: isEnd && states.size === 0 && parts.size === 0,
    enter: linkEffects(shape.enter ?? [], [...path, 'enter'], compile, at),
    states,
    parts,
    asks,
    voting: linkVoting(shape, path, own),
    done,
    after,
    always,
  };
}

/** Links states side by side. */
export function linkStates(
  shapes: Readonly<Record<string, StateShape>> | undefined,
  where: Where,
  at: TransitionLinking,
): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  for (const [name, shape] of Object.entries(shapes ?? {})) {
    states.set(name, linkState(name, shape, { ...where, path: [...where.path, name] }, at));
  }
  return states;
}

function labelOf(name: string, { label }: StateShape, choice: Text | undefined): Text {
  return label ?? choice ?? humanise(name);
}

function linkParts(
  { parts: said = {} }: StateShape,
  path: Place,
  within: readonly string[],
  at: TransitionLinking,
): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const [name, { label, states }] of Object.entries(said)) {
    const here = [...path, 'parts', name];
    warnUntranslated(label, () => at.document.place([...here, 'label']), at.linking);
    const where = { path: [...here, 'states'], within, part: name };
    parts.set(name, { name, label: label ?? humanise(name), states: linkStates(states, where, at) });
  }
  return parts;
}

function linkEvents(shape: StateShape, path: Place, at: TransitionLinking): ReadonlyMap<string, Transition> {
  const on = new Map<string, Transition>();
  for (const [event, said] of Object.entries(shape.on ?? {}))
    on.set(event, linkTransition(event, said, [...path, 'on', event], at));
  for (const each of askEvents(shape, path, at)) {
    if (on.has(each.event)) reportGenerated(each.event, [...path, 'on', each.event], at);
    on.set(each.event, each);
  }
  return on;
}

function linkAfter({ after }: StateShape, path: Place, at: TransitionLinking): readonly After[] {
  const compile = compiler(new Map(), at);
  return Object.entries(after ?? {}).flatMap(([text, { from, ...said }]) => {
    const here = [...path, 'after', text];
    const duration = linkDuration(text, here, compile, at);
    const transition = linkAutomatic('after', said, here, at, duration?.label);
    const base = from === undefined ? undefined : compile(from, [...here, 'from']);
    return duration ? [{ duration, from: base, transition }] : [];
  });
}

function reportGenerated(event: string, path: Place, at: TransitionLinking): void {
  report(
    at,
    path,
    'EVENT_IS_MADE',
    {
      en: `\`${event}\` is made from the approval or task of that name already.`,
      ro: `\`${event}\` există deja, făcut din aprobarea sau sarcina cu acest nume.`,
    },
    { en: 'give the event another name', ro: 'dați evenimentului alt nume' },
  );
}
