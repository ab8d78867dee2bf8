import type { Text } from '@dealwright/diagnostics';
import { z } from 'zod';
import type { Json } from './json-value.ts';

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

/** How a value lies in PostgreSQL. `numeric` leaves the database as text, so that no digit is lost. */
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

/**
 * The options that a field's YAML gives to its type, as the type's own `options` schema checked them. Who links the
 * field adds what only the Model knows: `choices` for choice and choices. Who formats may add `zone` for instants.
 */
export type Options = Readonly<Record<string, unknown>>;

/** One field type, as plain data and pure functions. A new type is a folder beside this file and a line in `all-types.ts`. */
export interface ValueType {
  /** As written in YAML: `long-text`. */
  readonly name: string;
  /** One line for the reference pages. */
  readonly about: Text;
  /** The YAML keys that only this type knows, such as `maxLength`. */
  readonly options: z.ZodRawShape;
  /**
   * Input (wire form, never null) to the canonical wire form, or what is wrong with it. A text of nothing but spaces is
   * no value: null. Never throws.
   */
  parse(input: unknown, options: Options): Parsed;
  /** Below, equal or above zero, for two canonical values. */
  compare(a: Json, b: Json): number;
  /** For a person: `1.234,50 EUR` in "ro". Never throws; what is not a value of this type is shown as it is. */
  format(value: Json, locale: string, options: Options): string;
  readonly column: ColumnType;
  readonly scalar: Scalar;
  readonly feel: FeelName;
  /** Name of the studio's control that edits it. */
  readonly control: string;
  /** False for types that cannot be ordered by (json, file, location, choices). */
  readonly sortable: boolean;
}

/** A type whose own functions see its options typed by their schema. */
interface TypedValueType<Shape extends z.ZodRawShape> extends Omit<ValueType, 'options' | 'parse' | 'format'> {
  readonly options: Shape;
  parse(input: unknown, options: z.infer<z.ZodObject<Shape>> & LinkedOptions): Parsed;
  format(value: Json, locale: string, options: z.infer<z.ZodObject<Shape>> & LinkedOptions): string;
}

/** What the linker or the formatter adds to the YAML's own options. */
export interface LinkedOptions {
  /** The values that a choice may have, in order. */
  readonly choices?: ReadonlyMap<string, { readonly label: Text; readonly retired: boolean }>;
  /** IANA zone in which instants are shown. */
  readonly zone?: string;
}

/** Declares a type. Its options were checked by its own schema before, so the typed view of them is safe. */
export function defineType<Shape extends z.ZodRawShape>(type: TypedValueType<Shape>): ValueType {
  return Object.freeze(type) as unknown as ValueType;
}

/** Shapes of options that several types share. */
export const count = (about: string) => z.int().min(0).optional().describe(about);
export const exactNumber = (about: string) =>
  z
    .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
    .optional()
    .describe(about);
