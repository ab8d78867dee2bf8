import { fieldNameSchema, nameSchema } from '@dealwright/entities';
import { z } from 'zod';
import { durationSchema } from './names.ts';

const expectSchema = z
  .strictObject({
    state: nameSchema.optional().describe('A state, outer or inner, that is active then.'),
    told: z
      .array(nameSchema)
      .optional()
      .describe('Messages that are sent in this step, at least; `[]`: none is. Mails and invitations count.'),
    causes: z
      .array(z.string())
      .optional()
      .describe(
        'What else happens in this step, at least: `generate DOCUMENT`, `create ENTITY`, `call CONNECTOR.OPERATION`.',
      ),
    fields: z.record(fieldNameSchema, z.json()).optional().describe('Values that fields of the record have then.'),
    refused: z.string().optional().describe('The code of the problem that refuses the event: `EVENT_NOT_HERE`.'),
  })
  .describe('What is so after the step.');

const stepSchema = z.union([
  z.strictObject({
    as: z.string().describe('Who: a role, `owner`, `manager of owner`, `manager of ROLE`.'),
    fire: nameSchema.describe('The event: `submit`, `agree-pricing`, `complete-call`.'),
    with: z.record(z.string(), z.json()).optional().describe('Its input: fields, `reason`, `to`.'),
    expect: expectSchema.optional(),
  }),
  z.strictObject({
    pass: durationSchema.regex(/^\d/).describe('So much time passes; what is due meanwhile happens.'),
    expect: expectSchema.optional(),
  }),
  z.strictObject({
    change: z
      .record(fieldNameSchema, z.json())
      .describe('Fields of the record, or facts about it, are other ones now.'),
    expect: expectSchema.optional(),
  }),
]);

/** A story that a process tells of itself, played without a database. */
export const exampleSchema = z.strictObject({
  name: z.string().describe('What it shows, as a sentence.'),
  at: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
    .optional()
    .describe(
      "When it begins, by the organisation's clock: `2026-03-06T16:00`. Silence: a Monday at ten, `2026-03-02T10:00`.",
    ),
  given: z
    .record(z.string(), z.json())
    .optional()
    .describe(
      'The record, and what is known about it: fields, formulas, other records: `{ total: 20, account: { city: Cluj } }`.',
    ),
  files: z.array(nameSchema).optional().describe('Kinds of files that are attached to it.'),
  from: nameSchema.optional().describe('The outer state that it is in. Silence: it is created now.'),
  expect: expectSchema.optional(),
  steps: z.array(stepSchema).optional().describe('What happens, one after the other.'),
});

export type ExampleShape = z.output<typeof exampleSchema>;
