import { feelSchema, fieldNameSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { remedy } from '@dealwright/metadata';
import { z } from 'zod';
import { FONT_FAMILIES } from '../fonts/bundled-fonts.ts';

const template = textSchema.describe('Text per language; Handlebars may stand in it, HTML may not.');
const length = z
  .string()
  .regex(
    /^\d+(\.\d+)?(mm|cm|in|pt|px)$/,
    remedy('write a length such as `20mm`', 'scrieți o lungime, de exemplu `20mm`'),
  );

const running = z
  .strictObject({ left: template.optional(), center: template.optional(), right: template.optional() })
  .describe('Runs on every page. `{{page}}` and `{{pages}}` are the number of the page and how many there are.');

/** The schema of `kind: document`. */
export const documentSchema = z.strictObject({
  kind: z.literal('document'),
  name: nameSchema.describe('Named by `generateDocument`, by processes and by the command line.'),
  label: textSchema.optional().describe('What people call it.'),
  about: textSchema.optional().describe('What it is for, in a sentence.'),
  of: nameSchema.describe('The entity whose record it is made from.'),
  locales: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('The languages it can be made in: `[ro, en]`, which is also meant when not said.'),
  by: z
    .array(nameSchema)
    .optional()
    .describe('The roles that may make it; whoever may update the record when not said.'),
  template: z.string().describe('The file with the HTML of its body: `master.hbs`, beside this file.'),
  styles: z.array(z.string()).optional().describe('CSS files, in order.'),
  fonts: z
    .array(z.enum(FONT_FAMILIES as [string, ...string[]]))
    .optional()
    .describe('The fonts it uses; all that are bundled when not said.'),
  title: template.optional().describe('Shown by PDF readers; the label when not said.'),
  fileName: template.describe('Of the PDF, without `.pdf`: `Contract {{number}}`.'),
  page: z
    .strictObject({
      size: z
        .string()
        .regex(
          /^(A[0-6]|Letter|Legal)( (portrait|landscape))?$/,
          remedy('write `A4` or `A4 landscape`', 'scrieți `A4` sau `A4 landscape`'),
        )
        .optional(),
      margins: z.strictObject({ top: length, right: length, bottom: length, left: length }).optional(),
      header: running.optional(),
      footer: running.optional(),
    })
    .optional()
    .describe('Size (A4), margins (20mm), running header and footer.'),
  texts: z
    .record(fieldNameSchema, template)
    .optional()
    .describe('Texts that the template names: `{{text "greeting"}}`.'),
  values: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe(
      'Computed values that templates name like fields: `{ total: "sum(lines.amount.amount)" }`. FEEL over the record.',
    ),
  required: z
    .array(
      z.strictObject({
        field: z.string().optional().describe('The field that must have a value: `account.fiscalCode`.'),
        check: feelSchema.optional().describe('FEEL over the record that must be true.'),
        when: feelSchema.optional().describe('Only then it is required.'),
        message: textSchema.optional().describe('What is missing and what to do. Needed for a `check`.'),
        requirement: requirementSchema.optional(),
      }),
    )
    .optional()
    .describe('What must be there before the document can be made. All that is missing is told at once.'),
  clauses: z
    .array(
      z.union([
        nameSchema,
        z.strictObject({
          clause: nameSchema,
          when: feelSchema.optional().describe('FEEL over the record: only then the clause is there.'),
        }),
      ]),
    )
    .optional()
    .describe('The clauses in order. Those that are there are numbered.'),
  changes: z
    .union([feelSchema, z.array(feelSchema)])
    .optional()
    .describe(
      'Wording that was agreed for one record in place of clauses. FEEL over the record, one or several, each of which gives a list: `for c in changes return { clause: c.clause, en: c.wording, ro: c.wordingRo }`. Each line of a text is a paragraph; without a text the clause keeps its own. Templates ask `clause.changed`.',
    ),
  annexes: z
    .array(
      z.strictObject({
        name: fieldNameSchema.describe('In references: `{{annex "offer"}}`.'),
        number: z.int().min(1).optional().describe('Its number; the next one when not said.'),
        title: template,
        template: z.string().describe('The file with its HTML.'),
        when: feelSchema.optional().describe('FEEL over the record: only then the annex is there.'),
      }),
    )
    .optional()
    .describe('What follows the document.'),
  samples: z
    .array(
      z.strictObject({
        name: z.string().describe('A sentence.'),
        file: z.string().describe('A JSON file with the record, its relations inside it.'),
        at: z.string().describe('The instant or day at which the sample is made: 2026-03-31.'),
      }),
    )
    .optional()
    .describe('Records that the document is tried with, by `dealwright test` and before each publication.'),
  requirement: requirementSchema.optional(),
});

export type DocumentShape = z.output<typeof documentSchema>;
