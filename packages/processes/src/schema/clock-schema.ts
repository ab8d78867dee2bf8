import { feelSchema, fieldNameSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { z } from 'zod';
import { effectSchema } from './effect-schema.ts';
import { durationSchema, warningSchema } from './names.ts';
import { automaticSchema } from './transition-schema.ts';

const warnSchema = z.strictObject({
  at: warningSchema,
  then: z.array(effectSchema).describe('What happens then: `[{ notify: MESSAGE, to: owner }]`.'),
});

/** A clock over several states. */
export const clockSchema = z.strictObject({
  label: textSchema.optional().describe('What people call it.'),
  from: feelSchema
    .optional()
    .describe('The instant from which it counts. Silence: when a state of `runs` is first entered.'),
  within: durationSchema.optional().describe('How long there is: `24 hours`, `settings.reviewDays working days`.'),
  until: feelSchema
    .optional()
    .describe('Instead of `within`: the instant (or the end of the date) at which it runs out.'),
  runs: z.array(nameSchema).describe('The states in which it runs. In any other it stops for good: it was met.'),
  pauses: z.array(nameSchema).optional().describe('The states in which it stands still.'),
  restarts: z.array(fieldNameSchema).optional().describe('It begins anew when one of these fields changes.'),
  warn: z
    .union([warnSchema, z.array(warnSchema)])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .optional()
    .describe('What happens before it runs out.'),
  breach: automaticSchema.optional().describe('What happens when it runs out.'),
  keeps: z
    .strictObject({
      due: fieldNameSchema.optional().describe('An instant: when it runs out; empty while it does not run.'),
      late: fieldNameSchema.optional().describe('True once it has run out.'),
      met: fieldNameSchema.optional().describe('An instant: when it was stopped in time.'),
    })
    .optional()
    .describe('Fields of the record that show it.'),
  requirement: requirementSchema.optional(),
});

export type ClockShape = z.output<typeof clockSchema>;
