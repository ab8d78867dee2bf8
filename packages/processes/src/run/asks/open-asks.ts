import type { JsonObject } from '@dealwright/values';
import type { AskRule } from '../../ask-rule.ts';
import type { OpenedTask, SettledTask } from '../../effect.ts';
import type { Ask } from '../../instance.ts';
import type { State } from '../../process.ts';
import type { Person } from '../../request.ts';
import { withSubstitutes } from '../people.ts';
import { nobodyToAnswer } from '../refuse-answer.ts';
import { newId, type Step } from '../step.ts';
import { calendarFor, deadline, warningAt } from '../time/durations.ts';
import { askedOf, outcomeOf } from './count-answers.ts';
import { groupOf, neededOf } from './who.ts';

/** Opens what the states that were entered ask for, in a new round. */
export function openAsks(step: Step): void {
  for (const name of step.entered) {
    step.entered.delete(name);
    const state = step.process.allStates.get(name);
    if (!state) continue;
    step.rounds.set(name, (step.rounds.get(name) ?? 0) + 1);
    const { tasks, approvals } = rulesOf(state);
    for (const rule of tasks) open(step, state, rule);
    if (!state.voting.inTurn) for (const rule of approvals) open(step, state, rule);
    if (tasks.length > 0) concludeTasks(step, state);
    if (approvals.length > 0) concludeApprovals(step, state);
  }
}

/** Opens what a state asks for that it did not ask for when it was entered. */
export function openMissing(step: Step, state: State): void {
  if (!step.rounds.has(state.name)) step.rounds.set(state.name, 1);
  const { tasks, approvals } = rulesOf(state);
  const missing = [...tasks, ...(state.voting.inTurn ? [] : approvals)].filter(({ name }) => !step.asks.has(name));
  for (const rule of missing) open(step, state, rule);
}

function rulesOf({ asks }: State) {
  const all = [...asks.values()];
  return { tasks: all.filter(({ is }) => is === 'task'), approvals: all.filter(({ is }) => is === 'approval') };
}

/** Goes on when no task is open. */
export function concludeTasks({ asks, signals }: Step, state: State): void {
  const open = rulesOf(state).tasks.filter(({ name }) => {
    const ask = asks.get(name);
    return ask?.state === state.name && ask.result === undefined;
  });
  if (open.length === 0) signals.push({ state: state.name, is: 'done' });
}

/** Goes on when the approvals have come to something; asks the next one when it is its turn. */
export function concludeApprovals(step: Step, state: State): void {
  const { voting, name } = state;
  const { approvals } = rulesOf(state);
  let { asked, after } = askedOf(approvals, step.asks, name);
  const results = () => asked.map(({ result }) => result);
  let outcome = outcomeOf(voting, results(), voting.inTurn ? after.length : 0);
  if (voting.inTurn && outcome === undefined && asked.every(({ result }) => result !== undefined)) {
    const isNext = after.some((rule) => open(step, state, rule));
    ({ asked, after } = askedOf(approvals, step.asks, name));
    outcome = outcomeOf(voting, results(), isNext ? after.length : 0);
  }
  if (outcome === undefined) return;
  step.signals.push({ state: name, is: outcome });
  for (const [key, ask] of step.asks)
    if (ask.state === name && ask.result === undefined && state.asks.get(key)?.is === 'approval')
      recall(step, key, ask);
}

/** Takes back what the state that is left has asked for. */
export function recallAsks(step: Step, state: string): void {
  for (const [name, ask] of step.asks) if (ask.state === state) recall(step, name, ask);
}

function recall(step: Step, name: string, ask: Ask): void {
  step.asks.delete(name);
  silenceAsk(step, name);
  if (ask.result !== undefined) return;
  settleTask(step, ask, { status: 'recalled', answeredAt: step.request.environment.now });
}

/** Takes away the timers of an approval or task. */
export function silenceAsk({ timers }: Step, name: string): void {
  for (const [id, { ask }] of timers) if (ask === name) timers.delete(id);
}

/** Promises a change of the Task. */
export function settleTask(step: Step, { task }: Ask, values: SettledTask): void {
  step.effects.push({ is: 'settle', task, values });
}

/** Asks, unless its `when` does not hold; true when it is asked now. */
function open(step: Step, state: State, rule: AskRule): boolean {
  const { request, facts } = step;
  const { now } = request.environment;
  const scope: JsonObject = { ...facts, input: step.input };
  if (rule.when && !rule.when.holds(scope, request.environment)) return false;
  const asking = { ...request, record: facts };
  let ask: Ask = {
    ...{ state: state.name, round: step.rounds.get(state.name) ?? 1, task: newId(step), askedAt: now },
    ...{ dueAt: dueAt(step, rule, scope), delegate: null, escalatedAt: null, answers: [] },
  };
  let group = groupOf(rule, ask, asking);
  const isShort = group.members.length < (rule.members === 'all' ? 1 : neededOf(rule, ask, group));
  if (isShort && rule.escalate) {
    ask = { ...ask, escalatedAt: now };
    group = groupOf(rule, ask, asking);
  }
  const people = [...group.members, ...group.helpers];
  if (isShort && group.helpers.length === 0) {
    step.problems.push(nobodyToAnswer(rule, people.length, request.actor.system));
  }
  step.asks.set(rule.name, ask);
  ring(step, rule, ask, scope);
  const values = taskValues(step, state, rule, ask, people);
  step.effects.push({ is: 'ask', task: ask.task, values });
  tell(step, rule.messages.given, people, ask);
  return true;
}

function dueAt(step: Step, { within, label }: AskRule, scope: JsonObject): string | null {
  return (within && deadline(step, within, step.request.environment.now, scope, label)) ?? null;
}

function ring(step: Step, { name, within, warn }: AskRule, { askedAt, dueAt: due }: Ask, scope: JsonObject): void {
  if (due === null || !within) return;
  const add = (at: string, is: 'near' | 'late') => {
    const id = newId(step);
    step.timers.set(id, { id, at, is, ask: name });
  };
  const calendar = calendarFor(within, step.request.environment);
  const near = warn && warningAt(step, warn, { from: askedAt, due, unit: within.unit, calendar }, scope);
  if (near !== undefined) add(near, 'near');
  add(due, 'late');
}

/** Promises a message about the Task to people, and to those who stand in for them. */
export function tell(step: Step, message: string | undefined, people: readonly Person[], { task }: Ask): void {
  if (message === undefined || people.length === 0) return;
  step.effects.push({ is: 'notify', message, to: '', people: withSubstitutes(people), task });
}

function taskValues(step: Step, state: State, rule: AskRule, ask: Ask, people: readonly Person[]): OpenedTask {
  const { process, facts } = step;
  const title = facts[process.of.title];
  const [first] = rule.whom;
  const isOne = rule.whom.length === 1 && first?.is !== 'role' && people.length === 1;
  return {
    kind: rule.is,
    name: rule.name,
    label: rule.label,
    process: process.name,
    state: state.name,
    round: ask.round,
    entity: process.of.name,
    record: typeof facts.id === 'string' ? facts.id : undefined,
    subject: typeof title === 'string' ? title : null,
    roles: rule.whom.flatMap((each) => (each.is === 'role' ? each.role : [])).join(', '),
    assignee: isOne ? (people[0]?.id ?? null) : null,
    people: withSubstitutes(people),
    status: 'open',
    askedAt: ask.askedAt,
    dueAt: ask.dueAt,
    ...(ask.escalatedAt !== null && { escalatedAt: ask.escalatedAt }),
  };
}
