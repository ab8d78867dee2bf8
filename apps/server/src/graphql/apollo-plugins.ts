import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';

/**
 * GraphQL over HTTP: a client that asks for `application/json` (not `application/graphql-response+json`) gets 200 for
 * whatever could be read as a request, its errors in the body.
 */
export const okForPlainJson: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response, source }) {
        const accept = request.http?.headers.get('accept') ?? '';
        const [first] = /application\/(graphql-response\+)?json/.exec(accept) ?? [];
        const isPlain = first !== 'application/graphql-response+json';
        if (isPlain && source !== undefined && response.http.status === 400) response.http.status = 200;
      },
    };
  },
};

/** Counts and times operations, and notes those that broke. */
export function watchOperations(metrics: Metrics, log: Logger): ApolloServerPlugin {
  return {
    async requestDidStart() {
      const started = performance.now();
      return {
        async willSendResponse({ operation, operationName, response }) {
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          const codes = errors.map((each) => String(each.extensions?.code));
          const kind = operation?.operation ?? 'none';
          const milliseconds = performance.now() - started;
          metrics.operations.observe({ kind, outcome: codes[0] ?? 'OK' }, milliseconds / 1000);
          log.debug({ kind, operationName, codes, milliseconds: Math.round(milliseconds) }, 'operation');
        },
      };
    },
  };
}
