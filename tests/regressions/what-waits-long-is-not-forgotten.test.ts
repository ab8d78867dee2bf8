import { createOutboxWorker, resend } from '@dealwright/effects';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openSystems, type Systems } from '../records/systems.ts';

let systems: Systems;
beforeAll(async () => {
  systems = await openSystems();
});
afterAll(() => systems.close());

test('A call that is sent again weeks later does not take back the work that its record uses.', async () => {
  const { storage, sql, system } = systems.shop;
  const id = await systems.placed();
  await systems.settle();
  const before = await systems.order(id);
  expect(before.stage).toBe('reserved');
  await storage.outbox.db.executeSql(`update dealwright.idempotency set at = now() - interval '20 days'`);
  await storage.forgetAnswers(7 * 24, 180 * 24);
  const [delivery] = await sql(`select id from delivery where record = '${id}' and subject = 'warehouse.reserve'`);
  expect(await resend(storage.store, system, String(delivery?.id))).toEqual([]);
  await systems.settle();
  expect(systems.sandbox.calls().filter(({ operation }) => operation === 'release')).toEqual([]);
  expect(await systems.order(id)).toEqual(before);
});

test('What waits in a lane for weeks is not thrown away.', async () => {
  const { storage, sql } = systems.shop;
  const worker = createOutboxWorker({
    outbox: storage.outbox,
    handlers: {},
    backend: 'postgres',
    log: () => {},
  });
  await worker.start();
  await worker.stop();
  const queues = await sql(
    `select name, retention_seconds / 86400 as days from pgboss.queue where name like 'effects%'`,
  );
  expect(queues.length).toBeGreaterThan(1);
  for (const { days } of queues) expect(Number(days)).toBeGreaterThan(365);
});
