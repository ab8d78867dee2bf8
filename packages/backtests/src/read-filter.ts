import type { Problem } from '@dealwright/diagnostics';
import { compileOver, type Entity } from '@dealwright/entities';
import type { Expression, Predicate } from '@dealwright/expressions';
import type { Linking, Model } from '@dealwright/metadata';
import type { Json, JsonObject } from '@dealwright/values';

/**
 * Compiles a condition over the records of an entity: FEEL, with `settings`. What is wrong with it comes back with the
 * place in its text.
 */
export function readFilter(text: string, entity: Entity, model: Model): Expression | readonly Problem[] {
  const problems: Problem[] = [];
  const linking: Linking = {
    find: (kind, name) => model.find(kind, name),
    all: (kind) => model.all(kind),
    names: () => new Set(),
    file: () => undefined,
    report: (...found) => void problems.push(...found),
  };
  const [source = ''] = text.split('\n');
  const place = (offset: number, length: number) => ({ file: 'filter', line: 1, column: offset + 1, length, source });
  const filter = compileOver(text, { type: entity.type, linking, expects: { kind: 'boolean' }, place });
  return filter ?? problems.map((each) => ({ ...each, path: ['filter'] }));
}

/**
 * The condition as it is at another instant: `now()` and `today()` get their values here, so that they do not become
 * those of the scopes of the reader, which are as they are now.
 */
export function atInstant(predicate: Predicate, clock: JsonObject): Predicate {
  return bind(predicate as unknown as Json, clock) as unknown as Predicate;
}

/** A predicate is plain data; parameters stand anywhere in it. */
function bind(part: Json, clock: JsonObject): Json {
  if (Array.isArray(part)) return part.map((each) => bind(each, clock));
  if (typeof part !== 'object' || part === null) return part;
  const { is, name, type } = part as JsonObject;
  const value = is === 'parameter' && typeof name === 'string' ? clock[name] : undefined;
  if (value !== undefined) return { is: 'value', value, type: type ?? null };
  return Object.fromEntries(
    Object.entries(part).map(([key, each]) => [key, key === 'type' ? each : bind(each, clock)]),
  );
}
