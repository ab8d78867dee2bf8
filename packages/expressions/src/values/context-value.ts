import { Context, Entries, type Value } from './value.ts';

/** A context of these entries. */
export function contextValue(entries: Iterable<readonly [name: string, value: Value]>): Value {
  return new Entries(new Map(entries));
}

/** The entries of a context; undefined where the value is none. */
export function entriesOf(value: Value): ReadonlyMap<string, Value> | undefined {
  if (!(value instanceof Context)) return undefined;
  return new Map(value.names().map((name) => [name, value.get(name) ?? null]));
}
