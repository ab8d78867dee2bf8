import { feelSchema, fieldNameSchema, nameSchema } from '@dealwright/entities';
import { remedy } from '@dealwright/metadata';
import { z } from 'zod';
import { addressSchema } from './names.ts';

const when = feelSchema.optional().describe('Only then; asked of the record as it is after `set`.');
const valuesSchema = z.record(fieldNameSchema, feelSchema);
const attach = z.array(nameSchema).optional().describe('The kinds of the files that go with it, or documents.');

const operationSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]*\.[A-Za-z][A-Za-z0-9-]*$/,
    remedy('write CONNECTOR.OPERATION, as `warehouse.reserve`', 'scrieți CONECTOR.OPERAȚIE, ca `warehouse.reserve`'),
  );

/** What follows a transition, one of `then:`. */
export const effectSchema = z.union([
  z.strictObject({
    notify: nameSchema.describe('A message.'),
    to: addressSchema,
    when,
  }),
  z.strictObject({ generate: nameSchema.describe('A document.'), when }),
  z.strictObject({
    create: z.string().describe('An entity.'),
    each: feelSchema.optional().describe('A list: one is created for each of it, which `values` know as `item`.'),
    as: fieldNameSchema.optional().describe('The reference of this record that is to lead to the created one.'),
    values: valuesSchema.optional().describe('Expressions over this record, as it is after `set`.'),
    when,
  }),
  z.strictObject({
    mail: nameSchema.describe('A message that goes to people outside by e-mail.'),
    to: z
      .union([feelSchema, z.array(feelSchema)])
      .describe('An expression that gives an address or a list of them, or several such.'),
    language: feelSchema.optional().describe('`"ro"`; silence: the language of the organisation.'),
    attach,
    when,
  }),
  z.strictObject({
    invite: nameSchema.describe('A message that goes with an invitation for the calendar.'),
    to: z.string().describe('As in `notify`, or an expression that gives addresses.'),
    starts: feelSchema.describe('An instant.'),
    ends: feelSchema.describe('An instant.'),
    place: feelSchema.optional().describe('Where.'),
    as: nameSchema.describe('What it is called: inviting again under this name moves it, `uninvite` calls it off.'),
    when,
  }),
  z.strictObject({ uninvite: nameSchema.describe('The name of the invitation that is called off.'), when }),
  z.strictObject({
    call: operationSchema.describe('CONNECTOR.OPERATION: asked of the other system after the commit.'),
    with: valuesSchema.optional().describe('What the operation takes, as expressions.'),
    attach,
    answered: nameSchema.optional().describe('The event of this record that the answer fires.'),
    failed: nameSchema.optional().describe('The event that fires when it is refused, or given up.'),
    undo: z.boolean().optional().describe('Takes back what the operation did before for this record.'),
    when,
  }),
  z.strictObject({
    fire: nameSchema.describe('An event of other records, fired by the platform after the commit.'),
    on: z.string().describe('The path to them: `contracts`, `offer`.'),
    input: valuesSchema.optional().describe('What the event gets, as expressions over this record.'),
    when,
  }),
  z.strictObject({
    start: nameSchema.describe('Another process of the same record, which it enters in the same transaction.'),
    when,
  }),
]);

export type EffectShape = z.output<typeof effectSchema>;
