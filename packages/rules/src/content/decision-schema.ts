import { feelSchema, fieldNameSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import type { Json } from '@dealwright/values';
import { z } from 'zod';
import { HIT_POLICIES } from '../decision.ts';
import { factTypeSchema, outputTypeSchema } from './declared-type.ts';

const jsonSchema = z.json() as z.ZodType<Json>;

const daySchema = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write a day as 2026-01-31');

const rowSchema = z.strictObject({
  when: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe(
      'A test for each input: `{ orders: ">= 50", isKnown: true }`. An input that is not named may be anything.',
    ),
  then: z
    .record(fieldNameSchema, jsonSchema)
    .describe('A value for each output: `{ channel: direct }`, or `{ fee: { is: "base * 2" } }` to compute it.'),
  because: textSchema.optional().describe('Said in explanations when this row is the reason.'),
  priority: z
    .int()
    .min(1)
    .optional()
    .describe('For `hit: priority`: the highest counts. Else the order of the output choices does.'),
  validFrom: daySchema.optional().describe('First day on which the row counts.'),
  validTo: daySchema.optional().describe('Last day on which the row counts.'),
  requirement: requirementSchema.optional(),
});

/** One shape for all forms of a condition, so that what is wrong is said at its own key; `checkRules` tells the forms apart. */
export interface ConditionShape {
  readonly all?: readonly ConditionShape[] | undefined;
  readonly any?: readonly ConditionShape[] | undefined;
  readonly not?: ConditionShape | undefined;
  readonly condition?: string | undefined;
  readonly fact?: string | undefined;
  readonly operator?: string | undefined;
  readonly value?: Json | undefined;
  readonly path?: string | undefined;
  readonly params?: { readonly [name: string]: Json } | undefined;
  readonly priority?: number | undefined;
  readonly name?: string | undefined;
}

const conditionSchema: z.ZodType<ConditionShape> = z
  .strictObject({
    get all() {
      return z.array(conditionSchema).optional().describe('All of these hold.');
    },
    get any() {
      return z.array(conditionSchema).optional().describe('At least one of these holds.');
    },
    get not() {
      return conditionSchema.optional().describe('This does not hold.');
    },
    condition: z.string().optional().describe('The name of one of `conditions`.'),
    fact: z.string().optional().describe('An input; without inputs, a field of the record.'),
    operator: z
      .string()
      .optional()
      .describe(
        'equal, notEqual, lessThan, lessThanInclusive, greaterThan, greaterThanInclusive, in, notIn, contains, doesNotContain; with decorators: `someFact:equal`; or one of `operators`.',
      ),
    value: jsonSchema.optional().describe('What it is compared with; `{ fact: NAME }` for another fact.'),
    path: z.string().optional().describe('A part of the fact, as JSONPath: `$.amount`.'),
    params: z
      .record(z.string(), jsonSchema)
      .optional()
      .describe("json-rules-engine's parameters; facts of a decision have none."),
    priority: z.int().optional().describe('Conditions of a higher priority are asked first.'),
    name: z.string().optional().describe('A name for people.'),
  })
  .describe('A condition of json-rules-engine.')
  .meta({ id: 'RuleCondition' });

const ruleSchema = z.strictObject({
  name: z.string().optional().describe('Named in explanations; `rule 1` when not given.'),
  priority: z.int().min(1).optional().describe('Rules of a higher priority come first; 1 when not given.'),
  conditions: conditionSchema,
  event: z
    .strictObject({
      type: z.string().describe('What the rule says.'),
      params: z
        .record(z.string(), jsonSchema)
        .optional()
        .describe('More outputs; `{ fact: NAME }` is replaced by its value; `because` explains.'),
    })
    .describe('The outcome: `type` and the parameters.'),
  because: textSchema.optional().describe('Said in explanations; may stand in `event.params` too.'),
  requirement: requirementSchema.optional(),
});

const exampleSchema = z.strictObject({
  name: z.string().describe('A sentence.'),
  given: z.record(z.string(), jsonSchema).describe('The facts.'),
  expect: jsonSchema.describe('The outcome; of an object, only the outputs that are named are compared.'),
  because: z
    .union([z.string(), z.int()])
    .optional()
    .describe('Which row or rule must be the reason: its number or name, or a part of its `because`.'),
  at: z.string().optional().describe('The day or instant of the example: 2026-01-31.'),
});

/** The schema of `kind: decision`. */
export const decisionSchema = z.strictObject({
  kind: z.literal('decision'),
  name: nameSchema.describe('Named by processes, by other decisions and by `decide`.'),
  label: textSchema.optional().describe('What people call it.'),
  about: nameSchema.optional().describe('The entity whose record is judged: inputs are expressions over it.'),
  validFrom: daySchema.optional().describe('First day on which the decision counts.'),
  validTo: daySchema.optional().describe('Last day on which the decision counts.'),
  replaces: nameSchema
    .optional()
    .describe(
      'The decision that this one replaces on its days: whoever asks that one is answered by this one. `fee-2027` with `replaces: fee` and `validFrom: 2027-01-01`.',
    ),
  facts: z
    .record(fieldNameSchema, factTypeSchema)
    .optional()
    .describe('What is known beside the record, or without one.'),
  decide: z
    .record(fieldNameSchema, nameSchema)
    .optional()
    .describe('Decisions that run first: `{ scoring: customer-score }`; inputs then read `scoring.points`.'),
  inputs: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe('What is tested: a name and an expression over the facts.'),
  outputs: z
    .record(fieldNameSchema, outputTypeSchema)
    .optional()
    .describe('What is answered: a name and a type, as of a field.'),
  hit: z
    .enum(HIT_POLICIES)
    .optional()
    .describe('Which rows count when several match; `unique` for tables, `collect` for rules when not given.'),
  table: z.array(rowSchema).min(1).optional().describe('The rows of a decision table.'),
  is: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe(
      'Formulas instead of a table: `{ base: "price * pieces", fee: "base * 0.02" }`, each for an output, and each may use those before it.',
    ),
  rules: z.array(ruleSchema).min(1).optional().describe("Rules in json-rules-engine's own format."),
  conditions: z
    .record(z.string(), conditionSchema)
    .optional()
    .describe('Named conditions, for `{ condition: NAME }` in rules.'),
  operators: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe(
      'Operators of your own for `rules`: a condition over `fact` and `value`, such as `near: abs(fact - value) <= 5`.',
    ),
  default: z.record(fieldNameSchema, jsonSchema).optional().describe('The outcome when nothing matches.'),
  gaps: z
    .literal('allowed')
    .optional()
    .describe('Inputs for which nothing matches are meant to have no answer: the analysis does not report them.'),
  examples: z.array(exampleSchema).optional().describe('Run by `dealwright test` and before each publication.'),
  requirement: requirementSchema.optional(),
});

export type DecisionShape = z.output<typeof decisionSchema>;
export type RowShape = z.output<typeof rowSchema>;
export type RuleShape = z.output<typeof ruleSchema>;
