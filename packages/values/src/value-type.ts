import type { Text } from '@dealwright/diagnostics';
import type { z } from 'zod';
import type { Json } from './json.ts';

/** The types of FEEL that a stored value can have. */
export type FeelName =
  | 'string'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'money' // a context { amount: number, currency: string }
  | 'list of string'
  | 'any';

/** How a value lies in PostgreSQL. `numeric` and `bigint` leave the database as text, so that no digit is lost. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'numeric'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamptz'
  | 'text[]'
  | 'uuid'
  | 'jsonb';

/** The GraphQL names of a type: what is read, what is written, and the input object of its filter. */
export interface Scalar {
  readonly output: string;
  readonly input: string;
  /** `StringFilter`, `DecimalFilter` …; undefined: cannot be filtered. */
  readonly filter?: string;
}

/** What a value breaks: a code, a message and a remedy. The caller adds the path. */
export interface Flaw {
  readonly code: string;
  readonly message: Text;
  readonly hint?: Text;
}

export type Parsed = { readonly value: Json } | { readonly flaw: Flaw };

/** The options that a field's YAML gives to its type, as the type's own `options` schema checked them. */
export type Options = Readonly<Record<string, unknown>>;

/** One field type, as plain data and pure functions. A new type is a folder beside this file and a line in `all-types.ts`. */
export interface ValueType {
  /** As written in YAML: `long-text`. */
  readonly name: string;
  /** One line for the reference pages. */
  readonly about: Text;
  /** The YAML keys that only this type knows, such as `maxLength`. */
  readonly options: z.ZodRawShape;
  /** Input (wire form, never null) to the canonical wire form, or what is wrong with it. Never throws. */
  parse(input: unknown, options: Options): Parsed;
  /** Below, equal or above zero, for two canonical values. */
  compare(a: Json, b: Json): number;
  /** For a person: `1.234,50 EUR` in "ro". */
  format(value: Json, locale: string, options: Options): string;
  readonly column: ColumnType;
  readonly scalar: Scalar;
  readonly feel: FeelName;
  /** Name of the studio's control that edits it. */
  readonly control: string;
  /** False for types that cannot be ordered by (json, file, location, choices). */
  readonly sortable: boolean;
}
