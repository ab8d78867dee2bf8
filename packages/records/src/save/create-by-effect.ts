import { accessOf } from '@dealwright/access';
import { type Problem, Refusal } from '@dealwright/diagnostics';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Json } from '@dealwright/values';
import type { Change, Saved } from '../change.ts';
import { KeyTaken } from '../record-store.ts';
import type { Draft, Writing } from './draft.ts';
import { asInputs } from './field-value.ts';
import { keyTaken, tooManyEffects } from './refusals.ts';

const DEEPEST = 8;

/**
 * What a transition creates is stored in the same transaction: with the rights of the platform, in the actor's name. The
 * record itself is stored by then, so that what is created can refer to it; `as` names its reference back. Returns the
 * record's version.
 * @param save the write path itself
 */
export async function createByEffect(
  writing: Writing,
  draft: Draft,
  version: number,
  save: (writing: Writing, entity: Entity, change: Change) => Promise<Saved>,
): Promise<number> {
  const references: Record<string, Json> = {};
  for (const effect of draft.effects) {
    if (effect.is !== 'create') continue;
    const entity = writing.context.model.get(ENTITY, effect.entity);
    if (writing.depth >= DEEPEST) throw new Refusal([tooManyEffects(entity)]);
    const values = asInputs(entity, effect.values);
    const { id } = await naming(entity, () => save(asPlatform(writing), entity, { is: 'create', values }));
    if (effect.as !== undefined && id !== undefined) references[effect.as] = id;
  }
  if (Object.keys(references).length === 0) return version;
  draft.values = { ...draft.values, ...references };
  await writing.session.update(draft.entity, draft.id, references, version);
  return version + 1;
}

function asPlatform(writing: Writing): Writing {
  const context = { ...writing.context, actor: { ...writing.context.actor, system: true } };
  return { ...writing, context, access: accessOf(context.model, context.actor), depth: writing.depth + 1 };
}

/** The person filled in another form: what is wrong is told with the entity that was to be created. */
async function naming(entity: Entity, work: () => Promise<Saved>): Promise<Saved> {
  try {
    return await work();
  } catch (error) {
    const field = error instanceof KeyTaken ? entity.fields.get(error.field) : undefined;
    const problems = error instanceof Refusal ? error.problems : field && [keyTaken(entity, field)];
    if (!problems) throw error;
    throw new Refusal(problems.map((each) => under(entity, each)));
  }
}

function under(entity: Entity, found: Problem): Problem {
  return { ...found, path: ['effects', entity.name, ...(found.path ?? [])] };
}
