import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Running, runServer } from '../server/run-server.ts';

let running: Running;
beforeAll(async () => {
  running = await runServer();
}, 120_000);
afterAll(() => running?.close());

test('The problems of many inputs tell the place among them, also when there is only one.', async () => {
  const token = await running.signIn('many', ['chief']);
  const pathsOf = async (...subjects: string[]) => {
    const query =
      'mutation ($i: [OrderInput!]!) { made: createOrders(inputs: $i, atomic: false) { problems { path } } }';
    const { data } = await running.post(token, { query, variables: { i: subjects.map((subject) => ({ subject })) } });
    const { made = [] } = (data ?? {}) as { made?: { problems: { path: string[] }[] }[] };
    return made.map(({ problems }) => problems[0]?.path);
  };
  const tooLong = 'x'.repeat(41);
  expect(await pathsOf(tooLong)).toEqual([['inputs', '0', 'subject']]);
  expect(await pathsOf('Chair', tooLong)).toEqual([undefined, ['inputs', '1', 'subject']]);
});
