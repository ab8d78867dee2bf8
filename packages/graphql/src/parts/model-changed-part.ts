import { GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiPart } from '../api-part.ts';

/** `modelChanged`: says the present hash at once, and each new one. After another hash, ask the schema again. */
export function modelChangedPart(hashes: () => AsyncIterable<string>): ApiPart {
  return {
    name: 'model-changed',
    build(_model, types) {
      const type = types.define(
        'ModelChange',
        () =>
          new GraphQLObjectType({ name: 'ModelChange', fields: { hash: { type: new GraphQLNonNull(GraphQLString) } } }),
      );
      return {
        subscription: {
          modelChanged: {
            type: new GraphQLNonNull(type),
            description: 'The hash of the content: the present one at once, and each new one.',
            subscribe: hashes,
            resolve: (hash) => ({ hash }),
          },
        },
      };
    },
  };
}
