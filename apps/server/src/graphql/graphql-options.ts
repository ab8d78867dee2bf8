import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { describeError } from '@dealwright/graphql';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import type { Served } from '../served.ts';
import { whoAsks } from '../who-asks.ts';
import { apiGateway } from './api-gateway.ts';
import { okForPlainJson, watchOperations } from './apollo-plugins.ts';
import { subscriptions } from './subscriptions.ts';

/** Apollo speaks HTTP for us; parsing apart, documents are checked, run and described by the API itself. */
export function graphqlOptions(served: Served, metrics: Metrics, log: Logger): ApolloDriverConfig {
  const plugins: ApolloServerPlugin[] = [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    watchOperations(metrics, log),
    okForPlainJson,
  ];
  return {
    driver: ApolloDriver,
    path: '/graphql',
    gateway: apiGateway(served),
    context: async (request: FastifyRequest) => ({
      caller: await whoAsks({ headers: request.headers, requestId: request.id, address: request.ip }, served),
    }),
    // The API validates itself: after its limits, and once a document.
    dangerouslyDisableValidation: true,
    parseOptions: { maxTokens: 20_000 },
    csrfPrevention: { requestHeaders: ['authorization', 'x-apollo-operation-name', 'apollo-require-preflight'] },
    introspection: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    graphiql: false,
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    formatError: (formatted, error) =>
      formatted.extensions?.code && isOurs(formatted) ? formatted : asOurs(error, log),
    plugins,
    subscriptions: subscriptions(served),
  } as ApolloDriverConfig;
}

const OURS = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'TOO_COMPLEX',
  'RATE_LIMITED',
  'INTERNAL',
]);

function isOurs({ extensions }: GraphQLFormattedError): boolean {
  return OURS.has(String(extensions?.code));
}

/** What Apollo itself refused (syntax, a missing query, a forged form), or what broke on the way to the API. */
function asOurs(error: unknown, log: Logger): GraphQLFormattedError {
  const located = error instanceof GraphQLError ? error : { message: 'Failed', originalError: error };
  const report = (inner: unknown) => log.error({ err: inner }, 'A request broke outside the API.');
  return describeError(located, { requestId: '', locale: 'en', report }).toJSON();
}
