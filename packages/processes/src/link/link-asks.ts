import { humanise, warnUntranslated } from '@dealwright/entities';
import type { Answering, AskRule, Voting } from '../ask-rule.ts';
import type { Transition } from '../process.ts';
import type { ApprovalShape, TaskShape } from '../schema/ask-schema.ts';
import type { StateShape } from '../schema/state-schema.ts';
import { approvalAnswers, eventLabel, eventOf, TASK_ANSWERS } from './ask-event.ts';
import { linkDuration, linkWarning } from './link-duration.ts';
import { compiler, linkAutomatic, linkTransition } from './link-transition.ts';
import { linkAddress, linkBy } from './people.ts';
import { checkName, type Place, report, type TransitionLinking } from './transition-linking.ts';

/** The approvals and tasks of a state. */
export function linkAsks(shape: StateShape, path: Place, at: TransitionLinking): ReadonlyMap<string, AskRule> {
  const asks = new Map<string, AskRule>();
  for (const [name, said] of Object.entries(shape.approvals ?? {})) {
    const { answers = ['agree', 'disagree'], members = 1, silence } = said;
    asks.set(name, {
      is: 'approval',
      ...linkAsk(name, said, [...path, 'approvals', name], at),
      answers,
      members,
      silence,
    });
  }
  for (const [name, said] of Object.entries(shape.tasks ?? {})) {
    const rule = linkAsk(name, said, [...path, 'tasks', name], at);
    asks.set(name, { is: 'task', ...rule, answers: ['complete'], members: 1, silence: undefined });
  }
  return asks;
}

type Common = Omit<AskRule, 'is' | 'answers' | 'members' | 'silence'>;

function linkAsk(name: string, said: ApprovalShape | TaskShape, path: Place, at: TransitionLinking): Common {
  const { document, linking } = at;
  const compile = compiler(new Map(), at);
  const { by, label, within, warn, escalate, late, message } = said;
  warnUntranslated(label, () => document.place([...path, 'label']), linking);
  if (by.length === 0) reportNobody(path, at);
  if (message !== undefined) checkName('message', message, [...path, 'message'], at);
  for (const key of ['warn', 'escalate', 'late', 'silence'] as const)
    if (within === undefined && (said as Record<string, unknown>)[key] !== undefined) reportTimeless(key, path, at);
  const platform = linking.names('message');
  const known = (each: string) => (platform.has(each) ? each : undefined);
  const whom = escalate && linkAddress(escalate.to, [...path, 'escalate', 'to'], at);
  return {
    name,
    label: label ?? humanise(name),
    by,
    whom: linkBy(by, [...path, 'by'], at),
    except: linkBy(said.except ?? [], [...path, 'except'], at),
    when: said.when === undefined ? undefined : compile(said.when, [...path, 'when'], { kind: 'boolean' }),
    within: within === undefined ? undefined : linkDuration(within, [...path, 'within'], compile, at),
    warn: warn === undefined ? undefined : linkWarning(warn, [...path, 'warn'], compile, at),
    escalate: escalate && whom && { to: escalate.to, whom },
    late: late && linkAutomatic('late', late, [...path, 'late'], at),
    messages: {
      given: message ?? known('task-given'),
      near: known('task-near'),
      late: known('task-late'),
      delegated: known('task-delegated'),
    },
  };
}

/** How the approvals of a state are counted, and what follows. */
export function linkVoting(shape: StateShape, path: Place, at: TransitionLinking): Voting {
  const { needed = 'all', everybody = false, inTurn = false, agreed, disagreed } = shape;
  return {
    needed,
    everybody,
    inTurn,
    agreed: agreed && linkAutomatic('agreed', agreed, [...path, 'agreed'], at),
    disagreed: disagreed && linkAutomatic('disagreed', disagreed, [...path, 'disagreed'], at),
  };
}

/** The events by which people answer: one for each answer, and one to hand it on. */
export function askEvents(shape: StateShape, path: Place, at: TransitionLinking): readonly Transition[] {
  const approvals = Object.entries(shape.approvals ?? {}).flatMap(([name, said]) => {
    const here = [...path, 'approvals', name];
    return approvalAnswers(said).map((is) => {
      const needs = is === 'agree' ? said.needs : { reason: is === 'disagree' };
      return askEvent(name, is, said, { needs }, here, at);
    });
  });
  const tasks = Object.entries(shape.tasks ?? {}).flatMap(([name, said]) => {
    const here = [...path, 'tasks', name];
    return TASK_ANSWERS.map((is) => {
      const needs = is === 'complete' ? { fields: said.form } : undefined;
      return askEvent(name, is, said, { needs }, here, at);
    });
  });
  return [...approvals, ...tasks];
}

function askEvent(
  name: string,
  is: Answering,
  { label, by }: ApprovalShape | TaskShape,
  { needs }: { needs: ApprovalShape['needs'] },
  path: Place,
  at: TransitionLinking,
): Transition {
  // The people were linked, and told of when they are unknown, with the approval itself.
  const quiet = { ...at, linking: { ...at.linking, report: () => undefined } };
  const whom = linkBy(by, [...path, 'by'], quiet);
  const fieldsAt = is === 'complete' ? [...path, 'form'] : [...path, 'needs', 'fields'];
  return {
    ...linkTransition(eventOf(is, name), { needs, label: eventLabel(is, label ?? humanise(name)) }, path, at, fieldsAt),
    by,
    whom,
    roles: new Set(whom.flatMap((each) => (each.is === 'role' ? [...each.roles] : []))),
    ask: { name, is },
  };
}

function reportNobody(path: Place, at: TransitionLinking): void {
  report(
    at,
    [...path, 'by'],
    'NOBODY_TO_ANSWER',
    { en: 'Nobody is asked.', ro: 'Nimeni nu este întrebat.' },
    { en: 'name roles or people: `by: [owner]`', ro: 'numiți roluri sau persoane: `by: [owner]`' },
  );
}

function reportTimeless(key: string, path: Place, at: TransitionLinking): void {
  report(
    at,
    [...path, key],
    'NO_TIME_LIMIT',
    {
      en: `\`${key}\` says what happens when time passes, but there is no time limit.`,
      ro: `\`${key}\` spune ce se întâmplă când trece timpul, dar nu există un termen.`,
    },
    { en: 'add `within: 2 working days`', ro: 'adăugați `within: 2 working days`' },
  );
}
