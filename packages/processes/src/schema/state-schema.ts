import { nameSchema, textSchema } from '@dealwright/entities';
import { z } from 'zod';
import { type ApprovalShape, askingKeys, type TaskShape } from './ask-schema.ts';
import { type EffectShape, effectSchema } from './effect-schema.ts';
import { durationSchema } from './names.ts';
import {
  type AutomaticShape,
  afterSchema,
  alwaysSchema,
  automaticSchema,
  type TransitionShape,
  transitionSchema,
} from './transition-schema.ts';

const ownKeys = {
  label: textSchema
    .optional()
    .describe('What people call an inner state; the outer ones have the labels of the choice.'),
  on: z.record(nameSchema, transitionSchema).optional().describe('The events that can happen in this state.'),
  final: z.boolean().optional().describe('The end: no event leads out. A state without events is final anyway.'),
  enter: z.array(effectSchema).optional().describe('What follows whenever it is entered, from wherever.'),
  always: z
    .array(alwaysSchema)
    .optional()
    .describe('What happens by itself, as soon as a condition holds: the first is taken.'),
  after: z
    .record(durationSchema, afterSchema)
    .optional()
    .describe('What happens when so much time has passed: `30 days: { to: expired }`.'),
  done: automaticSchema
    .optional()
    .describe('What happens when all tasks are completed, or what it holds has come to a final state.'),
  ...askingKeys,
};

/** A state as YAML says it. Written out because it holds itself. */
export interface StateShape {
  label?: z.output<typeof textSchema> | undefined;
  on?: Record<string, TransitionShape> | undefined;
  final?: boolean | undefined;
  enter?: EffectShape[] | undefined;
  always?: z.output<typeof alwaysSchema>[] | undefined;
  after?: Record<string, z.output<typeof afterSchema>> | undefined;
  done?: AutomaticShape | undefined;
  approvals?: Record<string, ApprovalShape> | undefined;
  needed?: number | 'all' | 'any' | undefined;
  everybody?: boolean | undefined;
  inTurn?: boolean | undefined;
  agreed?: AutomaticShape | undefined;
  disagreed?: AutomaticShape | undefined;
  tasks?: Record<string, TaskShape> | undefined;
  states?: Record<string, StateShape> | undefined;
  parts?: Record<string, PartShape> | undefined;
}

export interface PartShape {
  label?: z.output<typeof textSchema> | undefined;
  states: Record<string, StateShape>;
}

const partSchema: z.ZodType<PartShape> = z.lazy(() =>
  z.strictObject({
    label: textSchema.optional().describe('What people call it.'),
    states: z.record(nameSchema, stateSchema).describe('Its states; it begins in the first.'),
  }),
);

/** A state, which may hold others. */
export const stateSchema: z.ZodType<StateShape> = z
  .lazy(() =>
    z.strictObject({
      ...ownKeys,
      states: z
        .record(nameSchema, stateSchema)
        .optional()
        .describe(
          'Inner states, of which exactly one is active at a time; it begins in the first. They have the same keys.',
        ),
      parts: z
        .record(nameSchema, partSchema)
        .optional()
        .describe('What goes on at the same time: parts, each with its own `states`.'),
    }),
  )
  .meta({ id: 'State' });
