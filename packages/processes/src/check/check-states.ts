import { didYouMean, problem, type Text, warning } from '@dealwright/diagnostics';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import { outlineOf } from '../link/outline.ts';
import { targets, transitionsIn } from '../link/transitions-in.ts';
import type { Process, State, Transition } from '../process.ts';
import type { ProcessShape } from '../process-schema.ts';
import { entryOf } from '../run/configuration.ts';

/** Checks the whole of a process: its states are choices, all are reached, and every way comes to an end. */
export function checkStates(process: Process, document: ContentDocument<ProcessShape>, linking: Linking): void {
  const { states, field } = process;
  const choices = field.choices?.values ?? new Map();
  const error = (code: string, message: Text, path: readonly (string | number)[], hint: Text | undefined) =>
    linking.report(problem(code, message, { place: document.keyPlace(path), hint }));
  for (const state of states.keys()) {
    if (choices.has(state)) continue;
    error(
      'UNKNOWN_STATE',
      {
        en: `\`${state}\` is no choice of \`${field.name}\`.`,
        ro: `\`${state}\` nu este o opțiune a câmpului \`${field.name}\`.`,
      },
      ['states', state],
      didYouMean(state, choices.keys()),
    );
  }
  const { initial } = document.shape;
  if (initial !== undefined && !states.has(initial)) {
    error(
      'UNKNOWN_STATE',
      { en: `There is no state \`${initial}\`.`, ro: `Nu există starea \`${initial}\`.` },
      ['initial'],
      didYouMean(initial, states.keys()),
    );
  }
  checkFinal(document, error);
  const reached = reachedIn(process, document.shape);
  checkEnds(process, reached, document, error);
  warnOfMissing(process, document, linking);
  warnOfUnreached(reached, document, linking);
  warnOfTraps(process, document, linking);
}

type Report = (code: string, message: Text, path: readonly (string | number)[], hint: Text | undefined) => void;

function checkFinal({ shape }: ContentDocument<ProcessShape>, error: Report): void {
  for (const { name, shape: state, path } of outlineOf(shape)) {
    const { final } = state;
    const hasEvents = LEADING.some((key) => Object.keys(state[key] ?? {}).length > 0);
    if (final === true && hasEvents) {
      error(
        'FINAL_WITH_EVENTS',
        { en: `\`${name}\` is final, but has events.`, ro: `\`${name}\` este finală, dar are evenimente.` },
        [...path, 'final'],
        { en: 'take out `final` or the events', ro: 'scoateți `final` sau evenimentele' },
      );
    }
    if (final === false && !hasEvents) {
      error(
        'NO_WAY_OUT',
        {
          en: `\`${name}\` is not final, but no event leads out.`,
          ro: `\`${name}\` nu este finală, dar niciun eveniment nu duce mai departe.`,
        },
        path,
        { en: 'add an event under `on`', ro: 'adăugați un eveniment sub `on`' },
      );
    }
  }
}

/** The keys of a state by which something leads on. */
const LEADING = ['on', 'always', 'after', 'approvals', 'tasks', 'states', 'parts'] as const;

function warnOfMissing({ states, field }: Process, document: ContentDocument<ProcessShape>, linking: Linking): void {
  const missing = [...(field.choices?.values.values() ?? [])].filter((each) => !each.retired && !states.has(each.name));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => `\`${name}\``).join(', ');
  linking.report(
    warning(
      'CHOICE_WITHOUT_STATE',
      {
        en: `These choices of \`${field.name}\` are no states: ${names}.`,
        ro: `Aceste opțiuni ale câmpului \`${field.name}\` nu sunt stări: ${names}.`,
      },
      {
        place: document.keyPlace(['states']),
        hint: { en: 'add them as states, or mark them `retired`', ro: 'adăugați-le ca stări sau marcați-le `retired`' },
      },
    ),
  );
}

function warnOfUnreached(
  reached: ReadonlySet<string>,
  document: ContentDocument<ProcessShape>,
  linking: Linking,
): void {
  for (const { name, path } of outlineOf(document.shape)) {
    if (reached.has(name)) continue;
    linking.report(
      warning(
        'UNREACHABLE_STATE',
        { en: `No event leads to \`${name}\`.`, ro: `Niciun eveniment nu duce la \`${name}\`.` },
        {
          place: document.keyPlace(path),
          hint: { en: `write \`to: ${name}\` where it begins`, ro: `scrieți \`to: ${name}\` acolo unde începe` },
        },
      ),
    );
  }
}

