import type { Place } from '@dealwright/diagnostics';
import { type Choices, choicesKind, entityKind, feelTypeOf, nameSchema } from '@dealwright/entities';
import type { FeelType } from '@dealwright/expressions';
import type { Linking } from '@dealwright/metadata';
import { type Json, type Options, type Parsed, valueTypes } from '@dealwright/values';
import { z } from 'zod';
import { listType, objectType, structuredForms } from './structured-type.ts';

/** Types of values that a decision can take or give; records come as facts of type reference. */
const plainTypes = [...valueTypes.values()].filter(({ name }) => !['reference', 'part-of', 'file'].includes(name));

const shorthand = z
  .enum(plainTypes.filter(({ name }) => !name.startsWith('choice')).map(({ name }) => name) as [string, ...string[]])
  .describe('A type without options: `points: integer`.');

const longForms = plainTypes.map((type) => z.strictObject({ type: z.literal(type.name), ...type.options }));
const recordForm = z.strictObject({
  type: z.literal('reference'),
  to: nameSchema.describe('The entity whose record the fact is.'),
});

type Declared = string | ({ readonly type: string } & Readonly<Record<string, unknown>>);

const partSchema: z.ZodType = z
  .union([shorthand, z.discriminatedUnion('type', [...longForms, ...structuredForms(() => partSchema)] as never)])
  .describe('The type of a part: as of a field.')
  .meta({ id: 'PartType' });

/** `{ type: choice, of: segment }`, or just `integer`; `{ type: list, of: integer }`. */
export const outputTypeSchema = z
  .union([shorthand, z.discriminatedUnion('type', [...longForms, ...structuredForms(() => partSchema)] as never)])
  .describe('The type of an output: as of a field.') as unknown as z.ZodType<Declared>;

/** As of an output, or a record: `{ type: reference, to: Customer }`. */
export const factTypeSchema = z
  .union([
    shorthand,
    z.discriminatedUnion('type', [...longForms, recordForm, ...structuredForms(() => partSchema)] as never),
  ])
  .describe(
    'The type of a fact: as of a field, or `{ type: reference, to: Customer }`.',
  ) as unknown as z.ZodType<Declared>;

/** A declared type, linked. */
export interface DeclaredType {
  readonly type: FeelType;
  readonly choices: Choices | undefined;
  /** Reads a value written in YAML, into wire form. */
  parse(value: Json): Parsed;
}

/** Links a declared type; what is unknown is reported at `place` and becomes `any`. */
export function linkType(declared: Declared, linking: Linking, place: (key?: string) => Place): DeclaredType {
  const { type: name, ...said } = typeof declared === 'string' ? { type: declared } : declared;
  const options: Options = said;
  if (name === 'reference') {
    const entity = linking.find(entityKind, String(options.to), place('to'));
    return { type: entity?.type ?? { kind: 'any' }, choices: undefined, parse: (value) => ({ value }) };
  }
  if (name === 'object') {
    const fields = Object.entries(options.fields as Readonly<Record<string, Declared>>);
    return objectType('', new Map(fields.map(([key, each]) => [key, linkType(each, linking, () => place('fields'))])));
  }
  if (name === 'list') return listType(linkType(options.of as Declared, linking, () => place('of')));
  const valueType = valueTypes.get(name);
  const choices = name.startsWith('choice') ? linking.find(choicesKind, String(options.of), place('of')) : undefined;
  if (!valueType) return { type: { kind: 'any' }, choices, parse: (value) => ({ value }) };
  const linked = choices ? { ...options, choices: choices.values } : options;
  return {
    type: feelTypeOf(valueType.feel, choices && [...choices.values.keys()]),
    choices,
    parse: (value) => (value === null ? { value } : valueType.parse(value, linked)),
  };
}
