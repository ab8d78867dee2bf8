import { permissionKind } from '@dealwright/access';
import { didYouMean, problem, type Text } from '@dealwright/diagnostics';
import {
  compileOver,
  type Entity,
  entityKind,
  type Field,
  feelSchema,
  fieldNameSchema,
  humanise,
  nameSchema,
  requirementSchema,
  textSchema,
  warnUntranslated,
} from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { processKind } from '@dealwright/processes';
import { LISTENERS, type Listener } from '@dealwright/records';
import { z } from 'zod';
import { promiseOf } from './promise-of.ts';

/** A linked webhook: what another system is told of the records of an entity. */
export interface Webhook extends Listener {
  readonly label: Text;
  /** `created`, `updated`, `deleted`, and events of the entity's processes. */
  readonly on: ReadonlySet<string>;
  readonly when: Expression | undefined;
  /** Names of environment variables. */
  readonly url: string;
  readonly secret: string;
  /** What is told beside id, entity, event and version; undefined: {@link fields}. */
  readonly body: ReadonlyMap<string, Expression> | undefined;
  /** All fields that are hidden from nobody. */
  readonly fields: readonly Field[];
}

const CHANGES = ['created', 'updated', 'deleted'];

const variableSchema = z.strictObject({
  environment: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, in capitals')
    .describe('The name of the environment variable that holds it. The value is in no file and is never shown.'),
});

const schema = z.strictObject({
  kind: z.literal('webhook'),
  name: nameSchema,
  label: textSchema.optional(),
  of: z.string().describe('The entity whose records it tells of.'),
  on: z
    .array(nameSchema)
    .min(1)
    .describe(
      '`created`, `updated`, `deleted`, or events of its processes. An event that is not named counts as `updated`.',
    ),
  when: feelSchema.optional().describe('Only then is it told; looked at when the change is stored.'),
  url: variableSchema.describe('Where it is posted to.'),
  secret: variableSchema.describe(
    'By which the receiver knows that it comes from here: `whsec_` and 24 to 64 bytes as Base64.',
  ),
  body: z
    .record(fieldNameSchema, feelSchema)
    .optional()
    .describe('What is told of the record, by name; silence: all fields that are hidden from nobody.'),
  requirement: requirementSchema.optional(),
});

type Shape = z.output<typeof schema>;

export const webhookKind: Kind<Shape, Webhook> = {
  name: LISTENERS.name,
  about:
    'Another system that is told, signed as Standard Webhooks say, when records are created, changed, deleted or moved by an event: in order for each record, at least once.',
  schema,
  example: `
kind: webhook
name: invoices-to-bookkeeping
label: { en: Invoices for bookkeeping, ro: Facturi pentru contabilitate }
of: Invoice
on: [created, updated]
when: amount.amount > 0
url: { environment: BOOKKEEPING_URL }
secret: { environment: BOOKKEEPING_SECRET }
body: { number: number, amount: amount, customer: customer.name }
`,
  link({ shape }) {
    const webhook: Webhook = {
      name: shape.name,
      label: shape.label ?? humanise(shape.name),
      of: undefined as unknown as Entity,
      on: new Set(shape.on),
      when: undefined,
      url: shape.url.environment,
      secret: shape.secret.environment,
      body: undefined,
      fields: [],
      paths: [],
      promise: (heard, record, environment) => promiseOf(webhook, heard, record, environment),
    };
    return webhook;
  },
  check(webhook, document, linking) {
    const { shape } = document;
    warnUntranslated(shape.label, () => document.place(['label']), linking);
    const of = linking.find(entityKind, shape.of, document.place(['of']));
    if (!of) return;
    checkEvents(of, document, linking);
    const compile = (text: string, path: readonly string[], expects?: { kind: 'boolean' }) =>
      compileOver(text, {
        type: of.type,
        linking,
        ...(expects ? { expects } : {}),
        place: (offset, length) => document.place(path, offset, length),
      });
    const when = shape.when === undefined ? undefined : compile(shape.when, ['when'], { kind: 'boolean' });
    const body =
      shape.body &&
      new Map(
        Object.entries(shape.body).flatMap(([name, text]) => {
          const value = compile(text, ['body', name]);
          return value ? [[name, value] as const] : [];
        }),
      );
    const fields = openFields(of, linking);
    const read = body ? [...body.values()].flatMap((each) => each.paths) : fields.map(({ name }) => [name]);
    Object.assign(webhook, { of, when, body, fields, paths: [...read, ...(when?.paths ?? []), ['id'], ['version']] });
  },
};

function checkEvents(of: Entity, document: ContentDocument<Shape>, linking: Linking): void {
  const processes = [...linking.all(processKind).values()].filter((each) => each.of === of);
  const known = new Set([...CHANGES, ...processes.flatMap((each) => [...each.events.keys()])]);
  for (const [index, name] of document.shape.on.entries()) {
    if (known.has(name)) continue;
    linking.report(
      problem(
        'UNKNOWN_EVENT',
        {
          en: `Nothing called \`${name}\` happens to ${of.name}.`,
          ro: `Cu ${of.name} nu se întâmplă nimic numit \`${name}\`.`,
        },
        {
          place: document.place(['on', index]),
          hint: didYouMean(name, known) ?? {
            en: 'write `created`, `updated`, `deleted`, or an event of its process',
            ro: 'scrieți `created`, `updated`, `deleted` sau un eveniment al procesului său',
          },
        },
      ),
    );
  }
}

/** A receiver has no role: it is told by itself only what everybody may see who sees the record. */
function openFields(of: Entity, linking: Linking): readonly Field[] {
  const grants = [...linking.all(permissionKind).values()].flatMap(({ grants }) => [
    grants.get(of.name),
    grants.get('*'),
  ]);
  return [...of.fields.values()].filter(
    ({ name, internal }) => !internal && !grants.some((grant) => grant?.hidden.has(name)),
  );
}
