import type { Entity, RecordValues } from '@dealwright/entities';
import type { Process } from '@dealwright/processes';
import type { Json, JsonObject } from '@dealwright/values';
import { columnsFor, withFormulas } from '../formulas.ts';
import type { Writing } from './draft.ts';

type Path = readonly string[];

/** The record as expressions see it: its own values, what `paths` reach, with full sight, and formulas computed on read. */
export async function loadFacts(
  { session, environment }: Writing,
  entity: Entity,
  values: RecordValues,
  paths: readonly Path[],
): Promise<JsonObject> {
  const own = withEmptyRollups(entity, values);
  const needed = columnsFor(entity, paths).filter((path) => path.length > 1 || entity.inverses.has(path[0] ?? ''));
  const reached = needed.length > 0 ? await session.reach(entity, own, needed) : {};
  return withFormulas(entity, { ...own, ...reached }, paths, environment);
}

const known = new WeakMap<Entity, readonly Path[]>();

/** What saving a record of the entity must be able to read: all that validations, formulas and processes read. */
export function pathsToSave(entity: Entity, processes: readonly Process[]): readonly Path[] {
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
    missing[field.name] = field.rollup.is === 'count' || field.rollup.is === 'sum' ? 0 : null;
  }
  return { ...values, ...missing };
}
