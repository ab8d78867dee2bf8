import { createOutboxWorker, deliveryRows } from '@dealwright/effects';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callsOf, openSystems, type Systems } from './systems.ts';

let systems: Systems;
beforeAll(async () => {
  systems = await openSystems();
});
afterAll(() => systems.close());

async function eventually(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It never became true.');
}

const workerOf = () => {
  const { shop, handler } = systems;
  const context = (requestId: string) => ({ ...shop.system, now: new Date().toISOString(), requestId });
  return createOutboxWorker({
    outbox: shop.storage.outbox,
    handlers: { call: handler },
    deliveries: deliveryRows({ store: shop.storage.store, context, hide: (text) => text }),
    backend: 'postgres',
    log: () => {},
  });
};

test('two nodes: while one system hangs the other is asked for all; when it is well again, all is done once', async () => {
  systems.useRealClock();
  systems.sandbox.fault('warehouse', { fault: 'slow', milliseconds: 400 });
  const workers = [workerOf(), workerOf()];
  for (const each of workers) await each.start();
  try {
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push(await systems.placed());
    const noted = async () => {
      const orders = await Promise.all(ids.map((id) => systems.order(id)));
      return orders.every((each) => each.noted === 'noted Chairs' && each.stage === 'reserving');
    };
    await eventually(noted);
    systems.sandbox.fault('warehouse', { fault: 'off' });
    await eventually(async () =>
      (await Promise.all(ids.map(systems.order))).every((each) => each.stage === 'reserved'),
    );
    for (const id of ids) {
      const executed = callsOf(systems, id).map((each) => each.executed);
      expect(executed).toEqual([1, 1]);
    }
  } finally {
    for (const each of workers) await each.stop();
  }
}, 120_000);
