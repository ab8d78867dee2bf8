import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { RequestError } from '@dealwright/diagnostics';
import type { Limits } from '@dealwright/graphql';
import { errorCodes, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/** A file of 10 MB fits, as base64. */
export const LARGEST_BODY = 14_500_000;

/** Of who is not signed in: bulk inputs fit; documents of a size that nobody writes do not. */
const LARGEST_OF_STRANGERS = 5_000_000;

const HEADERS = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' ws: wss:",
    "worker-src 'self' blob:",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** The caller's own id when it is a decent one, so that a request can be followed through systems. */
export function requestIdOf(header: unknown): string {
  return typeof header === 'string' && /^[A-Za-z0-9._-]{8,100}$/.test(header) ? header : randomUUID();
}

const running = new AsyncLocalStorage<string>();

/** The id of the request that is being answered, for where nobody hands it over; empty outside of any. */
export function runningRequestId(): string {
  return running.getStore() ?? '';
}

/** What every answer has: security headers, its request id, a line in the log, a place in the metrics. */
export function watchRequests(app: FastifyInstance, metrics: Metrics, log: Logger): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(HEADERS).header('x-request-id', request.id);
    const { authorization, 'content-length': length = 0 } = request.headers;
    const isTooLarge = authorization === undefined && Number(length) > LARGEST_OF_STRANGERS;
    done(isTooLarge ? new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE() : undefined);
  });
  // After the body is read: events of the socket know nothing of what began them.
  app.addHook('preValidation', ({ id }, _reply, done) => running.run(id, done));
  app.addHook('onResponse', (request, reply, done) => {
    const { method, id: requestId } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    metrics.requests.observe({ route, method, status }, reply.elapsedTime / 1000);
    log.info({ requestId, method, route, status, milliseconds: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
}

/** Before Apollo parses a document, which costs as much as it is long. Refuses with TOO_COMPLEX. */
export function limitDocuments(app: FastifyInstance, { length }: Limits): void {
  app.addHook('preHandler', ({ body }, _reply, done) => {
    const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
    if (typeof query !== 'string' || query.length <= length) done();
    else
      done(new RequestError('TOO_COMPLEX', `A document has at most ${length} characters.`, 'give data as variables'));
  });
}
