import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, type GraphQLNamedType, GraphQLString } from 'graphql';
import type { ApiTypes } from '../api-part.ts';
import { Location, LocationInput, Money, MoneyInput, OrderDirection, Text } from './composites.ts';
import { DateScalar, DateTime, Decimal, JsonScalar, Time } from './scalars.ts';

const COMMON: readonly GraphQLNamedType[] = [
  ...[GraphQLID, GraphQLString, GraphQLInt, GraphQLFloat, GraphQLBoolean],
  ...[Decimal, DateScalar, Time, DateTime, JsonScalar],
  ...[Money, MoneyInput, Location, LocationInput, OrderDirection, Text],
];

/** All types of one API, each made once, under its GraphQL name. */
export class TypeBook implements ApiTypes {
  readonly #types = new Map<string, GraphQLNamedType>(COMMON.map((type) => [type.name, type]));

  get(name: string): GraphQLNamedType {
    const found = this.#types.get(name);
    if (!found) throw new Error(`The API has no type "${name}".`);
    return found;
  }

  find(name: string): GraphQLNamedType | undefined {
    return this.#types.get(name);
  }

  define<Type extends GraphQLNamedType>(name: string, build: () => Type): Type {
    const found = this.#types.get(name);
    if (found) return found as Type;
    const made = build();
    this.#types.set(name, made);
    return made;
  }
}
