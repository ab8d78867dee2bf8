import type { Entity, Field, RecordValues, Rollup } from '@dealwright/entities';
import type { Process } from '@dealwright/processes';
import type { Json, JsonObject } from '@dealwright/values';
import { columnsFor, withFormulas } from '../formulas.ts';
import { allVersionsOf } from '../processes-of.ts';
import type { Draft, Writing } from './draft.ts';

type Path = readonly string[];

/**
 * The draft's record as expressions see it: its own values, what saving it must be able to read beyond them, with full
 * sight, and formulas computed on read. Asks the database again only when a reference leads elsewhere than before.
 */
export async function loadFacts({ session, context, environment }: Writing, draft: Draft): Promise<JsonObject> {
  const { entity } = draft;
  const paths = pathsToSave(entity, allVersionsOf(context.model, entity));
  const own = withEmptyRollups(entity, draft.values);
  const references = [...entity.fields.values()].filter((field) => field.reference);
  const from = JSON.stringify(references.map(({ name }) => own[name] ?? null));
  if (draft.reached?.from !== from) {
    const needed = columnsFor(entity, paths).filter((path) => path.length > 1 || entity.inverses.has(path[0] ?? ''));
    draft.reached = { from, values: needed.length > 0 ? await session.reach(entity, own, needed) : {} };
  }
  return withFormulas(entity, { ...own, ...draft.reached.values }, paths, environment);
}

const known = new WeakMap<Entity, readonly Path[]>();

/** What saving a record of the entity must be able to read: all that validations, formulas and processes read. */
function pathsToSave(entity: Entity, processes: readonly Process[]): readonly Path[] {
  const found = known.get(entity) ?? pathsOf(entity, processes);
  known.set(entity, found);
  return found;
}

function pathsOf(entity: Entity, processes: readonly Process[]): readonly Path[] {
  const fields = [...entity.fields.values()];
  return [
    ...entity.validations.flatMap(({ when, check }) => [...(when?.paths ?? []), ...check.paths]),
    ...fields.flatMap((field) => [
      ...(field.formula?.stored ? field.formula.expression.paths : []),
      ...(field.default?.paths ?? []),
    ]),
    ...processes.flatMap((process) => process.paths),
  ];
}

/** A new record has no children yet: it has none of them, and they sum to nothing. */
function withEmptyRollups(entity: Entity, values: RecordValues): RecordValues {
  const missing: Record<string, Json> = {};
  for (const field of entity.fields.values()) {
    if (!field.rollup || values[field.name] !== undefined) continue;
    missing[field.name] = emptyRollup(field, field.rollup);
  }
  return { ...values, ...missing };
}

function emptyRollup({ type, options }: Field, { is }: Rollup): Json {
  if (is === 'count') return 0;
  if (is !== 'sum') return null;
  if (type.feel === 'money') return { amount: '0', currency: String(options.currency) };
  return type.column === 'integer' ? 0 : '0';
}
