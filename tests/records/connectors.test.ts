import type { SandboxCall } from '@dealwright/connectors';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSystems, type Systems } from './systems.ts';

let systems: Systems;
beforeAll(async () => {
  systems = await openSystems();
}, 60_000);
afterAll(() => systems.close());

const callsOf = (order: string) =>
  systems.sandbox.calls().filter((each) => JSON.stringify(each.request).includes(order));
const idOf = (call: SandboxCall | undefined) => (call?.answer?.body as { id?: string } | undefined)?.id;
const reserved = (order: string) => callsOf(order).filter((each) => each.operation === 'reserve');

describe('a call', () => {
  test('is made after the commit, and its answer fires the event that follows', async () => {
    const id = await systems.placed({ quantity: 3 });
    expect(await systems.order(id)).toMatchObject({ stage: 'reserving' });
    await systems.run();
    const [call] = reserved(id);
    expect(call).toMatchObject({
      received: 1,
      executed: 1,
      request: { path: `/orders/${id}/reservations`, body: { article: 'Chairs', pieces: 3, price: 12.5, note: null } },
    });
    expect(await systems.order(id)).toMatchObject({
      stage: 'reserved',
      reservation: idOf(call),
      noted: 'noted Chairs',
    });
    expect(await systems.deliveries(id)).toMatchObject([
      { to: 'warehouse.reserve', status: 'delivered', attempts: 1 },
      { to: 'ledger.note', status: 'delivered', attempts: 1 },
    ]);
  });

  test('that is answered with a no fires the other event, which knows why', async () => {
    const id = await systems.placed({ quantity: 101 });
    await systems.run();
    expect(await systems.order(id)).toMatchObject({ stage: 'unavailable', because: 'Only 100 are there.' });
  });
});
