import type { Text } from '@dealwright/diagnostics';
import type { Kind } from '@dealwright/metadata';
import { z } from 'zod';
import { humanise, nameSchema, textSchema } from './text-schema.ts';
import { warnUntranslated } from './translations.ts';

/** A list of values that a field may have, in the order people see. */
export interface Choices {
  readonly name: string;
  readonly label: Text;
  readonly values: ReadonlyMap<string, Choice>;
}

export interface Choice {
  readonly name: string;
  readonly label: Text;
  readonly color: string | undefined;
  /** Kept on old records, refused on new ones. */
  readonly retired: boolean;
}

const choiceSchema = z.strictObject({
  label: textSchema.optional().describe('What people see.'),
  color: z
    .string()
    .optional()
    .describe('Name of a colour: gray, red, orange, yellow, green, teal, blue, violet, pink.'),
  retired: z.boolean().optional().describe('Old records keep the value; new ones cannot take it.'),
});

const schema = z.strictObject({
  kind: z.literal('choices'),
  name: nameSchema.describe('Named by fields: `{ type: choice, of: lead-channel }`.'),
  label: textSchema.optional(),
  values: z
    .union([z.array(nameSchema), z.record(nameSchema, z.union([choiceSchema, textSchema]))])
    .describe(
      'The values in their order: `urgent: { en: Urgent, ro: … }`, or with `label`, `color`, `retired`; or a plain list.',
    ),
});

type Shape = z.output<typeof schema>;
type Said = Text | z.output<typeof choiceSchema>;

export const choicesKind: Kind<Shape, Choices> = {
  name: 'choices',
  about: 'A list of values for fields of type choice and choices, in the order people see them.',
  schema,
  example: `
kind: choices
name: priority
values:
  low: { en: Low, ro: Scăzută }
  high: { label: { en: High, ro: Ridicată }, color: red }
`,
  link(document, linking) {
    const { name, label, values } = document.shape;
    const entries: [string, Said][] = Array.isArray(values) ? values.map((each) => [each, {}]) : Object.entries(values);
    const choices = entries.map(([value, said]) => {
      const choice = (typeof said === 'string' || 'en' in said ? { label: said } : said) as z.output<
        typeof choiceSchema
      >;
      warnUntranslated(choice.label, () => document.keyPlace(['values', value]), linking);
      return [value, toChoice(value, choice)] as const;
    });
    return { name, label: label ?? humanise(name), values: new Map(choices) };
  },
};

function toChoice(name: string, said: z.output<typeof choiceSchema>): Choice {
  return { name, label: said.label ?? humanise(name), color: said.color, retired: said.retired ?? false };
}
