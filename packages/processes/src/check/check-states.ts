import { didYouMean, problem, type Text, warning } from '@dealwright/diagnostics';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import { targets, transitionsIn } from '../link/transitions-in.ts';
import type { Process, State } from '../process.ts';
import type { ProcessShape } from '../process-schema.ts';

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
  warnOfMissing(process, document, linking);
  warnOfUnreached(process, document, linking);
  warnOfTraps(process, document, linking);
}

type Report = (code: string, message: Text, path: readonly (string | number)[], hint: Text | undefined) => void;

function checkFinal({ shape }: ContentDocument<ProcessShape>, error: Report): void {
  for (const [name, { on, final }] of Object.entries(shape.states)) {
    const hasEvents = Object.keys(on ?? {}).length > 0;
    if (final === true && hasEvents) {
      error(
        'FINAL_WITH_EVENTS',
        { en: `\`${name}\` is final, but has events.`, ro: `\`${name}\` este finală, dar are evenimente.` },
        ['states', name, 'final'],
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
        ['states', name],
        { en: 'add an event under `on`', ro: 'adăugați un eveniment sub `on`' },
      );
    }
  }
}

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

function warnOfUnreached(process: Process, document: ContentDocument<ProcessShape>, linking: Linking): void {
  const first = process.start && document.shape.start?.to !== undefined ? targets(process.start.to) : [process.initial];
  const reached = new Set(first);
  for (const name of reached) for (const next of exits(process.states.get(name), process)) reached.add(next);
  for (const name of process.states.keys()) {
    if (reached.has(name)) continue;
    linking.report(
      warning(
        'UNREACHABLE_STATE',
        { en: `No event leads to \`${name}\`.`, ro: `Niciun eveniment nu duce la \`${name}\`.` },
        {
          place: document.keyPlace(['states', name]),
          hint: { en: `write \`to: ${name}\` where it begins`, ro: `scrieți \`to: ${name}\` acolo unde începe` },
        },
      ),
    );
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
function exits(state: State | undefined, { allStates, states }: Process): readonly string[] {
  if (!state) return [];
  const inside = [...allStates.values()].filter((each) => each === state || each.within[0] === state.name);
  const named = inside.flatMap(transitionsIn).flatMap(({ to }) => targets(to));
  return named.map((name) => (states.has(name) ? name : (allStates.get(name)?.within[0] ?? name)));
}
