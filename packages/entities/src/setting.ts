import { problem, type Text } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import type { Kind } from '@dealwright/metadata';
import { type Json, valueTypes } from '@dealwright/values';
import { z } from 'zod';
import { feelTypeOf } from './feel-type.ts';
import { fieldNameSchema, humanise, requirementSchema, textSchema } from './text-schema.ts';
import { warnUntranslated } from './translations.ts';

/**
 * A named number, text, date or list which analysts may change by a release. In expressions: `settings.firstContactHours`.
 */
export interface Setting {
  readonly name: string;
  readonly label: Text;
  readonly type: FeelType;
  /** Wire form. */
  readonly value: Json;
}

const types = [
  'text',
  'long-text',
  'integer',
  'decimal',
  'percent',
  'money',
  'boolean',
  'date',
  'time',
  'email',
  'phone',
  'url',
] as const;
const plain = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ amount: z.union([z.string(), z.number()]), currency: z.string() }),
]);

const schema = z.strictObject({
  kind: z.literal('setting'),
  name: fieldNameSchema.describe('In expressions: `settings.NAME`.'),
  label: textSchema.optional().describe('What it means, for people.'),
  type: z.enum(types).describe('The type of the value, or of each value of a list.'),
  value: z.union([plain, z.array(plain)]).describe('The value; a list makes it a list of that type.'),
  currency: z.string().length(3).optional().describe('For `type: money`.'),
  requirement: requirementSchema.optional(),
});

type Shape = z.output<typeof schema>;

export const settingKind: Kind<Shape, Setting> = {
  name: 'setting',
  about:
    'A named number, text, date or list that analysts may change. It is content, so it changes by a release and a replay is exact.',
  schema,
  example: `
kind: setting
name: firstContactHours
label: { en: Hours until the first contact, ro: Ore până la primul contact }
type: integer
value: 24
`,
  link(document, linking) {
    const { name, label, type, value, currency } = document.shape;
    warnUntranslated(label, () => document.place(['label']), linking);
    const valueType = valueTypes.get(type);
    if (!valueType) throw new Error(`The type "${type}" of settings is not a value type.`);
    const parseOne = (each: Json, index?: number): Json => {
      const parsed = valueType.parse(each, { currency });
      if ('value' in parsed) return parsed.value;
      const { code, message, hint } = parsed.flaw;
      linking.report(
        problem(code, message, { hint, place: document.place(index === undefined ? ['value'] : ['value', index]) }),
      );
      return null;
    };
    const one = feelTypeOf(valueType.feel);
    return Array.isArray(value)
      ? { name, label: label ?? humanise(name), type: { kind: 'list', of: one }, value: value.map(parseOne) }
      : { name, label: label ?? humanise(name), type: one, value: parseOne(value) };
  },
};
