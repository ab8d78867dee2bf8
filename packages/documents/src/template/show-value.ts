import { isJsonObject, type Json, valueTypes } from '@dealwright/values';
import type { Meaning } from './meaning.ts';

/** Turns a value into what people read in a language: choices by their label, money and dates as usual there. */
export type Show = (value: Json, locale: string, zone: string) => string;

/**
 * How a meaning is shown when a template only names it; undefined for records, lists and other things that have no one
 * text. Fields are shown as their type does everywhere; what is computed, by its FEEL type.
 */
export function showOf({ type, field, entity }: Meaning): Show | undefined {
  if (entity || (type.kind === 'list' && !field)) return undefined;
  if (field) {
    const options = { ...field.options, ...(field.choices ? { choices: field.choices.values } : {}) };
    return (value, locale, zone) => field.type.format(value, locale, { ...options, zone });
  }
  const name = TYPE_OF_FEEL[type.kind] ?? (type.kind === 'context' && type.name === 'money' ? 'money' : undefined);
  const valueType = name === undefined ? undefined : valueTypes.get(name);
  return valueType && ((value, locale, zone) => valueType.format(value, locale, { zone }));
}

const TYPE_OF_FEEL: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'instant',
  any: 'text',
};

/** Nothing is shown for what has no value. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Follows names through own members only: never a prototype's. Null where the way ends. */
export function follow(from: unknown, names: readonly string[]): unknown {
  let at = from;
  for (const name of names) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at ?? null;
}

/** The exact digits of a number or of an amount of money; null for anything else. */
export function digitsOf(value: unknown): string | null {
  const number = isJsonObject(value as Json) ? follow(value, ['amount']) : value;
  const text = typeof number === 'number' ? String(number) : number;
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}
