import { fieldNameSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { z } from 'zod';
import { clockSchema } from './schema/clock-schema.ts';
import { exampleSchema } from './schema/example-schema.ts';
import { stateSchema } from './schema/state-schema.ts';
import { startSchema } from './schema/transition-schema.ts';

/** The schema of `kind: process`. */
export const processSchema = z.strictObject({
  kind: z.literal('process'),
  name: nameSchema,
  label: textSchema.optional().describe('What people call it.'),
  of: nameSchema.describe('The entity whose records live by it.'),
  field: fieldNameSchema.describe('The choice that holds the state; from then on only events change it.'),
  initial: nameSchema.optional().describe('The state of a new record; the first of `states` when not given.'),
  calendar: nameSchema.optional().describe('Whose office hours working time is; silence: the only calendar there is.'),
  start: startSchema.optional().describe('What happens when a record is created.'),
  states: z.record(nameSchema, stateSchema).describe('The states: values of the choice.'),
  clocks: z.record(nameSchema, clockSchema).optional().describe('Clocks that run over several states.'),
  running: z
    .strictObject({
      follow: z.boolean().optional().describe('They move to this definition at their next step.'),
      states: z
        .record(nameSchema, nameSchema)
        .optional()
        .describe('States of earlier definitions that are gone, and those that take their place.'),
    })
    .optional()
    .describe('What becomes of records that began by an earlier definition. Silence: they stay on theirs.'),
  examples: z
    .array(exampleSchema)
    .optional()
    .describe('Stories that it tells of itself; they are played before it is published.'),
  requirement: requirementSchema.optional(),
});

export type ProcessShape = z.output<typeof processSchema>;
