/** The wire form of a value: what JSON can say. Records travel through the platform in this form only. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** True for what JSON writes in braces: no list, no null, no instance of a class. */
export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What stands at the path within objects; null where the way ends. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || Array.isArray(here) || !Object.hasOwn(here, name)) return null;
    here = (here as JsonObject)[name];
  }
  return here ?? null;
}

/** Any JSON as text without failing: a text as it is, the rest as JSON writes it. */
export function written(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
