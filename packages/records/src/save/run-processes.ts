import { type Fired, fire, firing, type Process, start } from '@dealwright/processes';
import type { JsonObject } from '@dealwright/values';
import { processesOf } from '../processes-of.ts';
import { maskProblem } from '../read/mask-answer.ts';
import { computeStored } from './check-result.ts';
import type { Draft, Writing } from './draft.ts';
import { takeValues } from './field-value.ts';
import { loadFacts } from './load-facts.ts';

/**
 * Fifth phase: a new record enters its processes, an event moves it on; the decisions they rely on run with full sight.
 * Returns the record that results, as expressions see it.
 */
export async function runProcesses(writing: Writing, draft: Draft): Promise<JsonObject> {
  let facts = await factsOf(writing, draft);
  for (const process of concerned(writing, draft)) {
    const fired = run(process, draft, facts, writing);
    const { access, context } = writing;
    draft.problems.push(...fired.problems.map((each) => maskProblem(access, context.model, draft.entity, each)));
    draft.answers.push(...fired.answers);
    if (!('to' in fired)) continue;
    takeValues(draft, fired.values);
    draft.reason = fired.reason ?? draft.reason;
    draft.effects.push(...fired.effects);
    facts = await factsOf(writing, draft);
  }
  return facts;
}

/** An update touches no process. The platform itself may bring a record in the middle of its life: then nothing starts. */
function concerned({ context }: Writing, draft: Draft): readonly Process[] {
  const processes = processesOf(context.model, draft.entity);
  if (draft.operation === 'create') return processes.filter(({ field }) => !(field.name in draft.given));
  return draft.event === undefined ? [] : firing(processes, draft.event, draft.before ?? {});
}

function run(process: Process, draft: Draft, facts: JsonObject, { context, environment }: Writing): Fired {
  const { event, given, reason, before = {} } = draft;
  const request = { input: { ...given, reason: reason ?? null }, record: facts, actor: context.actor, environment };
  return event === undefined ? start(process, request) : fire(process, { ...request, event, before });
}

async function factsOf(writing: Writing, draft: Draft): Promise<JsonObject> {
  return computeStored(draft, await loadFacts(writing, draft), writing.environment);
}
