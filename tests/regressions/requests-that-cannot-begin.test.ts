import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Running, runServer } from '../server/run-server.ts';

let running: Running;
beforeAll(async () => {
  running = await runServer();
}, 120_000);
afterAll(() => running?.close());

test('An operation that the document does not have is refused; no other one is run for it.', async () => {
  const answer = await running.post(undefined, { query: 'query A { me { id } }', operationName: 'B' });
  expect(answer).toMatchObject({ data: null, codes: ['BAD_USER_INPUT'] });
});

test('An Idempotency-Key that is too long is a mistake of the caller, not of the server.', async () => {
  const answer = await running.post(undefined, { query: '{ me { id } }' }, { 'idempotency-key': 'x'.repeat(201) });
  expect(answer).toEqual({ status: 400, data: null, codes: ['BAD_USER_INPUT'] });
});

test('A variable that is nested too deeply is said to be so.', async () => {
  const token = await running.signIn('deep', ['chief']);
  const filter = `${'{"and":['.repeat(3_000)}{}${']}'.repeat(3_000)}`;
  const query = 'query ($f: OrderFilter) { orders(filter: $f) { totalCount } }';
  const body = `{"query": ${JSON.stringify(query)}, "variables": {"f": ${filter}}}`;
  expect((await running.post(token, body)).codes).toEqual(['TOO_COMPLEX']);
});
