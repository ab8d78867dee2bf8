import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { describeError, WrittenData } from '@dealwright/graphql';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { runningRequestId } from '../http.ts';
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
    context: async (request: FastifyRequest) => {
      const asking = { headers: request.headers, requestId: request.id, address: request.ip };
      return { caller: await whoAsks(asking, served).catch((error) => refuse(error, request.id, log)) };
    },
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
    stringifyResult: asText,
    plugins,
    subscriptions: subscriptions(served),
  } as ApolloDriverConfig;
}

/** An answer that the database has written whole goes out as it came. */
function asText(result: FormattedExecutionResult): string {
  const { data, errors, extensions } = result;
  const isWritten = data instanceof WrittenData && errors === undefined && extensions === undefined;
  return isWritten ? `{"data":${data.text}}\n` : `${JSON.stringify(result)}\n`;
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

/** Throws why somebody's request was not even begun: a header that is wrong, a database that does not answer. */
function refuse(error: unknown, requestId: string, log: Logger): never {
  const report = (inner: unknown) => log.error({ err: inner, requestId }, 'A request broke outside the API.');
  const told = describeError({ message: 'Failed', originalError: error as Error }, { requestId, locale: 'en', report });
  const { code } = told.extensions;
  const status = code === 'INTERNAL' ? 503 : 400;
  throw new GraphQLError(told.message, { extensions: { ...told.extensions, http: { status } } });
}

/** What Apollo itself refused (syntax, a missing query, a forged form), or what broke on the way to the API. */
function asOurs(error: unknown, log: Logger): GraphQLFormattedError {
  const located = error instanceof GraphQLError ? error : { message: 'Failed', originalError: error };
  const requestId = runningRequestId();
  const report = (inner: unknown) => log.error({ err: inner, requestId }, 'A request broke outside the API.');
  return describeError(located, { requestId, locale: 'en', report }).toJSON();
}
