import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  isInputType,
} from 'graphql';
import type { TypeBook } from './type-book.ts';

type Operators = Record<string, { type: GraphQLInputType; description?: string }>;

/**
 * The filter input of a value type (`StringFilter`), or of an enum (`LeadChannelFilter`).
 * @param filter the name that the value type gives
 * @param choices the enum, for choices and lists of them
 */
export function filterType(
  filter: string,
  choices: GraphQLEnumType | undefined,
  types: TypeBook,
): GraphQLInputObjectType {
  if (filter === 'MoneyFilter') return types.define(filter, () => moneyFilter(types));
  const isList = filter.endsWith('ListFilter');
  const scalar = choices ?? types.get(filter.replace(/(List)?Filter$/, ''));
  const name = choices ? `${choices.name}${isList ? 'List' : ''}Filter` : filter;
  return types.define(name, () => {
    const operators = isList ? listOperators(scalar) : operatorsOf(scalar, choices !== undefined);
    return new GraphQLInputObjectType({ name, fields: operators });
  });
}

function operatorsOf(scalar: GraphQLNamedType, isChoice: boolean): Operators {
  const one = inputOf(scalar);
  const many = new GraphQLList(new GraphQLNonNull(one));
  const same: Operators = {
    eq: { type: one, description: 'Is this. With null: has no value.' },
    ne: { type: one, description: 'Is not this; records without a value are found too. With null: has a value.' },
    isNull: { type: GraphQLBoolean, description: 'True: has no value. False: has one.' },
  };
  if (scalar.name === 'Boolean') return same;
  const listed: Operators = { ...same, in: { type: many, description: 'Is one of these.' }, notIn: { type: many } };
  if (isChoice || scalar.name === 'ID') return listed;
  const ordered: Operators = {
    ...listed,
    gt: { type: one, description: 'Greater than this.' },
    gte: { type: one, description: 'Greater than this or the same.' },
    lt: { type: one },
    lte: { type: one },
    between: { type: many, description: 'Two values: from and to, both included.' },
  };
  if (scalar.name !== 'String') return ordered;
  const text = 'Capitals and small letters count as the same.';
  return {
    ...ordered,
    contains: { type: one, description: text },
    startsWith: { type: one, description: text },
    endsWith: { type: one, description: text },
  };
}

function listOperators(scalar: GraphQLNamedType): Operators {
  const one = inputOf(scalar);
  return {
    contains: { type: one, description: 'Has this among its values.' },
    isNull: { type: GraphQLBoolean, description: 'True: has no value. False: has one.' },
  };
}

function moneyFilter(types: TypeBook): GraphQLInputObjectType {
  return new GraphQLInputObjectType({
    name: 'MoneyFilter',
    fields: {
      amount: { type: filterType('DecimalFilter', undefined, types) },
      currency: { type: filterType('StringFilter', undefined, types) },
      isNull: { type: GraphQLBoolean },
    },
  });
}

function inputOf(type: GraphQLNamedType): GraphQLInputType {
  if (isInputType(type)) return type;
  throw new Error(`The type ${type.name} cannot be filtered by.`);
}
