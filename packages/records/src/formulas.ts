import type { Entity, Field } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';

type Path = readonly string[];

/**
 * The stored columns that `paths` need: a formula that is computed on read is replaced by the paths that it reads itself.
 * Names that are not the record's (`me`, `input`) and parts of a column (`amount`) are left off.
 */
export function columnsFor(entity: Entity, paths: readonly Path[]): readonly Path[] {
  const found = new Map<string, Path>();
  for (const path of paths) for (const each of columnsOf(entity, path)) found.set(each.join('.'), each);
  return [...found.values()];
}

function columnsOf(start: Entity, path: Path): readonly Path[] {
  let entity = start;
  for (const [index, name] of path.entries()) {
    const prefix = path.slice(0, index);
    const field = entity.fields.get(name);
    const formula = field?.formula;
    if (formula && !formula.stored) {
      return columnsFor(entity, formula.expression.paths).map((each) => [...prefix, ...each]);
    }
    const next = field?.reference?.entity ?? entity.inverses.get(name)?.entity;
    if (!next) return field ? [[...prefix, name]] : [];
    entity = next;
  }
  return [path];
}

/** The record with the formulas that `paths` name, at every depth. What they read must be there (see {@link columnsFor}). */
export function withFormulas(
  entity: Entity,
  record: JsonObject,
  paths: readonly Path[],
  environment: Environment,
): JsonObject {
  const result: Record<string, Json> = { ...record };
  for (const [name, rests] of byFirst(paths)) {
    const field = entity.fields.get(name);
    if (field?.formula && !field.formula.stored) {
      const { expression } = field.formula;
      const scope = withFormulas(entity, record, expression.paths, environment);
      result[name] = canonical(field, expression.evaluate(scope, environment).value);
      continue;
    }
    const next = field?.reference?.entity ?? entity.inverses.get(name)?.entity;
    const value = record[name];
    if (!next || value === undefined || rests.length === 0) continue;
    if (Array.isArray(value)) result[name] = value.map((each) => inside(next, each, rests, environment));
    else result[name] = inside(next, value, rests, environment);
  }
  return result;
}

/** What a stored value of the field would be: `12.5` of a money formula is `12.50`. */
function canonical({ type, options }: Field, value: Json): Json {
  const parsed = value === null ? { value } : type.parse(value, options);
  return 'value' in parsed ? parsed.value : value;
}

function inside(entity: Entity, value: Json, paths: readonly Path[], environment: Environment): Json {
  return isJsonObject(value) ? withFormulas(entity, value, paths, environment) : value;
}

/** The rests of the paths (those that are not empty) by their first name. */
export function byFirst(paths: readonly Path[]): ReadonlyMap<string, readonly Path[]> {
  const found = new Map<string, Path[]>();
  for (const [first, ...rest] of paths) {
    if (first === undefined) continue;
    const rests = found.get(first) ?? [];
    if (rest.length > 0) rests.push(rest);
    found.set(first, rests);
  }
  return found;
}
