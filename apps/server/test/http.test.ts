import { expect, test } from '@jest/globals';
import fastify from 'fastify';
import { requestIdOf, runningRequestId, watchRequests } from '../src/http.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';

test('what breaks deep inside a request knows under which id it runs, each its own', async () => {
  const app = fastify({ genReqId: ({ headers }) => requestIdOf(headers['x-request-id']) });
  watchRequests(app, createMetrics(), createLog('silent'));
  app.post('/', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return { id: runningRequestId() };
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = async (id: string) => {
    const headers = { 'content-type': 'application/json', 'x-request-id': id };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ long: 'x'.repeat(200_000) }) });
    return (await response.json()) as { id: string };
  };
  const ids = ['request-1', 'request-2', 'request-3'];
  expect(await Promise.all(ids.map(ask))).toEqual(ids.map((id) => ({ id })));
  expect(runningRequestId()).toBe('');
  await app.close();
});
