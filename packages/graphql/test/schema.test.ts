import { describe, expect, test } from '@jest/globals';
import { type GraphQLInputObjectType, type GraphQLObjectType, printType, validateSchema } from 'graphql';
import { mePart, modelPart } from '../src/index.ts';
import { openDesk } from './order-desk.ts';

const { api } = openDesk([mePart, modelPart]);
const printed = (name: string): string => {
  const type = api.schema.getType(name);
  return type
    ? printType(type)
        .replace(/"""[\s\S]*?"""\n/g, '')
        .replace(/\n\s*\n/g, '\n')
        .replace(/^ +/gm, '  ')
    : `no ${name}`;
};
const fieldsOf = (name: string): string[] =>
  Object.keys((api.schema.getType(name) as GraphQLObjectType | GraphQLInputObjectType).getFields());

describe('the schema of a Model', () => {
  test('is valid', () => {
    expect(validateSchema(api.schema)).toEqual([]);
  });

  test('has the root fields that integrators rely on', () => {
    const mutations = fieldsOf('Mutation').filter((name) => name.includes('Customer'));
    expect(fieldsOf('Query')).toEqual(
      expect.arrayContaining(['order', 'orders', 'customer', 'customers', 'me', 'model']),
    );
    expect(mutations).toEqual([
      'createCustomer',
      'createCustomers',
      'updateCustomer',
      'upsertCustomer',
      'deleteCustomer',
    ]);
  });

  test('shows nothing of internal entities and fields', () => {
    expect(api.schema.getType('Session')).toBeUndefined();
    expect(fieldsOf('User')).not.toContain('passwordHash');
    expect(fieldsOf('User')).not.toContain('sessions');
    expect(fieldsOf('UserFilter')).not.toContain('passwordHash');
    expect(fieldsOf('UserInput')).not.toContain('passwordHash');
  });

  test('makes inputs non-null where a value is required, and outputs only where there is always one', () => {
    expect(printed('OrderLineInput')).toContain('what: String!\n');
    expect(printed('OrderLinePatch')).toContain('what: String\n');
    expect(printed('OrderLine')).toContain('what: String\n');
    expect(printed('Order')).toContain('id: ID!\n  version: Int!\n  createdAt: DateTime!');
  });

  test('leaves the platform’s own fields out of inputs, but for the owner', () => {
    expect(fieldsOf('OrderInput')).toEqual(
      expect.arrayContaining([
        'owner',
        'subject',
        'status',
        'customer',
        'total',
        'discount',
        'size',
        'due',
        'notes',
        'old',
      ]),
    );
    expect(fieldsOf('OrderInput')).not.toContain('id');
    expect(fieldsOf('OrderInput')).not.toContain('number');
  });

  test('marks retired fields and choices as deprecated', () => {
    expect(printed('Order')).toContain('old: String @deprecated(reason: "Use subject.")');
    expect(printed('OrderStatus')).toContain('archived @deprecated');
  });

  test('says the content’s own value of a choice that GraphQL writes differently', () => {
    expect(printType(api.schema.getType('OrderStatus') ?? fail())).toContain(
      '"""`in-approval`: In approval"""\n  in_approval',
    );
  });

  test('gives every type of value its operators', () => {
    expect(fieldsOf('StringFilter')).toEqual(
      'eq ne isNull in notIn gt gte lt lte between contains startsWith endsWith'.split(' '),
    );
    expect(fieldsOf('OrderStatusFilter')).toEqual(['eq', 'ne', 'isNull', 'in', 'notIn']);
    expect(fieldsOf('MoneyFilter')).toEqual(['amount', 'currency', 'isNull']);
    expect(fieldsOf('OrderLineListFilter')).toEqual(['some', 'every', 'none']);
    expect(fieldsOf('OrderFilter')).not.toContain('notes');
  });

  test('lets the number and the keys name a record', () => {
    expect(printed('CustomerKey')).toBe('input CustomerKey @oneOf {\n  number: String\n  fiscalCode: String\n}');
    expect(api.schema.getType('OrderKey')).toBeUndefined();
  });
});

function fail(): never {
  throw new Error('The type is not there.');
}
