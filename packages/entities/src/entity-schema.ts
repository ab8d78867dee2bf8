import { remedy } from '@dealwright/metadata';
import { type ValueType, valueTypes } from '@dealwright/values';
import { z } from 'zod';
import { feelSchema, fieldNameSchema, nameSchema, requirementSchema, textSchema } from './text-schema.ts';

/** The keys that a field of any type may have. */
const fieldKeys = {
  label: textSchema.optional().describe('What people see; made from the name when not given.'),
  help: textSchema.optional().describe('A sentence below the field in forms.'),
  required: z.boolean().optional().describe('Every stored record has a value. Conditional needs belong to a process.'),
  default: z
    .union([z.strictObject({ is: feelSchema }), z.string(), z.number(), z.boolean(), z.array(z.string())])
    .optional()
    .describe('The value of a new record that says nothing: a plain value, or `{ is: FEEL }`.'),
  key: z.boolean().optional().describe('Unique; records can be found, updated and upserted by it.'),
  search: z.boolean().optional().describe('Searched by the search box.'),
  readOnly: z.boolean().optional().describe('Only processes and decisions write it.'),
  internal: z.boolean().optional().describe('For the platform only: in no API, form or history.'),
  retired: textSchema.optional().describe('Why it goes; it stays, deprecated, for one release.'),
  requirement: requirementSchema.optional(),
};

const returns = z.enum(
  [...valueTypes.keys()].filter((name) => !['formula', 'rollup', 'part-of', 'file'].includes(name)) as [
    string,
    ...string[],
  ],
);

const formulaKeys = {
  returns: returns.describe('The type of the result.'),
  is: feelSchema.describe('What it computes, over the record.'),
  stored: z
    .boolean()
    .optional()
    .describe('Kept in the database; only for formulas that read no clock and no other record.'),
  currency: z.string().optional().describe('For `returns: money`.'),
  scale: z.int().optional().describe('Digits after the point, for decimal and money.'),
  of: nameSchema.optional().describe('The choices, for `returns: choice`.'),
};

const rollupKeys = {
  of: z
    .string()
    .regex(
      /^[A-Za-z0-9]+\.[A-Za-z0-9]+$/,
      remedy(
        'write it as `Child.reference`, such as `Offer.lead`',
        'scrieți `Copil.referință`, de exemplu `Offer.lead`',
      ),
    )
    .describe('The children and their reference to this entity: `Offer.lead`.'),
  is: z.enum(['count', 'sum', 'min', 'max']).describe('What is computed over the children.'),
  field: fieldNameSchema.optional().describe('The field that is summed or compared; not for count.'),
  where: feelSchema.optional().describe('Only the children for which this holds.'),
};

function fieldSchema(type: ValueType) {
  return z.strictObject({ type: z.literal(type.name), ...fieldKeys, ...type.options });
}

const stored = [...valueTypes.values()]
  .filter((type) => type.name !== 'formula' && type.name !== 'rollup')
  .map(fieldSchema);
const computed = [
  z.strictObject({ type: z.literal('formula'), ...fieldKeys, ...formulaKeys }),
  z.strictObject({ type: z.literal('rollup'), ...fieldKeys, ...rollupKeys }),
];

/** A field as YAML says it: the common keys typed, the keys of its type by name. */
export type FieldShape = z.output<z.ZodObject<typeof fieldKeys>> & { readonly type: string } & Readonly<
    Record<string, unknown>
  >;
export type FormulaShape = FieldShape & z.output<z.ZodObject<typeof formulaKeys>>;
export type RollupShape = FieldShape & z.output<z.ZodObject<typeof rollupKeys>>;

const anyField = z.discriminatedUnion('type', [...stored, ...computed] as never) as unknown as z.ZodType<FieldShape>;

const matchSchema = z.union([fieldNameSchema, z.record(fieldNameSchema, z.enum(['same', 'similar']))]);

export const entitySchema = z.strictObject({
  kind: z.literal('entity'),
  name: z
    .string()
    .regex(
      /^[A-Z][A-Za-z0-9]*$/,
      remedy('use PascalCase, such as `SalesOrder`', 'folosiți PascalCase, de exemplu `SalesOrder`'),
    )
    .describe('PascalCase. The API derives `lead`, `leads`, `createLead` … from it.'),
  label: textSchema.optional().describe('What people call one record.'),
  plural: textSchema.optional().describe('What people call several.'),
  about: textSchema.optional().describe('One or two sentences for people and for the API.'),
  title: fieldNameSchema.describe('The field that names a record to a person.'),
  header: z
    .array(fieldNameSchema)
    .optional()
    .describe('Fields that are shown beside the name, at the top of every page of a record.'),
  number: z
    .union([z.string(), z.strictObject({ format: z.string(), gapless: z.boolean().optional() })])
    .optional()
    .describe(
      'How records are numbered: `LD-{year}-{sequence:6}`. `gapless: true` only for paper numbers: it costs speed.',
    ),
  fields: z.record(fieldNameSchema, anyField).describe('The fields, in the order people see.'),
  validations: z
    .array(
      z.strictObject({
        id: nameSchema.describe('Names the validation in messages and tests.'),
        when: feelSchema.optional().describe('Only then.'),
        check: feelSchema.describe('Must be true, or the record is refused.'),
        field: fieldNameSchema.optional().describe('Where the message is shown.'),
        message: textSchema.describe('What the person reads: say what to do.'),
        requirement: requirementSchema.optional(),
      }),
    )
    .optional()
    .describe('What must be true of every stored record.'),
  duplicates: z
    .array(
      z.strictObject({
        match: z
          .array(matchSchema)
          .min(1)
          .describe('Fields that must agree: `fiscalCode`, or `{ companyName: similar }`.'),
        where: feelSchema.optional().describe('Only among these records.'),
        then: z.enum(['refuse', 'warn']).describe('What happens.'),
        message: textSchema.optional(),
        requirement: requirementSchema.optional(),
      }),
    )
    .optional()
    .describe('How a second record of the same thing is recognised.'),
  history: z
    .array(fieldNameSchema)
    .optional()
    .describe('The fields whose changes are kept; all of them when not given.'),
  internal: z.boolean().optional().describe('For the platform only: not in the API.'),
  requirement: requirementSchema.optional(),
});

export type EntityShape = z.output<typeof entitySchema>;
