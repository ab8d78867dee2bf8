import { type Fired, fire, type Process, start } from '@dealwright/processes';
import type { JsonObject } from '@dealwright/values';
import { processesOf } from '../processes-of.ts';
import { computeStored } from './check-result.ts';
import type { Draft, Writing } from './draft.ts';
import { takeValues } from './field-value.ts';
import { loadFacts } from './load-facts.ts';

/**
 * Fifth phase: a new record enters its processes, an event moves it on; the decisions they rely on run with full sight.
 * Returns the record that results, as expressions see it.
 */
export async function runProcesses(writing: Writing, draft: Draft): Promise<JsonObject> {
  const processes = processesOf(writing.context.model, draft.entity);
  let facts = await factsOf(writing, draft);
  for (const process of processes) {
    const fired = run(process, draft, facts, writing);
    if (!fired) continue;
    draft.problems.push(...fired.problems);
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
function run(process: Process, draft: Draft, facts: JsonObject, { context, environment }: Writing): Fired | undefined {
  const { operation, event = '', given, reason, before = {} } = draft;
  const request = { input: { ...given, reason: reason ?? null }, record: facts, actor: context.actor, environment };
  if (operation === 'create') return process.field.name in given ? undefined : start(process, request);
  return operation === 'fire' && process.events.has(event) ? fire(process, { ...request, event, before }) : undefined;
}

async function factsOf(writing: Writing, draft: Draft): Promise<JsonObject> {
  return computeStored(draft, await loadFacts(writing, draft), writing.environment);
}
