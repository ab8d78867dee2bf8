import { remedy } from '@dealwright/metadata';
import { z } from 'zod';

/** `{ en: …, ro: … }`, or a plain string, which is English. Shared by all kinds. */
export const textSchema = z
  .union([z.string(), z.object({ en: z.string() }).catchall(z.string())])
  .describe('Text for people: `{ en: …, ro: … }`, or a plain string, which is English.')
  .meta({ id: 'Text' });

/** `requirement: L11` or a list: which requirements of the business this content fulfils. Shared by all kinds. */
export const requirementSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .describe('The id, or ids, of the business requirement that this fulfils; shown by `dealwright coverage`.');

/** A FEEL expression. YAML reads `true` or `3` as boolean or number: they are as good as text. */
export const feelSchema = z
  .union([z.string(), z.boolean(), z.number()])
  .transform((value) => String(value))
  .describe('A FEEL expression.')
  .meta({ id: 'Feel' });

/** Names in camelCase or kebab-case: what expressions and the API can say. */
export const nameSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/,
    remedy(
      'use letters, digits and single hyphens, beginning with a letter',
      'folosiți litere, cifre și cratime simple, începând cu o literă',
    ),
  );
/** Names of fields and settings: camelCase, because FEEL reads a hyphen as minus. */
export const fieldNameSchema = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9]*$/,
    remedy(
      'use camelCase: letters and digits, beginning with a small letter',
      'folosiți camelCase: litere și cifre, începând cu o literă mică',
    ),
  );

/** `firstContact` → "First contact", for what has no label. */
export function humanise(name: string): string {
  const words = name
    .replace(/-/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
