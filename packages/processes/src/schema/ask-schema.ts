import { feelSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { z } from 'zod';
import { addressSchema, durationSchema, peopleSchema, warningSchema } from './names.ts';
import { automaticSchema, neededFieldSchema } from './transition-schema.ts';

const ANSWERS = ['agree', 'disagree', 'not-concerned'] as const;

const askKeys = {
  label: textSchema.optional().describe('What people call it.'),
  by: peopleSchema,
  except: peopleSchema.optional().describe('Who may not answer, although they are among them: `[owner]`.'),
  when: feelSchema.optional().describe('Only then it is asked; looked at when the state is entered.'),
  within: durationSchema.optional().describe('How long they have, such as `2 working days`.'),
  warn: warningSchema
    .optional()
    .describe('When they are told again: `75%` of the time, or `4 working hours before`. Silence: not at all.'),
  escalate: z
    .strictObject({ to: addressSchema })
    .optional()
    .describe('Who is told when the time is over, and may answer from then on, too.'),
  late: automaticSchema.optional().describe('What happens when the time is over.'),
  message: nameSchema.optional().describe('Tells those who are asked. Silence: `task-given`.'),
  requirement: requirementSchema.optional(),
};

export const approvalSchema = z.strictObject({
  ...askKeys,
  answers: z.array(z.enum(ANSWERS)).optional().describe('What can be answered. Silence: agree and disagree.'),
  members: z
    .union([z.int().min(1), z.literal('all')])
    .optional()
    .describe('How many of them must agree: a number, or `all`. As many who disagree decide, too. Silence: 1.'),
  needs: z
    .strictObject({
      fields: z.array(neededFieldSchema).optional().describe('Fields that must have a value.'),
      reason: z.boolean().optional().describe('Who agrees says why, too.'),
    })
    .optional()
    .describe('What an answer brings that agrees. One that disagrees always brings a reason.'),
  silence: z
    .enum(ANSWERS)
    .optional()
    .describe('What no answer in time counts as. Silence of this key: it is no answer.'),
});

export const taskSchema = z.strictObject({
  ...askKeys,
  form: z.array(neededFieldSchema).optional().describe('The fields that must have a value when it is completed.'),
});

/** The keys of a state that holds approvals or tasks. */
export const askingKeys = {
  approvals: z
    .record(nameSchema, approvalSchema)
    .optional()
    .describe('Who is asked while the state is active: events `agree-NAME`, `disagree-NAME`, `delegate-NAME` answer.'),
  needed: z
    .union([z.int().min(1), z.enum(['all', 'any'])])
    .optional()
    .describe('How many approvals must agree: `all`, `any`, or a number. Silence: all.'),
  everybody: z.boolean().optional().describe('All answer before it is decided. Silence: as soon as it is certain.'),
  inTurn: z.boolean().optional().describe('They are asked one after the other. Silence: together.'),
  agreed: automaticSchema.optional().describe('What happens when enough have agreed.'),
  disagreed: automaticSchema.optional().describe('What happens when enough cannot agree any more.'),
  tasks: z
    .record(nameSchema, taskSchema)
    .optional()
    .describe('What is to be done while the state is active: events `complete-NAME`, `delegate-NAME`.'),
};

export type ApprovalShape = z.output<typeof approvalSchema>;
export type TaskShape = z.output<typeof taskSchema>;
