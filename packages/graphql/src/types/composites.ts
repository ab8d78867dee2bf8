import {
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLInputObjectType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { Decimal } from './scalars.ts';

const amount = 'Exact digits.';
const currency = 'ISO 4217, such as EUR.';

export const Money = new GraphQLObjectType({
  name: 'Money',
  description: 'An exact amount in one currency.',
  fields: {
    amount: { type: Decimal, description: amount },
    currency: { type: GraphQLString, description: currency },
  },
});

export const MoneyInput = new GraphQLInputObjectType({
  name: 'MoneyInput',
  description: 'An exact amount in one currency.',
  fields: {
    amount: { type: new GraphQLNonNull(Decimal), description: amount },
    currency: {
      type: GraphQLString,
      description: `${currency} Each field holds one currency; leave it out, or write that one.`,
    },
  },
});

const degrees = 'Degrees (WGS 84).';

export const Location = new GraphQLObjectType({
  name: 'Location',
  description: 'A point on Earth.',
  fields: {
    latitude: { type: GraphQLFloat, description: degrees },
    longitude: { type: GraphQLFloat, description: degrees },
  },
});

export const LocationInput = new GraphQLInputObjectType({
  name: 'LocationInput',
  description: 'A point on Earth.',
  fields: {
    latitude: { type: new GraphQLNonNull(GraphQLFloat), description: degrees },
    longitude: { type: new GraphQLNonNull(GraphQLFloat), description: degrees },
  },
});

/** A text in the languages of the platform. */
export const Text = new GraphQLObjectType({
  name: 'Text',
  description: 'A text in each language; in English where it is not translated.',
  fields: { en: { type: new GraphQLNonNull(GraphQLString) }, ro: { type: new GraphQLNonNull(GraphQLString) } },
});

export const OrderDirection = new GraphQLEnumType({
  name: 'OrderDirection',
  values: {
    ASC: { value: false, description: 'Smallest first.' },
    DESC: { value: true, description: 'Largest first.' },
  },
});
