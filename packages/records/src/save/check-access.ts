import { Refusal } from '@dealwright/diagnostics';
import { NEVER } from '@dealwright/expressions';
import type { Transition } from '@dealwright/processes';
import { processesOf } from '../processes-of.ts';
import type { Draft, Writing } from './draft.ts';
import { forbidden, forbiddenField, unknownEvent } from './refusals.ts';

/** Third phase: may the actor do this at all, and write these fields? Which records, the scope of loading said already. */
export async function checkAccess(writing: Writing, draft: Draft): Promise<void> {
  const { access } = writing;
  const { entity, operation } = draft;
  if (operation === 'create' && access.scope('create', entity) === NEVER)
    throw new Refusal([forbidden('create', entity)]);
  const transition = operation === 'fire' ? await transitionOf(writing, draft) : undefined;
  const asked = new Set(transition?.needs.fields.map(({ field }) => field.name));
  for (const name of Object.keys(draft.given)) {
    const field = entity.fields.get(name);
    if (!field || asked.has(name)) continue;
    if (!access.canWrite(entity, field, operation === 'create' ? 'create' : 'update'))
      draft.problems.push(forbiddenField(field));
  }
}

/** The transition that the event names in the present state. Where it names nobody, whoever may update the record may fire it. */
async function transitionOf({ session, context, access }: Writing, draft: Draft): Promise<Transition | undefined> {
  const { entity, event = '', before = {} } = draft;
  const processes = processesOf(context.model, entity);
  const process = processes.find((each) => each.events.has(event));
  if (!process) {
    const known = processes.flatMap((each) => [...each.events.keys()]);
    throw new Refusal([unknownEvent(entity, event, known)]);
  }
  const transition = process.states.get(String(before[process.field.name]))?.on.get(event);
  if (!transition || transition.by.length > 0) return transition;
  const scope = access.scope('update', entity);
  const mayUpdate = scope !== NEVER && (await session.matches(entity, draft.id, scope, access.parameters));
  if (!mayUpdate) throw new Refusal([forbidden('update', entity)]);
  return transition;
}

/** Last of all, when the record is stored: does it lie within what the actor may create, and move to? */
export async function checkCreatedInScope({ session, access }: Writing, draft: Draft): Promise<void> {
  const { entity, before } = draft;
  const { parent } = entity;
  const isMoved = before !== undefined && parent !== undefined && before[parent.name] !== draft.values[parent.name];
  if (before !== undefined && !isMoved) return;
  const scope = access.scope('create', entity);
  if (scope.is === 'constant' && scope.value) return;
  if (!(await session.matches(entity, draft.id, scope, access.parameters))) {
    throw new Refusal([forbidden('create', entity)]);
  }
}
