import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { Api, Caller } from '@dealwright/graphql';
import type { GraphQLSchema } from 'graphql';
import type { Served } from '../served.ts';

type Gateway = ApolloServerOptionsWithGateway<{ caller: Caller }>['gateway'];

/**
 * Apollo sees the API as a gateway: it takes each new schema from us, and hands operations to us. A request that Apollo
 * began with one schema is answered by the API of that schema.
 */
export function apiGateway(served: Served): Gateway {
  const apis = new WeakMap<GraphQLSchema, Api>();
  const known = (api: Api) => {
    apis.set(api.schema, api);
    return { apiSchema: api.schema, coreSupergraphSdl: '' };
  };
  return {
    onSchemaLoadOrUpdate(tell) {
      tell(known(served.api));
      return served.onApi((api) => tell(known(api)));
    },
    async load() {
      return {
        async executor({ schema, document, request, context }) {
          const api = apis.get(schema) ?? served.api;
          const { caller } = context as { caller: Caller };
          // Apollo itself forgets the name of an operation that it does not find, and would run another one.
          const { operationName, variables } = request;
          return api.execute({ document, operationName, variables, caller, writes: true });
        },
      };
    },
    async stop() {},
  };
}
