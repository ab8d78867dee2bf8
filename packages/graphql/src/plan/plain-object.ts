import type { Json, JsonObject } from '@dealwright/values';

/** graphql-js makes objects without a prototype; the rest of the house expects ordinary ones. */
export function plainObject(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}

function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? plainObject(value as JsonObject) : value;
}
