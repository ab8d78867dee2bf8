import { feelSchema, fieldNameSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { z } from 'zod';

const neededField = z.union([
  fieldNameSchema,
  z.strictObject({
    field: fieldNameSchema,
    when: feelSchema.optional().describe('Only then is it needed.'),
    requirement: requirementSchema.optional(),
  }),
]);

const needsSchema = z
  .strictObject({
    fields: z
      .array(neededField)
      .optional()
      .describe('Fields that must have a value: `[total, { field: reason, when: total > 100 }]`.'),
    reason: z.boolean().optional().describe('The person is asked why; the answer is kept in history.'),
    decisions: z
      .array(nameSchema)
      .optional()
      .describe('Decisions that must not refuse: an outcome list must be empty, `eligible` and `allowed` not false.'),
  })
  .describe('What must be there before the event can happen. All that is missing is told at once.');

const when = feelSchema.optional().describe('Only then; asked of the record as it is after `set`.');

const effectSchema = z.union([
  z.strictObject({
    notify: nameSchema.describe('A message.'),
    to: z.string().describe('`owner`, another field that refers to a User, or `role manager`.'),
    when,
  }),
  z.strictObject({ generate: nameSchema.describe('A document.'), when }),
  z.strictObject({
    create: z.string().describe('An entity.'),
    each: feelSchema.optional().describe('A list: one is created for each of it, which `values` know as `item`.'),
    as: fieldNameSchema.optional().describe('The reference of this record that is to lead to the created one.'),
    values: z
      .record(fieldNameSchema, feelSchema)
      .optional()
      .describe('Expressions over this record, as it is after `set`.'),
    when,
  }),
]);

const targetSchema = z.union([
  nameSchema,
  z.strictObject({
    decide: nameSchema.describe('A decision whose output `state` (or whose only output) names the state.'),
  }),
]);

const transitionKeys = {
  label: textSchema.optional().describe('What people press.'),
  by: z
    .array(nameSchema)
    .optional()
    .describe(
      'Who may: roles, `owner`, or another field that refers to a User. Silence: whoever may update the record.',
    ),
  when: feelSchema.optional().describe('Only possible then.'),
  unless: textSchema.optional().describe('Said when `when` does not hold: say what to do.'),
  needs: needsSchema.optional(),
  decide: z
    .record(fieldNameSchema, nameSchema)
    .optional()
    .describe('Decisions that run first; their outcomes are names in `when`, `set` and `then`.'),
  set: z.record(fieldNameSchema, feelSchema).optional().describe('Fields and their new values, as expressions.'),
  to: targetSchema.optional().describe('The next state, or `{ decide: NAME }`. Silence: it stays.'),
  then: z.array(effectSchema).optional().describe('What follows: notify, generate, create.'),
  requirement: requirementSchema.optional(),
};

const transitionSchema = z.strictObject(transitionKeys);
const { by: _by, label: _label, ...startKeys } = transitionKeys;

/** The schema of `kind: process`. */
export const processSchema = z.strictObject({
  kind: z.literal('process'),
  name: nameSchema,
  label: textSchema.optional().describe('What people call it.'),
  of: nameSchema.describe('The entity whose records live by it.'),
  field: fieldNameSchema.describe('The choice that holds the state; from then on only events change it.'),
  initial: nameSchema.optional().describe('The state of a new record; the first of `states` when not given.'),
  start: z.strictObject(startKeys).optional().describe('What happens when a record is created.'),
  states: z
    .record(
      nameSchema,
      z.strictObject({
        on: z.record(nameSchema, transitionSchema).optional().describe('The events that can happen in this state.'),
        final: z.boolean().optional().describe('The end: no event leads out. A state without events is final anyway.'),
      }),
    )
    .describe('The states: values of the choice.'),
  requirement: requirementSchema.optional(),
});

export type ProcessShape = z.output<typeof processSchema>;
export type TransitionShape = z.output<typeof transitionSchema>;
export type EffectShape = z.output<typeof effectSchema>;
export type TargetShape = z.output<typeof targetSchema>;
