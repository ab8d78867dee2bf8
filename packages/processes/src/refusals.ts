import { didYouMean, type Problem, problem, say, type Text } from '@dealwright/diagnostics';
import type { Field } from '@dealwright/entities';
import type { Answer, Decision } from '@dealwright/rules';
import { isJsonObject } from '@dealwright/values';
import type { Process, Transition } from './process.ts';

/** The event is none of the present state. */
export function eventNotHere({ states, events }: Process, from: string, event: string): Problem {
  const state = states.get(from);
  const label = state?.label ?? from;
  const known = [...(state?.on.keys() ?? [])];
  if (!events.has(event)) {
    return problem(
      'UNKNOWN_EVENT',
      { en: `There is no event \`${event}\`.`, ro: `Nu există evenimentul \`${event}\`.` },
      { path: ['event'], hint: didYouMean(event, events.keys()) },
    );
  }
  const said = events.get(event) ?? event;
  return problem(
    'EVENT_NOT_POSSIBLE',
    {
      en: `“${say(said, 'en')}” is not possible in the state “${say(label, 'en')}”.`,
      ro: `„${say(said, 'ro')}” nu este posibil în starea „${say(label, 'ro')}”.`,
    },
    {
      path: ['event'],
      hint:
        known.length > 0 ? possibleEvents(known) : { en: 'this is a final state', ro: 'aceasta este o stare finală' },
    },
  );
}

function possibleEvents(names: readonly string[]): Text {
  const list = names.map((each) => `\`${each}\``).join(', ');
  return { en: `possible now: ${list}`, ro: `posibile acum: ${list}` };
}

/** The person is none of those who may. */
export function eventNotAllowed({ label, by }: Transition): Problem {
  const names = by.join(', ');
  return problem(
    'EVENT_NOT_ALLOWED',
    { en: `You may not “${say(label, 'en')}”.`, ro: `Nu puteți face „${say(label, 'ro')}”.` },
    {
      path: ['event'],
      hint:
        by.length > 0
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
