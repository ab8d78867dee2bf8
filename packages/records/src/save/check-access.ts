import { Refusal } from '@dealwright/diagnostics';
import type { Field } from '@dealwright/entities';
import { NEVER } from '@dealwright/expressions';
import { type Transition, transitionsOf } from '@dealwright/processes';
import { processesFor } from '../processes-of.ts';
import type { Draft, Writing } from './draft.ts';
import { forbidden, forbiddenField, unknownEvent } from './refusals.ts';

/** Third phase: may the actor do this at all, and write these fields? Which records, the scope of loading said already. */
export async function checkAccess(writing: Writing, draft: Draft): Promise<void> {
  const { access } = writing;
  const { entity, operation } = draft;
  if (operation === 'create' && access.scope('create', entity) === NEVER)
    throw new Refusal([forbidden('create', entity)]);
  const mayWrite = (field: Field) => access.canWrite(entity, field, operation === 'create' ? 'create' : 'update');
  const mayBring = operation === 'fire' ? await bringing(writing, draft, mayWrite) : mayWrite;
  for (const name of Object.keys(draft.given)) {
    const field = entity.fields.get(name);
    if (field && !mayBring(field)) draft.problems.push(forbiddenField(field));
  }
}

/**
 * What an event's input may bring: the fields that the event needs, from whoever may fire it; others only from those who
 * may update the record as it stands, and never the ones that say who may fire it.
 */
async function bringing(
  writing: Writing,
  draft: Draft,
  mayWrite: (field: Field) => boolean,
): Promise<(field: Field) => boolean> {
  const transitions = eventTransitions(writing, draft);
  if (writing.context.actor.system) return mayWrite;
  const needed = new Set(transitions.flatMap(({ needs }) => needs.fields.map(({ field }) => field.name)));
  const deciding = new Set(transitions.flatMap(({ by, roles }) => by.filter((name) => !roles.has(name))));
  const namesNobody = transitions.some(({ by }) => by.length === 0);
  const isMore = transitions.length > 0 && Object.keys(draft.given).some((name) => !needed.has(name));
  const mayUpdate = !(namesNobody || isMore) || (await isUpdatable(writing, draft));
  if (namesNobody && !mayUpdate) throw new Refusal([forbidden('update', draft.entity)]);
  return (field) => needed.has(field.name) || (mayUpdate && !deciding.has(field.name) && mayWrite(field));
}

/** The transitions that the event names in the present state: one in each process that has it there, or none. */
function eventTransitions({ context }: Writing, draft: Draft): readonly Transition[] {
  const { entity, event = '', before = {}, instances } = draft;
  const processes = processesFor(context.model, entity, instances);
  if (!processes.some(({ events }) => events.has(event))) {
    const known = processes.flatMap((each) => [...each.events.keys()]);
    throw new Refusal([unknownEvent(entity, event, known)]);
  }
  return processes.flatMap((process) => transitionsOf(process, event, before, instances[process.name] ?? null));
}

async function isUpdatable({ session, access, parameters }: Writing, { entity, id }: Draft): Promise<boolean> {
  const scope = access.scope('update', entity);
  if (scope.is === 'constant') return scope.value;
  return session.matches(entity, id, scope, parameters);
}

/** Last of all, when the record is stored: does it lie within what the actor may create, and move to? */
export async function checkCreatedInScope({ session, access, parameters }: Writing, draft: Draft): Promise<void> {
  const { entity, before } = draft;
  const { parent } = entity;
  const isMoved = before !== undefined && parent !== undefined && before[parent.name] !== draft.values[parent.name];
  if (before !== undefined && !isMoved) return;
  const scope = access.scope('create', entity);
  if (scope.is === 'constant' && scope.value) return;
  if (!(await session.matches(entity, draft.id, scope, parameters))) {
    throw new Refusal([forbidden('create', entity)]);
  }
}
