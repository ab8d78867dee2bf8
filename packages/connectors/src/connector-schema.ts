import { feelSchema, fieldNameSchema, nameSchema, requirementSchema, textSchema } from '@dealwright/entities';
import { remedy } from '@dealwright/metadata';
import { z } from 'zod';
import { DURATION } from './read-duration.ts';

/** What can be taken: every type whose values need nothing else to be understood. */
const TAKEN_TYPES = [
  ...['text', 'long-text', 'integer', 'decimal', 'percent', 'money', 'boolean', 'date', 'time', 'instant'],
  ...['email', 'phone', 'url', 'location', 'json'],
] as const;

const TAKEN = new RegExp(`^(${TAKEN_TYPES.join('|')})\\??$`);

const environmentSchema = z
  .strictObject({
    environment: z
      .string()
      .regex(
        /^[A-Z][A-Z0-9_]*$/,
        remedy(
          'write the name of a variable in capitals, such as WAREHOUSE_TOKEN',
          'scrieți numele unei variabile cu majuscule, de exemplu WAREHOUSE_TOKEN',
        ),
      )
      .describe('The name of a variable of the environment. The value itself never stands in content.'),
  })
  .meta({ id: 'Environment' });

const aDuration = remedy('write `5 seconds` or `2 minutes`', 'scrieți `5 seconds` sau `2 minutes`');
const durationSchema = z.string().regex(DURATION, aDuration);

const pathSchema = z
  .string()
  .regex(/^\//, remedy('begin it with a slash: `/orders`', 'începeți-o cu o bară oblică: `/orders`'))
  .optional();

const path = (method: string) =>
  pathSchema.describe(`${method}: the path below the address, with FEEL in braces: \`/orders/{number}\`.`);

const membersSchema = z.record(z.string(), feelSchema);
const bodySchema = z.union([feelSchema, membersSchema]);

const answerSchema = z.strictObject({
  when: feelSchema.optional().describe('Only then, over `request`.'),
  status: feelSchema.optional().describe('The status; 200 when not said.'),
  headers: membersSchema.optional().describe('Headers of the answer.'),
  body: bodySchema
    .optional()
    .describe(
      'The answer, FEEL over `request`: its method, path, parameters (of the path), query, headers, body, and `id`, a number of eight digits derived from them.',
    ),
});

const operationSchema = z.strictObject({
  label: textSchema.optional().describe('What people call it.'),
  get: path('GET'),
  post: path('POST'),
  put: path('PUT'),
  patch: path('PATCH'),
  delete: path('DELETE'),
  takes: z
    .record(
      fieldNameSchema,
      z
        .string()
        .regex(
          TAKEN,
          remedy(
            `write one of ${TAKEN_TYPES.join(', ')}; with ? at the end when it may be left out`,
            `scrieți unul dintre ${TAKEN_TYPES.join(', ')}; cu ? la sfârșit când poate lipsi`,
          ),
        ),
    )
    .optional()
    .describe(
      'What a process gives with `with`, and its type: `{ number: text, note: text? }`; with ? it may be left out.',
    ),
  query: membersSchema
    .optional()
    .describe('What stands behind the ?: FEEL over what is taken. Silence, for get and delete: what the path leaves.'),
  headers: membersSchema.optional().describe('More headers: FEEL over what is taken.'),
  body: bodySchema
    .optional()
    .describe('One FEEL expression over what is taken, or one for each member. Silence: what is taken, as it is.'),
  files: z
    .string()
    .optional()
    .describe(
      'The member of the body that holds the attached files: a list of { as, name, mediaType, sha256, content } with the content in base64. Silence: none can be attached.',
    ),
  gives: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe(
      'The input of the event that follows: FEEL over `status`, `body` and `headers` (`get value(headers, "x-total")`) of the answer, and what was taken.',
    ),
  refused: z
    .strictObject({
      when: feelSchema.describe('The answer says no: over the same as `gives`.'),
      because: feelSchema.optional().describe('Why, as a text.'),
    })
    .optional()
    .describe('An answer that is a no, and no failure: it is not asked again, and the other event follows.'),
  undo: nameSchema
    .optional()
    .describe(
      'The operation that takes this one back when the record could not go on with the answer. It is given what this one took and gave, by name.',
    ),
  sandbox: z
    .union([answerSchema, z.array(answerSchema)])
    .optional()
    .describe('What the sandbox answers; of a list, the first whose `when` holds. Silence: 200 with an empty body.'),
  requirement: requirementSchema.optional(),
});

/** The schema of `kind: connector`. */
export const connectorSchema = z.strictObject({
  kind: z.literal('connector'),
  name: nameSchema.describe('Named by processes: `{ call: warehouse.reserve, with: { … } }`.'),
  label: textSchema.optional().describe('What people call the system.'),
  url: environmentSchema.describe('Where the address stands. Unset in the demo: the sandbox answers.'),
  authentication: z
    .union([
      z.strictObject({ bearer: environmentSchema }),
      z.strictObject({ basic: z.strictObject({ user: environmentSchema, password: environmentSchema }) }),
      z.strictObject({
        header: z.strictObject({
          name: z.string().describe('Such as `X-Api-Key`.'),
          value: environmentSchema,
        }),
      }),
    ])
    .optional()
    .describe('How a request says who asks.'),
  timeout: durationSchema.optional().describe('After this an attempt counts as failed: `5 seconds`. Silence: 10.'),
  retry: z
    .strictObject({
      times: z.int().min(1).max(100).optional().describe('Attempts in all; 5 when not said.'),
      first: durationSchema.optional().describe('The wait after the first; it doubles. 1 second when not said.'),
      most: durationSchema.optional().describe('The longest wait; 15 minutes when not said.'),
    })
    .optional()
    .describe(
      'How often it is asked again, where asking again can help: no connection, a time-out, 408, 425, 429 and 5xx.',
    ),
  breaker: z
    .strictObject({
      failures: z.int().min(1).max(1000).optional().describe('So many, one after the other; 5 when not said.'),
      rest: durationSchema.optional().describe('So long nobody is asked; 30 seconds when not said.'),
    })
    .optional()
    .describe('When the system is left in peace.'),
  operations: z.record(nameSchema, operationSchema).describe('What it can be asked, by name.'),
  requirement: requirementSchema.optional(),
});

export type ConnectorShape = z.output<typeof connectorSchema>;
export type OperationShape = z.output<typeof operationSchema>;
export type AnswerShape = z.output<typeof answerSchema>;
