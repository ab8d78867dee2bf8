import { feelSchema, fieldNameSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { z } from 'zod';
import { effectSchema } from './effect-schema.ts';
import { peopleSchema } from './names.ts';

/** `total`, or `{ field: reason, when: total > 100 }`. */
export const neededFieldSchema = z.union([
  fieldNameSchema,
  z.strictObject({
    field: fieldNameSchema,
    when: feelSchema.optional().describe('Only then is it needed.'),
    requirement: requirementSchema.optional(),
  }),
]);

const neededFileSchema = z.union([
  nameSchema,
  z.strictObject({
    file: nameSchema,
    label: textSchema.optional().describe('What people call it.'),
    when: feelSchema.optional().describe('Only then is it needed.'),
    requirement: requirementSchema.optional(),
  }),
]);

const needsSchema = z
  .strictObject({
    fields: z
      .array(neededFieldSchema)
      .optional()
      .describe('Fields that must have a value: `[total, { field: reason, when: total > 100 }]`.'),
    files: z
      .array(neededFileSchema)
      .optional()
      .describe('Kinds of files that must be attached: `[signed-form, { file: proof, when: total > 100 }]`.'),
    reason: z.boolean().optional().describe('The person is asked why; the answer is kept in history.'),
    decisions: z
      .array(nameSchema)
      .optional()
      .describe('Decisions that must not refuse: an outcome list must be empty, `eligible` and `allowed` not false.'),
  })
  .describe('What must be there before the event can happen. All that is missing is told at once.');

const targetSchema = z.union([
  nameSchema,
  z.strictObject({
    decide: nameSchema.describe('A decision whose output `state` (or whose only output) names the state.'),
  }),
]);

const automaticKeys = {
  decide: z
    .record(fieldNameSchema, nameSchema)
    .optional()
    .describe('Decisions that run first; their outcomes are names in `when`, `set` and `then`.'),
  set: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe(
      'Fields and their new values, as expressions; a reference also by a key of the other record: `{ code: team }`.',
    ),
  to: targetSchema
    .optional()
    .describe('The next state, or `{ decide: NAME }`. Silence: it stays; its own name: it is left and entered again.'),
  then: z
    .array(effectSchema)
    .optional()
    .describe('What follows: notify, generate, create, mail, invite, uninvite, call, fire, start.'),
  requirement: requirementSchema.optional(),
};

const guardKeys = {
  when: feelSchema.optional().describe('Only possible then.'),
  unless: textSchema.optional().describe('Said when `when` does not hold: say what to do.'),
  needs: needsSchema.optional(),
};

/** An event. */
export const transitionSchema = z.strictObject({
  label: textSchema.optional().describe('What people press.'),
  by: peopleSchema
    .optional()
    .describe(
      'Who may: roles, `owner`, another field that refers to a User, `manager of owner`. Silence: whoever may update the record.',
    ),
  ...guardKeys,
  ...automaticKeys,
});

export const startSchema = z.strictObject({ ...guardKeys, ...automaticKeys });

/** A transition that no person causes. */
export const automaticSchema = z.strictObject(automaticKeys);

export const alwaysSchema = z.strictObject({
  when: feelSchema.describe('Taken as soon as this holds.'),
  ...automaticKeys,
});

export const afterSchema = z.strictObject({
  from: feelSchema
    .optional()
    .describe('An instant to count from, or a date, from the end of it. Silence: when the state was entered.'),
  ...automaticKeys,
});

export type TransitionShape = z.output<typeof transitionSchema>;
export type AutomaticShape = z.output<typeof automaticSchema>;
export type NeedsShape = z.output<typeof needsSchema>;
export type TargetShape = z.output<typeof targetSchema>;
