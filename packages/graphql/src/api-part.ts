import type { Model } from '@dealwright/metadata';
import type { Context } from '@dealwright/records';
import type { GraphQLFieldConfig, GraphQLNamedType } from 'graphql';

/** What a package adds to the API beside the generated entity fields: plain data over graphql-js. */
export interface ApiPart {
  readonly name: string;
  build(
    model: Model,
    types: ApiTypes,
  ): {
    readonly query?: Readonly<Record<string, GraphQLFieldConfig<unknown, ApiContext>>>;
    readonly mutation?: Readonly<Record<string, GraphQLFieldConfig<unknown, ApiContext>>>;
  };
}

/** The generated types that parts may use: `types.get('Problem')`, `types.get('Lead')`. */
export interface ApiTypes {
  get(name: string): GraphQLNamedType;
}

/** Per request. `context` throws UNAUTHENTICATED when nobody is signed in; `anonymous` tells without throwing. */
export interface ApiContext {
  readonly context: Context;
  readonly anonymous: boolean;
}
