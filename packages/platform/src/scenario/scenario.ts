import { problem, type Text } from '@dealwright/diagnostics';
import { nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { type Kind, remedy } from '@dealwright/metadata';
import type { JsonObject } from '@dealwright/values';
import { parse } from 'graphql';
import { z } from 'zod';

/** A story that people play over the API, step by step: the demo, a tour, a rehearsal of a changed process. */
export interface Scenario {
  readonly name: string;
  readonly title: Text;
  /** When it begins, ISO 8601 UTC: the same every time, so that it leaves the same papers. */
  readonly at: string;
  readonly steps: readonly Step[];
}

export interface Step {
  /** The user who does it. */
  readonly as: string;
  readonly says: Text;
  /** A GraphQL operation. */
  readonly operation: string;
  /** `{name}` in a text stands for what an earlier step kept. */
  readonly variables: JsonObject;
  /** Name → path in the answer: `{ lead: createLead.lead.id }`. */
  readonly keep: Readonly<Record<string, string>>;
  /** Path in the answer → the value that it must have; otherwise the play stops and says so. */
  readonly expect: JsonObject;
  /** Lines shown after the step; `{createLead.lead.number}` stands for what is there in the answer. */
  readonly show: readonly Text[];
  /** Path in the answer to the id of a file that is written out. */
  readonly file: string | undefined;
  /** Seconds that pass before the step. */
  readonly after: number;
}

const stepSchema = z.strictObject({
  as: nameSchema.describe('The user who does it.'),
  says: textSchema.describe('What happens, for the one who watches.'),
  operation: z.string().describe('A GraphQL operation.'),
  variables: z
    .record(z.string(), z.json())
    .optional()
    .describe('Its variables; `{name}` stands for what an earlier step kept.'),
  keep: z.record(z.string(), z.string()).optional().describe('Name → path in the answer.'),
  expect: z.record(z.string(), z.json()).optional().describe('Path in the answer → the value it must have.'),
  show: z
    .array(textSchema)
    .optional()
    .describe(
      'Lines shown after the step; `{path}` stands for what is there in the answer, `{problems.*.message}` for each of a list.',
    ),
  file: z.string().optional().describe('Path in the answer to the id of a file that is written out.'),
  after: z
    .string()
    .regex(/^\d+ (minutes?|hours?|days?)$/, remedy('write it as `2 hours`', 'scrieți, de exemplu, `2 hours`'))
    .optional()
    .describe('The time that passes before.'),
});

const schema = z.strictObject({
  kind: z.literal('scenario'),
  name: nameSchema,
  title: textSchema,
  at: z.iso.datetime().describe('When it begins.'),
  requirement: requirementSchema.optional(),
  steps: z.array(stepSchema).min(1),
});

type Shape = z.output<typeof schema>;

export const scenarioKind: Kind<Shape, Scenario> = {
  name: 'scenario',
  about: 'A story that people play over the API, step by step, with its own clock: the demo, a tour, a rehearsal.',
  schema,
  example: `
kind: scenario
name: first-invoice
title: { en: The first invoice, ro: Prima factură }
at: 2026-03-02T08:00:00Z
steps:
  - as: admin
    says: { en: The clerk writes an invoice., ro: Funcționarul scrie o factură. }
    operation: 'mutation { createInvoice(input: { subject: "Chairs" }) { invoice { id number } problems { message } } }'
    expect: { createInvoice.problems: [] }
    keep: { invoice: createInvoice.invoice.id }
    show: ["Invoice {createInvoice.invoice.number}"]
`,
  link(document, linking) {
    const { name, title, at, steps } = document.shape;
    const linked = steps.map((step, index): Step => {
      try {
        parse(step.operation);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        linking.report(
          problem(
            'GRAPHQL_SYNTAX',
            { en: `This is not GraphQL: ${message}`, ro: `Acesta nu este GraphQL: ${message}` },
            { place: document.place(['steps', index, 'operation']) },
          ),
        );
      }
      const { as, says, operation, variables = {}, keep = {}, expect = {}, show = [], file, after } = step;
      return {
        as,
        says,
        operation,
        variables: variables as JsonObject,
        keep,
        expect: expect as JsonObject,
        show,
        file,
        after: seconds(after),
      };
    });
    return { name, title, at, steps: linked };
  },
};

function seconds(after: string | undefined): number {
  const [count = '0', unit = 'minutes'] = (after ?? '').split(' ');
  return Number(count) * (unit.startsWith('day') ? 86_400 : unit.startsWith('hour') ? 3_600 : 60);
}
