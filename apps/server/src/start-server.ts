import 'reflect-metadata';
import { USUAL_LIMITS } from '@dealwright/graphql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AnswerErrors } from './answer-errors.ts';
import { LARGEST_BODY, limitDocuments, requestIdOf, watchRequests } from './http.ts';
import { nestLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Served } from './served.ts';
import { serverModule } from './server.module.ts';
import { serveStudio } from './studio.ts';
import { watchSystems } from './watch-systems.ts';

export interface Server {
  /** Such as `http://localhost:4000`. */
  readonly url: string;
  /** Takes no new requests, finishes those that run. */
  close(): Promise<void>;
}

/** Serves the platform over HTTP. `port` 0 takes any that is free. */
export async function startServer(
  served: Served,
  { port, host, studio }: { readonly port: number; readonly host: string; readonly studio: string },
  log: Logger,
): Promise<Server> {
  const metrics = createMetrics();
  watchSystems(metrics.registry, served.systems);
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_BODY,
    genReqId: (request: { headers: NodeJS.Dict<string | string[]> }) => requestIdOf(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
  });
  const fastify = adapter.getInstance();
  watchRequests(fastify, metrics, log);
  limitDocuments(fastify, USUAL_LIMITS);
  const app = await NestFactory.create<NestFastifyApplication>(serverModule(served, metrics, log), adapter, {
    logger: nestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new AnswerErrors(log, await serveStudio(fastify, studio)));
  await app.listen(port, host);
  const address = fastify.server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return { url: `http://localhost:${actual}`, close: () => app.close() };
}
