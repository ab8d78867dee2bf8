import { didYouMean, type Problem, problem, say, type Text } from '@dealwright/diagnostics';
import type { Field } from '@dealwright/entities';
import type { Answer, Decision } from '@dealwright/rules';
import { isJsonObject } from '@dealwright/values';
import type { NeededFile, Process, State, Transition } from '../process.ts';
import { innermost, outward } from './configuration.ts';

/** The event is none of the present states. */
export function eventNotHere(process: Process, active: ReadonlyMap<string, string>, event: string): Problem {
  const { states, events } = process;
  if (!events.has(event)) {
    return problem(
      'UNKNOWN_EVENT',
      { en: `There is no event \`${event}\`.`, ro: `Nu există evenimentul \`${event}\`.` },
      { path: ['event'], hint: didYouMean(event, events.keys()) },
    );
  }
  const said = events.get(event) ?? event;
  const here = innermost(process, active);
  const labels = here.length > 0 ? here.map(({ label }) => label) : [[...active.keys()][0] ?? ''];
  const known = [...new Set(here.flatMap((each) => outward(process, each)).flatMap(({ on }) => [...on.keys()]))];
  const [top = ''] = active.keys();
  return problem(
    'EVENT_NOT_POSSIBLE',
    {
      en: `“${say(said, 'en')}” is not possible in the state ${labels.map((each) => `“${say(each, 'en')}”`).join(', ')}.`,
      ro: `„${say(said, 'ro')}” nu este posibil în starea ${labels.map((each) => `„${say(each, 'ro')}”`).join(', ')}.`,
    },
    { path: ['event'], hint: known.length > 0 ? possibleEvents(known) : ended(states.get(top), active.get(top)) },
  );
}

function possibleEvents(names: readonly string[]): Text {
  const list = names.map((each) => `\`${each}\``).join(', ');
  return { en: `possible now: ${list}`, ro: `posibile acum: ${list}` };
}

/** @param since when it came to its end, where that is known */
function ended(state: State | undefined, since = ''): Text {
  if (!state?.final) return { en: 'it goes on by itself', ro: 'merge mai departe de la sine' };
  const day = since.slice(0, 10);
  const label = (locale: string) => say(state.label, locale);
  return {
    en: `this is a final state, it ended as “${label('en')}”${day && ` on ${day}`}; nothing is possible any more`,
    ro: `aceasta este o stare finală, s-a încheiat ca „${label('ro')}”${day && ` la ${day}`}; nimic nu mai este posibil`,
  };
}

/** The person is none of those who may. */
export function eventNotAllowed({ label, by, automatic }: Transition): Problem {
  const names = automatic ? 'platform' : by.join(', ');
  return problem(
    'EVENT_NOT_ALLOWED',
    { en: `You may not “${say(label, 'en')}”.`, ro: `Nu puteți face „${say(label, 'ro')}”.` },
    {
      path: ['event'],
      hint:
        by.length > 0 || automatic
          ? { en: `this is done by: ${names}`, ro: `aceasta se face de către: ${names}` }
          : {
              en: 'this is done by those who may change the record',
              ro: 'aceasta se face de către cei care pot modifica înregistrarea',
            },
    },
  );
}

/** A needed field has no value. */
export function fieldMissing({ name, label }: Field): Problem {
  return problem(
    'FIELD_NEEDED',
    { en: `${say(label, 'en')} is needed.`, ro: `${say(label, 'ro')} este necesar.` },
    { path: ['input', name], hint: { en: `fill in ${say(label, 'en')}`, ro: `completați ${say(label, 'ro')}` } },
  );
}

/** A needed kind of file is not attached. */
export function fileMissing({ file, label }: NeededFile): Problem {
  return problem(
    'FILE_NEEDED',
    { en: `A file is needed: ${say(label, 'en')}.`, ro: `Este nevoie de un fișier: ${say(label, 'ro')}.` },
    { path: ['event'], hint: { en: `attach it as \`${file}\``, ro: `atașați-l ca \`${file}\`` } },
  );
}

