import { say, type Text } from '@dealwright/diagnostics';
import type { Answering } from '../ask-rule.ts';
import type { ApprovalShape } from '../schema/ask-schema.ts';

/** What can be done with an approval, and with a task. */
export function approvalAnswers({ answers = ['agree', 'disagree'] }: ApprovalShape): readonly Answering[] {
  return [...answers, 'delegate'];
}
export const TASK_ANSWERS: readonly Answering[] = ['complete', 'delegate'];

/** The event by which it is done: `agree-legal`, `complete-wording`. */
export function eventOf(is: Answering, name: string): string {
  return `${is}-${name}`;
}

const VERBS: Readonly<Record<Answering, { readonly en: string; readonly ro: string }>> = {
  agree: { en: 'Agree', ro: 'De acord' },
  disagree: { en: 'Disagree', ro: 'Dezacord' },
  'not-concerned': { en: 'Not concerned', ro: 'Nu ne privește' },
  complete: { en: 'Complete', ro: 'Finalizează' },
  delegate: { en: 'Delegate', ro: 'Deleagă' },
};

/** `Agree: Legal`. */
export function eventLabel(is: Answering, label: Text): Text {
  const { en, ro } = VERBS[is];
  return { en: `${en}: ${say(label, 'en')}`, ro: `${ro}: ${say(label, 'ro')}` };
}
