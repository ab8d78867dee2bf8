import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Receiver, startReceiver } from '../../packages/effects/test-server/receiver.ts';
import { openSystems, type Systems } from '../records/systems.ts';

let systems: Systems;
let warehouse: Receiver;
beforeAll(async () => {
  warehouse = await startReceiver();
  const variables = { WAREHOUSE_URL: new URL(warehouse.url).origin, WAREHOUSE_TOKEN: 'token of the warehouse' };
  systems = await openSystems({ variables });
}, 60_000);
afterAll(async () => {
  warehouse.close();
  await systems.close();
});

test('A system that says no with signs that no text may hold: the record hears of it all the same.', async () => {
  warehouse.answer = (response) =>
    void response
      .writeHead(409, { 'content-type': 'application/json' })
      .end(JSON.stringify({ message: 'No\u0000\u001b[0m' }));
  const id = await systems.placed();
  await systems.settle();
  expect(await systems.order(id)).toMatchObject({ stage: 'unavailable', because: 'No\ufffd\ufffd[0m' });
});

test('A system that says no at length is heard, too.', async () => {
  warehouse.answer = (response) =>
    void response
      .writeHead(409, { 'content-type': 'application/json' })
      .end(JSON.stringify({ message: 'No. '.repeat(150) }));
  const id = await systems.placed();
  await systems.settle();
  expect(await systems.order(id)).toMatchObject({ stage: 'unavailable', because: expect.stringMatching(/^No\. .*…$/) });
});
