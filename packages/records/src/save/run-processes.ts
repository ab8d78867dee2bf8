import { isClean, Refusal } from '@dealwright/diagnostics';
import {
  enter,
  type Fired,
  fire,
  firing,
  look,
  type Process,
  type StepRequest,
  start,
  tick,
} from '@dealwright/processes';
import type { JsonObject } from '@dealwright/values';
import { v7 as uuidv7 } from 'uuid';
import { processesFor } from '../processes-of.ts';
import { maskUnseen } from '../read/sees-related.ts';
import { computeStored } from './check-result.ts';
import type { Draft, Writing } from './draft.ts';
import { takeValues } from './field-value.ts';
import { loadAttached } from './load-attached.ts';
import { loadFacts } from './load-facts.ts';
import { referByKey } from './refer-by-key.ts';
import { alreadyRuns, endless } from './refusals.ts';

/** Processes of one record that set each other going so often do so for ever. */
const MOST_STEPS = 50;

/**
 * Fifth phase: a new record enters its processes, an event or the time moves it on, and then whatever goes on by itself;
 * the decisions they rely on run with full sight. Returns the record that results, as expressions see it.
 */
export async function runProcesses(writing: Writing, draft: Draft): Promise<JsonObject> {
  const processes = processesFor(writing.context.model, draft.entity, draft.instances);
  let facts = await factsOf(writing, draft);
  let steps = 0;
  /** True when the process went on. */
  const step = async (process: Process, run: (request: StepRequest) => Fired | undefined): Promise<boolean> => {
    const fired = await referByKey(writing, draft.entity, run(await requestOf(writing, draft, process, facts)));
    if (!fired) return false;
    if (++steps > MOST_STEPS) throw new Refusal([endless(draft.entity)]);
    const started = await take(writing, draft, process, fired);
    if (!started) return false;
    facts = await factsOf(writing, draft);
    for (const name of started) {
      const other = processes.find((each) => each.name === name);
      if (other) await begin(other);
    }
    return true;
  };
  const begin = async (process: Process): Promise<void> => {
    const state = draft.values[process.field.name] ?? null;
    if (state !== null && process.states.get(String(state))?.final !== true) {
      draft.problems.push(alreadyRuns(process));
      return;
    }
    draft.values = { ...draft.values, [process.field.name]: null };
    facts = { ...facts, [process.field.name]: null };
    await step(process, (request) => start(process, { ...request, instance: null, input: {} }));
  };

  let moved = draft.operation === 'update';
  for (const { process, run } of stepsOf(draft, processes)) moved = (await step(process, run)) || moved;
  // What one of them set may be what another waits for.
  const looking = processes.filter(({ looks }) => looks);
  for (let again = moved && isClean(draft.problems); again; ) {
    again = false;
    for (const each of looking) again = (await step(each, (request) => look(each, request))) || again;
  }
  draft.moved = steps > 0;
  return facts;
}

interface Step {
  readonly process: Process;
  readonly run: (request: StepRequest) => Fired | undefined;
}

/** What the change itself does. The platform may bring a record in the middle of its life: then it enters where it stands. */
function stepsOf(draft: Draft, processes: readonly Process[]): readonly Step[] {
  const { given, extra, reason, event = '', before = {}, instances } = draft;
  const input = { ...given, ...extra, reason: reason ?? null };
  switch (draft.operation) {
    case 'create':
      return processes.map((process) => ({
        process,
        run(request) {
          const state = given[process.field.name] ?? null;
          const isBrought = process.field.name in given;
          if (!isBrought) return start(process, { ...request, input });
          return state === null ? undefined : enter(process, String(state), request);
        },
      }));
    case 'fire':
      return firing(processes, event, before, instances).map((process) => ({
        process,
        run: (request) => fire(process, { ...request, input, event, before }),
      }));
    case 'tick':
      return processes.map((process) => ({ process, run: (request) => tick(process, request) }));
    case 'look':
      return processes.map((process) => ({ process, run: (request) => look(process, request) }));
    case 'update':
      return [];
  }
}

/** What the process came to, into the draft; the names of the processes that it starts, or undefined when it refused. */
async function take(
  { session, context }: Writing,
  draft: Draft,
  process: Process,
  fired: Fired,
): Promise<readonly string[] | undefined> {
  for (const each of fired.problems) {
    draft.problems.push(await maskUnseen(session, context, draft.entity, draft.id, each));
  }
  draft.answers.push(...fired.answers);
  if (!('to' in fired)) return undefined;
  takeValues(draft, fired.values);
  draft.instances = { ...draft.instances, [process.name]: fired.instance };
  draft.reason = fired.reason ?? draft.reason;
  draft.effects.push(...fired.effects);
  return fired.effects.flatMap((each) => (each.is === 'start' ? [each.process] : []));
}

async function requestOf(writing: Writing, draft: Draft, process: Process, facts: JsonObject): Promise<StepRequest> {
  const { context, environment } = writing;
  const { before, instances } = draft;
  return {
    ...{ record: facts, actor: context.actor, environment, newId: uuidv7 },
    instance: instances[process.name] ?? null,
    ...(process.asksPeople && { people: await writing.people() }),
    ...(process.needsFiles && { attached: before ? await attachedTo(writing, draft) : [] }),
  };
}

async function attachedTo({ session, context }: Writing, { entity, id }: Draft): Promise<readonly string[]> {
  return (await loadAttached(session, context.model, entity, [id])).get(id) ?? [];
}

async function factsOf(writing: Writing, draft: Draft): Promise<JsonObject> {
  return computeStored(draft, await loadFacts(writing, draft), writing.environment);
}
