import { type Problem, problem, say, type Text, warning } from '@dealwright/diagnostics';
import type { AskRule } from '../ask-rule.ts';
import type { Ask } from '../instance.ts';
import type { Transition } from '../process.ts';
import type { Person } from '../request.ts';

const RESULTS: Readonly<Record<NonNullable<Ask['result']>, { readonly en: string; readonly ro: string }>> = {
  agree: { en: 'agreed', ro: 'de acord' },
  disagree: { en: 'disagreed', ro: 'dezacord' },
  'not-concerned': { en: 'not concerned', ro: 'nu o privește' },
  complete: { en: 'completed', ro: 'finalizată' },
};

/** It is not asked this time, or not yet. */
export function askNotOpen({ label }: AskRule): Problem {
  return problem(
    'ASK_NOT_OPEN',
    { en: `“${say(label, 'en')}” is not asked now.`, ro: `„${say(label, 'ro')}” nu este cerut acum.` },
    {
      path: ['event'],
      hint: {
        en: 'it is asked in its turn, or only under its own condition',
        ro: 'se cere când îi vine rândul sau numai în condiția sa',
      },
    },
  );
}

/** Somebody was quicker, or it is done. */
export function alreadyAnswered({ label }: AskRule, { answers, result }: Ask, people: readonly Person[]): Problem {
  const last = answers.at(-1);
  const how = RESULTS[result ?? 'complete'];
  const by = people.find(({ id }) => id === last?.by)?.name;
  const day = last?.at.slice(0, 10) ?? '';
  return problem(
    'ALREADY_ANSWERED',
    {
      en: `“${say(label, 'en')}” is answered already: ${how.en}.`,
      ro: `La „${say(label, 'ro')}” s-a răspuns deja: ${how.ro}.`,
    },
    {
      path: ['event'],
      hint:
        by === undefined
          ? { en: `answered on ${day}`, ro: `răspuns la ${day}` }
          : { en: `answered by ${by} on ${day}`, ro: `a răspuns ${by} la ${day}` },
    },
  );
}

/** The same person answers again. */
export function answeredByYou({ label }: AskRule): Problem {
  return problem(
    'ANSWERED_BY_YOU',
    {
      en: `You have answered “${say(label, 'en')}” already; others of the group are still to answer.`,
      ro: `Ați răspuns deja la „${say(label, 'ro')}”; alții din grup urmează să răspundă.`,
    },
    {
      path: ['event'],
      hint: { en: 'wait for the others', ro: 'așteptați răspunsul celorlalți' },
    },
  );
}

/** The person is none of those who are asked. */
export function notAskedOfYou(
  { by, escalate }: AskRule,
  { delegate, escalatedAt }: Ask,
  { label }: Transition,
  people: readonly Person[],
): Problem {
  const person = people.find(({ id }) => id === delegate);
  const named = delegate === null ? by : [person?.name ?? delegate];
  const all = [...named, ...(escalatedAt !== null && escalate ? [escalate.to] : [])].join(', ');
  const hasLeft = person?.active === false;
  const manager: Text = {
    en: `this is asked of: ${all}${hasLeft ? ', who has left' : ''}, or who stands in for them`,
    ro: `aceasta se cere de la: ${all}${hasLeft ? ', care a plecat' : ''}, sau de la cine îi înlocuiește`,
  };
  return problem(
    'EVENT_NOT_ALLOWED',
    { en: `You may not “${say(label, 'en')}”.`, ro: `Nu puteți face „${say(label, 'ro')}”.` },
    { path: ['event'], hint: manager },
  );
}

/** Nobody, or too few, could answer; where the platform moves it on by itself this is no more than a warning. */
export function nobodyToAnswer(rule: AskRule, there: number, isAutomatic: boolean): Problem {
  const { label, by, members } = rule;
  const of = by.join(', ');
  const message = {
    en:
      there === 0
        ? `Nobody can answer “${say(label, 'en')}”: nobody active is ${of}.`
        : `Too few can answer “${say(label, 'en')}”: ${members} are needed of ${of}, ${there} there.`,
    ro:
      there === 0
        ? `Nimeni nu poate răspunde la „${say(label, 'ro')}”: nimeni activ nu este ${of}.`
        : `Prea puțini pot răspunde la „${say(label, 'ro')}”: sunt necesari ${members} din ${of}, există ${there}.`,
  };
  const hint = {
    en: `give somebody the role, or add \`escalate\` to \`${rule.name}\``,
    ro: `dați cuiva rolul sau adăugați \`escalate\` la \`${rule.name}\``,
  };
  return (isAutomatic ? warning : problem)('NOBODY_TO_ANSWER', message, { path: ['event'], hint });
}

/** It is handed on to nobody. */
export function delegateMissing({ label }: Transition): Problem {
  return problem(
    'FIELD_NEEDED',
    {
      en: `“${say(label, 'en')}” needs the person to whom.`,
      ro: `„${say(label, 'ro')}” are nevoie de persoana căreia i se deleagă.`,
    },
    { path: ['input', 'to'], hint: { en: 'give their id in `to`', ro: 'dați identificatorul ei în `to`' } },
  );
}

/** The person to whom it is handed on cannot do it. */
export function cannotDelegateTo(person: Person | undefined, me: string): Problem {
  const message = !person
    ? { en: 'There is no such person.', ro: 'Nu există această persoană.' }
    : person.id === me
      ? { en: 'You cannot delegate to yourself.', ro: 'Nu puteți delega către dumneavoastră.' }
      : {
          en: `${person.name} ${person.active ? 'may not answer this' : 'has left'}.`,
          ro: `${person.name} ${person.active ? 'nu poate răspunde la aceasta' : 'a plecat'}.`,
        };
  return problem('CANNOT_DELEGATE', message, {
    path: ['input', 'to'],
    hint: { en: 'name another active person', ro: 'numiți altă persoană activă' },
  });
}
