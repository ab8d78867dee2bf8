import type { Model } from '@dealwright/metadata';
import type { Context, Reading } from '@dealwright/records';
import type { GraphQLFieldConfig, GraphQLNamedType } from 'graphql';

/** What a package adds to the API beside the generated entity fields: plain data over graphql-js. */
export interface ApiPart {
  readonly name: string;
  build(model: Model, types: ApiTypes): ApiFields;
}

/** Root fields. Their names must not be those of entities. */
export interface ApiFields {
  readonly query?: Readonly<Record<string, GraphQLFieldConfig<unknown, ApiContext>>>;
  readonly mutation?: Readonly<Record<string, GraphQLFieldConfig<unknown, ApiContext>>>;
  /** Fields with a `subscribe` of their own. */
  readonly subscription?: Readonly<Record<string, GraphQLFieldConfig<unknown, ApiContext>>>;
}

/** The types of this API by their GraphQL names: `types.get('Problem')`, `types.get('Lead')`. */
export interface ApiTypes {
  /** Throws when there is none of that name. */
  get(name: string): GraphQLNamedType;
  find(name: string): GraphQLNamedType | undefined;
  /** The type of that name; `build` makes it at the first call. */
  define<Type extends GraphQLNamedType>(name: string, build: () => Type): Type;
}

/** Per request. */
export interface ApiContext {
  /** Throws UNAUTHENTICATED when nobody is signed in. Its `idempotency` is that of the running root field of a mutation. */
  readonly context: Context;
  readonly anonymous: boolean;
  /** The read transaction of the operation, opened when first asked for. */
  readonly reading: Promise<Reading>;
  /** Where the request came from, for rate limits; undefined inside the process. */
  readonly address: string | undefined;
  /** The bearer token that the request carries. */
  readonly token: string | undefined;
}
