import { accessOf } from '@dealwright/access';
import { type Problem, Refusal } from '@dealwright/diagnostics';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Change, Saved } from '../change.ts';
import type { Draft, Writing } from './draft.ts';
import { asInputs } from './field-value.ts';
import { tooManyEffects } from './refusals.ts';

const DEEPEST = 8;

/**
 * What a transition creates is stored in the same transaction: with the rights of the platform, in the actor's name.
 * @param save the write path itself
 */
export async function createByEffect(
  writing: Writing,
  draft: Draft,
  save: (writing: Writing, entity: Entity, change: Change) => Promise<Saved>,
): Promise<void> {
  for (const effect of draft.effects) {
    if (effect.is !== 'create') continue;
    const entity = writing.context.model.get(ENTITY, effect.entity);
    if (writing.depth >= DEEPEST) throw new Refusal([tooManyEffects(entity)]);
    await naming(entity, () =>
      save(asPlatform(writing), entity, { is: 'create', values: asInputs(entity, effect.values) }),
    );
  }
}

function asPlatform(writing: Writing): Writing {
  const context = { ...writing.context, actor: { ...writing.context.actor, system: true } };
  return { ...writing, context, access: accessOf(context.model, context.actor), depth: writing.depth + 1 };
}

/** The person filled in another form: what is wrong is told with the entity that was to be created. */
async function naming(entity: Entity, work: () => Promise<Saved>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.problems.map((each) => under(entity, each)));
  }
}

function under(entity: Entity, found: Problem): Problem {
  return { ...found, path: ['effects', entity.name, ...(found.path ?? [])] };
}
