import type { Problem } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import type { AskRule } from '../../ask-rule.ts';
import type { Answered, Ask } from '../../instance.ts';
import type { State, Transition } from '../../process.ts';
import type { Asking } from '../../request.ts';
import { withSubstitutes } from '../people.ts';
import {
  alreadyAnswered,
  answeredByYou,
  askNotOpen,
  cannotDelegateTo,
  delegateMissing,
  notAskedOfYou,
} from '../refuse-answer.ts';
import type { Step } from '../step.ts';
import { resultOf } from './count-answers.ts';
import { concludeApprovals, concludeTasks, settleTask, silenceAsk, tell } from './open-asks.ts';
import { groupOf, isSpent, neededOf, type Voice, voicesOf } from './who.ts';

/** What a person would do with an approval or a task. */
export interface Answer {
  readonly rule: AskRule;
  readonly ask: Ask | undefined;
  readonly transition: Transition;
}

/** What is to be answered by an event; undefined for an event of another kind. */
export function answerOf({ asks }: State, transition: Transition, open: ReadonlyMap<string, Ask>): Answer | undefined {
  const rule = transition.ask && asks.get(transition.ask.name);
  return rule && { rule, ask: open.get(rule.name), transition };
}

/** Why the person cannot answer; none when they can. */
export function refusedToAnswer({ rule, ask, transition }: Answer, asking: Asking): readonly Problem[] {
  if (!ask) return [askNotOpen(rule)];
  if (ask.result !== undefined) return [alreadyAnswered(rule, ask, asking.people ?? [])];
  if (asking.actor.system) return [];
  const { id } = asking.actor;
  const voices = voicesOf(rule, groupOf(rule, ask, asking), id, asking);
  if (voices.length === 0) return [notAskedOfYou(rule, ask, transition, asking.people ?? [])];
  return voices.some((each) => !isSpent(ask, each, id)) ? [] : [answeredByYou(rule)];
}

/** What is wrong with the person to whom it is handed on. */
export function refusedDelegate({ rule, transition }: Answer, input: JsonObject, asking: Asking): readonly Problem[] {
  if (transition.ask?.is !== 'delegate') return [];
  const { to = null } = input;
  if (to === null || to === '') return [delegateMissing(transition)];
  const person = (asking.people ?? []).find(({ id }) => id === to);
  const isFree = person?.active === true && to !== asking.actor.id;
  const isExcluded = person && voicesOf(rule, { members: [person], helpers: [] }, person.id, asking).length === 0;
  return isFree && !isExcluded ? [] : [cannotDelegateTo(person, asking.actor.id)];
}

/**
 * Hears an answer, or hands it on.
 * @param asking with the record as it is stored: it says whose voice this is
 */
export function answerAsk(
  step: Step,
  state: State,
  { rule, ask, transition }: Answer,
  reason: string | null,
  asking: Asking,
): void {
  const { request, input } = step;
  const answer = transition.ask?.is;
  if (!ask || answer === undefined) return;
  step.moved = true;
  if (answer === 'delegate') {
    handOn(step, rule, ask, String(input.to));
    return;
  }
  const { id, system } = request.actor;
  const voices = voicesOf(rule, groupOf(rule, ask, asking), id, asking);
  const voice = voices.find((each) => !isSpent(ask, each, id)) ?? { onBehalfOf: null, isHelper: system };
  hear(step, state, rule, ask, voice, { answer, by: system ? null : id, reason });
}

/** Counts an answer; `by` is null for silence, which decides as the escalation does. */
export function hear(
  step: Step,
  state: State,
  rule: AskRule,
  ask: Ask,
  { onBehalfOf, isHelper }: Voice,
  { answer, by, reason }: Pick<Answered, 'answer' | 'by' | 'reason'>,
): void {
  const { request, facts, asks } = step;
  const { now } = request.environment;
  const answers = [...ask.answers, { answer, by, onBehalfOf, reason, at: now }];
  const group = groupOf(rule, ask, { ...request, record: facts });
  const silent = group.members.filter(({ id }) => !isSpent({ ...ask, answers }, { onBehalfOf: null, isHelper }, id));
  const result = isHelper ? answer : resultOf({ answers }, neededOf(rule, ask, group), silent.length);
  asks.set(rule.name, { ...ask, answers, ...(result !== undefined && { result }) });
  if (result === undefined) return;
  silenceAsk(step, rule.name);
  settleTask(step, ask, { status: 'done', answer: result, reason, answeredBy: by, onBehalfOf, answeredAt: now });
  if (rule.is === 'task') concludeTasks(step, state);
  else concludeApprovals(step, state);
}

function handOn(step: Step, rule: AskRule, ask: Ask, delegate: string): void {
  const handed = { ...ask, delegate };
  step.asks.set(rule.name, handed);
  const { members } = groupOf(rule, { ...handed, escalatedAt: null }, { ...step.request, record: step.facts });
  settleTask(step, ask, { assignee: delegate, roles: '', people: withSubstitutes(members) });
  tell(step, rule.messages.delegated, members, ask);
}