/** The event asks why. */
export function reasonMissing({ label }: Transition): Problem {
  return problem(
    'REASON_NEEDED',
    {
      en: `A reason is needed for “${say(label, 'en')}”.`,
      ro: `Este nevoie de un motiv pentru „${say(label, 'ro')}”.`,
    },
    { path: ['input', 'reason'], hint: { en: 'write why', ro: 'scrieți de ce' } },
  );
}

/** @param remedy the needed field whose input could change the guard's mind */
export function guardRefuses({ label, unless }: Transition, remedy: string | undefined): Problem {
  return problem(
    'NOT_NOW',
    unless ?? { en: `“${say(label, 'en')}” is not possible now.`, ro: `„${say(label, 'ro')}” nu este posibil acum.` },
    { path: remedy === undefined ? ['event'] : ['input', remedy] },
  );
}

/** One problem for each matched row or rule, in its own words; an outcome that names a field is shown at it. */
export function decisionRefuses(decision: Decision, answer: Answer): readonly Problem[] {
  const general: Text = {
    en: `${say(decision.label, 'en')} refuses.`,
    ro: `${say(decision.label, 'ro')} refuză.`,
  };
  if (answer.matched.length === 0) return [problem('DECISION_REFUSES', general, { path: ['event'], decision: answer })];
  return answer.matched.map(({ because, outcome }) => {
    const field = isJsonObject(outcome) && typeof outcome.field === 'string' ? outcome.field : undefined;
    return problem('DECISION_REFUSES', because ?? general, {
      path: field === undefined ? ['event'] : ['input', field],
      decision: answer,
    });
  });
}

/** A decision that could not be made refuses. */
export function decisionFailed(answer: Answer): readonly Problem[] {
  const broken = answer.problems.filter(({ severity }) => severity === 'error');
  return broken.map(({ message }) => problem('DECISION_FAILED', message, { path: ['event'], decision: answer }));
}

/** A decision was to name the next state and did not. */
export function noState(answer: Answer): Problem {
  return problem(
    'NO_STATE_DECIDED',
    {
      en: `\`${answer.decision}\` gives no state for this record.`,
      ro: `\`${answer.decision}\` nu dă nicio stare pentru această înregistrare.`,
    },
    {
      path: ['event'],
      decision: answer,
      hint: { en: 'add a row for it, or a `default`', ro: 'adăugați un rând pentru ea sau un `default`' },
    },
  );
}

/** What goes on by itself never comes to rest. */
export function alwaysLoops({ name }: Process, active: readonly string[]): Problem {
  const states = active.map((each) => `\`${each}\``).join(', ');
  return problem(
    'NEVER_RESTS',
    {
      en: `The process \`${name}\` goes on by itself for ever, at last in ${states}.`,
      ro: `Procesul \`${name}\` merge de la sine la nesfârșit, ultima dată în ${states}.`,
    },
    {
      path: ['event'],
      hint: {
        en: 'give its `always` a condition that no longer holds where it leads',
        ro: 'dați lui `always` o condiție care nu mai este adevărată acolo unde duce',
      },
    },
  );
}

/** What time moves on is due again at once. */
export function timeLoops({ name }: Process, active: readonly string[]): Problem {
  const states = active.map((each) => `\`${each}\``).join(', ');
  return problem(
    'NEVER_RESTS',
    {
      en: `The time limits of the process \`${name}\` are over again at once, for ever, at last in ${states}.`,
      ro: `Termenele procesului \`${name}\` expiră din nou imediat, la nesfârșit, ultima dată în ${states}.`,
    },
    {
      path: ['event'],
      hint: {
        en: 'make the time of its `after` longer than nothing, or lead elsewhere',
        ro: 'dați lui `after` un timp mai mare decât zero sau duceți în altă stare',
      },
    },
  );
}

/** A time limit could not be computed. */
export function timeNotKnown(of: Text, duration: Text): Problem {
  return problem(
    'TIME_NOT_KNOWN',
    {
      en: `The time for “${say(of, 'en')}” is not known: ${say(duration, 'en')}.`,
      ro: `Timpul pentru „${say(of, 'ro')}” nu este cunoscut: ${say(duration, 'ro')}.`,
    },
    {
      path: ['event'],
      hint: {
        en: 'fill in what it is computed from, or mend the setting',
        ro: 'completați datele din care se calculează sau corectați setarea',
      },
    },
  );
}
