import { say } from '@dealwright/diagnostics';
import type { AskRule } from '../ask-rule.ts';
import type { Duration } from '../duration.ts';
import type { Process, State, Target, Transition } from '../process.ts';
import type { Arrow, Box, Chart } from './chart.ts';

/** What a picture of the process shows, in a language. The ids of its boxes are the names of the states. */
export function chartOf(process: Process, locale: string): Chart {
  const drawing: Drawing = { process, locale, arrows: [] };
  const boxes = [...process.states.values()].map((each) => boxOf(each, drawing));
  const first = process.start ? targets(process.start.to, [process.initial]) : [process.initial];
  const begin = first.map((to): Arrow => ({ from: START, to, label: '', automatic: true }));
  return {
    title: say(process.label, locale),
    boxes: [{ id: START, is: 'start', label: '', notes: [], boxes: [] }, ...boxes],
    arrows: merged([...begin, ...drawing.arrows]),
  };
}

interface Drawing {
  readonly process: Process;
  readonly locale: string;
  readonly arrows: Arrow[];
}

/** No state has this name. */
const START = '→';

function boxOf(state: State, drawing: Drawing): Box {
  const { process, locale } = drawing;
  const parts = [...state.parts.values()].map(
    (part): Box => ({
      id: `${state.name}/${part.name}`,
      is: 'part',
      label: say(part.label, locale),
      notes: [],
      boxes: [...part.states.values()].map((each) => boxOf(each, drawing)),
    }),
  );
  const inner = [...state.states.values()].map((each) => boxOf(each, drawing));
  const clocks = [...process.clocks.values()].filter(({ runs }) => runs.has(state.name));
  const notes = [
    ...[...state.asks.values()].map((ask) => `${SIGNS[ask.is]} ${named(say(ask.label, locale), ask.within, locale)}`),
    ...clocks.map((clock) => `◷ ${named(say(clock.label, locale), clock.within, locale)}`),
    ...leave(state, drawing),
  ];
  // An inner state without a way out of its own may be left by those of the states that hold it.
  const holder = process.allStates.get(state.within.at(-1) ?? '');
  const is = state.final && (!holder || holder.done) ? 'final' : 'state';
  return { id: state.name, is, label: say(state.label, locale), notes, boxes: [...parts, ...inner] };
}

const SIGNS: Readonly<Record<AskRule['is'], string>> = { approval: '✓', task: '☐' };

/** Draws the arrows out of a state; what leads to a state inside it is told as a note. */
function leave(state: State, { process, locale, arrows }: Drawing): readonly string[] {
  const notes: string[] = [];
  const lead = (transition: Transition | undefined, label: string, automatic: boolean) => {
    for (const to of targets(transition?.to, [])) {
      if (process.allStates.get(to)?.within.includes(state.name)) {
        notes.push(`${label} → ${say(process.allStates.get(to)?.label ?? to, locale)}`);
      } else arrows.push({ from: state.name, to, label, automatic });
    }
  };
  for (const transition of state.on.values())
    if (!transition.ask) lead(transition, say(transition.label, locale), false);
  const words = WORDS[locale.startsWith('ro') ? 'ro' : 'en'];
  lead(state.voting.agreed, words.agreed, true);
  lead(state.voting.disagreed, words.disagreed, true);
  lead(state.done, words.done, true);
  for (const ask of state.asks.values()) lead(ask.late, named(words.late, ask.within, locale), true);
  for (const { duration, transition } of state.after) lead(transition, say(duration.label, locale), true);
  for (const transition of state.always) lead(transition, '', true);
  for (const clock of process.clocks.values()) {
    if (clock.runs.has(state.name)) lead(clock.breach, named(words.late, clock.within, locale), true);
  }
  return notes;
}

const WORDS = {
  en: { agreed: 'agreed', disagreed: 'disagreed', done: 'all done', late: 'too late' },
  ro: { agreed: 'de acord', disagreed: 'nu sunt de acord', done: 'totul gata', late: 'prea târziu' },
} as const;

function named(name: string, duration: Duration | undefined, locale: string): string {
  return duration ? `${name}: ${say(duration.label, locale)}` : name;
}

function targets(to: Target | undefined, otherwise: readonly string[]): readonly string[] {
  if (!to) return otherwise;
  return to.is === 'state' ? [to.state] : to.states;
}

/** Several ways from one state to another are one arrow with several words. */
function merged(arrows: readonly Arrow[]): readonly Arrow[] {
  const same = Map.groupBy(arrows, ({ from, to, automatic }) => JSON.stringify([from, to, automatic]));
  return [...same.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    return [
      {
        ...first,
        label: [...new Set([first, ...more].map(({ label }) => label).filter((each) => each !== ''))].join(' / '),
      },
    ];
  });
}
