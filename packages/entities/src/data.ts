import { didYouMean, problem } from '@dealwright/diagnostics';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import type { Json, JsonObject } from '@dealwright/values';
import { z } from 'zod';
import { ENTITY, type Entity } from './entity.ts';
import { fieldNameSchema, nameSchema } from './text-schema.ts';

/** Records that come with the content: reference data always, demo data when asked for. */
export interface Data {
  readonly name: string;
  readonly entity: Entity;
  readonly demo: boolean;
  /** Position among all data documents; smaller first. */
  readonly order: number;
  /** The key field by which a record is found again, so that nothing is stored twice. */
  readonly by: string | undefined;
  /** Values in wire form; a reference is told by a key of the other record: `{ owner: { username: seller } }`. */
  readonly records: readonly JsonObject[];
  /** Events fired on each new record, in this order. */
  readonly then: readonly { readonly event: string; readonly input: JsonObject }[];
}

const schema = z.strictObject({
  kind: z.literal('data'),
  name: nameSchema,
  entity: z.string().describe('The entity of the records.'),
  demo: z.boolean().optional().describe('Only loaded with demo data.'),
  order: z.int().optional().describe('Smaller is loaded first; 100 when not given.'),
  by: fieldNameSchema
    .optional()
    .describe(
      'The key by which a record is recognised, so that loading twice changes nothing. Only demo data can do without.',
    ),
  records: z
    .array(z.record(z.string(), z.json()))
    .describe('The records. A reference names the other record by a key: `owner: { username: seller }`.'),
  then: z
    .array(z.union([nameSchema, z.strictObject({ event: nameSchema, input: z.record(z.string(), z.json()) })]))
    .optional()
    .describe('Events fired on each new record, in this order.'),
});

type Shape = z.output<typeof schema>;

export const dataKind: Kind<Shape, Data> = {
  name: 'data',
  about: 'Demo and reference records.',
  schema,
  example: `
kind: data
name: demo-invoices
entity: Invoice
demo: true
records:
  - { subject: Office chairs, amount: { amount: "120.00", currency: EUR } }
`,
  link({ shape }, linking) {
    const { name, demo = false, order = 100, by, records } = shape;
    const then = (shape.then ?? []).map((each) => (typeof each === 'string' ? { event: each, input: {} } : each));
    return {
      name,
      entity: linking.all(ENTITY).get(shape.entity) as Entity,
      demo,
      order,
      by,
      records: records as JsonObject[],
      then: then as Data['then'],
    };
  },
  check(data, document, linking) {
    if (!linking.find(ENTITY, document.shape.entity, document.place(['entity']))) return;
    checkKeys(data, document, linking);
    checkNames(data, document, linking);
  },
};

/** What is filled at every start, must be found again by a key: else it would be stored once more each time. */
function checkKeys({ entity, demo, by, records }: Data, document: ContentDocument<Shape>, linking: Linking): void {
  const keys = [...entity.fields.values()].filter((each) => each.key).map((each) => `\`${each.name}\``);
  const hint =
    keys.length > 0
      ? { en: `write \`by\` with a key: ${keys.join(', ')}`, ro: `scrieți \`by\` cu o cheie: ${keys.join(', ')}` }
      : { en: 'give a field `key: true` and name it in `by`', ro: 'dați unui câmp `key: true` și numiți-l în `by`' };
  if (by === undefined && !demo)
    linking.report(
      problem(
        'NEEDS_KEY',
        {
          en: `These ${entity.name} records would be stored again at every start.`,
          ro: `Aceste înregistrări ${entity.name} s-ar stoca din nou la fiecare pornire.`,
        },
        { place: document.place(['name']), hint },
      ),
    );
  if (by === undefined || !entity.fields.get(by)?.key) return;
  for (const [index, record] of records.entries()) {
    if ((record[by] ?? null) !== null) continue;
    linking.report(
      problem(
        'NEEDS_KEY',
        { en: `This record has no \`${by}\`.`, ro: `Această înregistrare nu are \`${by}\`.` },
        { place: document.place(['records', index]), hint: { en: `write its \`${by}\``, ro: `scrieți \`${by}\`` } },
      ),
    );
  }
}

/** A misspelt field in a record is found at check time, not at the first start. */
function checkNames({ entity, records, by }: Data, document: ContentDocument<Shape>, linking: Linking): void {
  const unknown = (name: string) =>
    [
      { en: `${entity.name} has no field \`${name}\`.`, ro: `${entity.name} nu are câmpul \`${name}\`.` },
      didYouMean(name, entity.fields.keys()),
    ] as const;
  if (by !== undefined && !entity.fields.get(by)?.key) {
    const keys = [...entity.fields.values()].filter((each) => each.key).map((each) => each.name);
    linking.report(
      problem(
        'NOT_A_KEY',
        { en: `\`${by}\` is not a key of ${entity.name}.`, ro: `\`${by}\` nu este o cheie a ${entity.name}.` },
        { place: document.place(['by']), hint: didYouMean(by, keys) },
      ),
    );
  }
  for (const [index, record] of records.entries()) {
    for (const [name, value] of Object.entries(record)) {
      const field = entity.fields.get(name);
      if (!field) {
        const [message, hint] = unknown(name);
        linking.report(problem('UNKNOWN_FIELD', message, { hint, place: document.keyPlace(['records', index, name]) }));
      } else if (!field.reference && value !== null) {
        const parsed = field.type.parse(value as Json, field.options);
        if ('flaw' in parsed)
          linking.report(
            problem(parsed.flaw.code, parsed.flaw.message, {
              hint: parsed.flaw.hint,
              place: document.place(['records', index, name]),
            }),
          );
      }
    }
  }
}