/** What `done` waits for must be able to come to its end: each part for itself. */
function checkEnds(
  { allStates }: Process,
  reached: ReadonlySet<string>,
  { shape }: ContentDocument<ProcessShape>,
  error: Report,
): void {
  const ends = (states: ReadonlyMap<string, State>) =>
    [...states.values()].some(({ name, final }) => final && reached.has(name));
  for (const { name, path } of outlineOf(shape)) {
    const state = allStates.get(name);
    if (!state?.done || !reached.has(name)) continue;
    const hint = {
      en: 'let a way lead to a state with `final: true` in it',
      ro: 'lăsați o cale să ducă la o stare cu `final: true` din ea',
    };
    for (const part of state.parts.values()) {
      if (ends(part.states)) continue;
      error(
        'NEVER_DONE',
        {
          en: `The part \`${part.name}\` never comes to an end, so \`${name}\` is never done.`,
          ro: `Partea \`${part.name}\` nu se încheie niciodată, deci \`${name}\` nu se termină.`,
        },
        [...path, 'parts', part.name],
        hint,
      );
    }
    if (state.states.size > 0 && !ends(state.states)) {
      error(
        'NEVER_DONE',
        {
          en: `\`${name}\` is never done: no final state in it is reached.`,
          ro: `\`${name}\` nu se termină niciodată: nu se ajunge la nicio stare finală din ea.`,
        },
        [...path, 'done'],
        hint,
      );
    }
  }
}

/** Where some way ends, every way should be able to: a state that can never come to an end is a trap. */
function warnOfTraps(process: Process, document: ContentDocument<ProcessShape>, linking: Linking): void {
  const { states } = process;
  const ending = new Set([...states.values()].filter(({ final }) => final).map(({ name }) => name));
  if (ending.size === 0) return;
  for (let before = -1; before !== ending.size; ) {
    before = ending.size;
    for (const state of states.values())
      if (exits(state, process).some((next) => ending.has(next))) ending.add(state.name);
  }
  for (const name of states.keys()) {
    if (ending.has(name)) continue;
    linking.report(
      warning(
        'NO_WAY_OUT',
        {
          en: `From \`${name}\` no final state can be reached.`,
          ro: `Din \`${name}\` nu se poate ajunge la nicio stare finală.`,
        },
        {
          place: document.keyPlace(['states', name]),
          hint: { en: 'add an event that leads on', ro: 'adăugați un eveniment care duce mai departe' },
        },
      ),
    );
  }
}

/** The top-level states that a state leads to, by whatever stands in it or in those that it holds. */
function exits(state: State, process: Process): readonly string[] {
  const { allStates } = process;
  const inside = [...allStates.values()].filter((each) => each === state || each.within[0] === state.name);
  const named = inside.flatMap((each) => waysFrom(process, each)).flatMap(({ to }) => targets(to));
  return named.map((name) => allStates.get(name)?.within[0] ?? name);
}

/** All transitions out of a state itself, those of the clocks that run in it included. */
function waysFrom({ clocks }: Process, state: State): readonly Transition[] {
  const breaches = [...clocks.values()].flatMap(({ runs, breach }) => (breach && runs.has(state.name) ? [breach] : []));
  return [...transitionsIn(state), ...breaches];
}

/** The states that are reached from the beginning, those that are entered with them included. */
function reachedIn(process: Process, { start }: ProcessShape): ReadonlySet<string> {
  const { allStates, initial } = process;
  const first = process.start && start?.to !== undefined ? targets(process.start.to) : [initial];
  const enteredWith = (name: string) => {
    const state = allStates.get(name);
    return state ? entryOf(process, { state: undefined, part: undefined }, state).map((each) => each.name) : [];
  };
  const reached = new Set(first.flatMap(enteredWith));
  for (const name of reached) {
    const state = allStates.get(name);
    const next = state ? waysFrom(process, state).flatMap(({ to }) => targets(to)) : [];
    for (const each of next.flatMap(enteredWith)) reached.add(each);
  }
  return reached;
}
