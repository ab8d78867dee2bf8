import { resend } from '@dealwright/effects';
import type { OutboxEntry } from '@dealwright/records';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { callsOf, eventsOf, openSystems, type Systems } from './systems.ts';

let systems: Systems;
beforeAll(async () => {
  systems = await openSystems();
});
afterAll(() => systems.close());
beforeEach(async () => {
  for (const name of ['warehouse', 'warehouse.release', 'ledger']) systems.sandbox.fault(name, { fault: 'off' });
  // What an earlier test broke has its rest behind it.
  systems.pass(3_600_000);
  await systems.settle();
});

const reserve = (order: string) => callsOf(systems, order).filter((each) => each.operation === 'reserve');
const released = (reservation: unknown) =>
  systems.sandbox.calls().filter((each) => JSON.stringify(each.request).includes(`/reservations/${reservation}`));
const fire = (id: string, event: string) =>
  systems.shop.save(systems.shop.system, 'Order', { is: 'fire', id, event, input: {} });
const reservationOf = (order: string) => (reserve(order)[0]?.answer?.body as { id?: string } | undefined)?.id;

/** What was promised for an order, taken out of the outbox, so that the test does it itself. */
async function promised(order: string): Promise<OutboxEntry> {
  const entries: OutboxEntry[] = [];
  await systems.shop.storage.outbox.take(100, async (taken) => void entries.push(...taken));
  const entry = entries.find((each) => each.record === order && each.data.connector === 'warehouse');
  if (!entry) throw new Error('nothing was promised');
  return entry;
}

describe('a call', () => {
  test('is made after the commit, and its answer fires the event that follows', async () => {
    const id = await systems.placed({ quantity: 3 });
    expect(await systems.order(id)).toMatchObject({ stage: 'reserving' });
    await systems.run();
    expect(reserve(id)).toMatchObject([
      {
        ...{ received: 1, executed: 1 },
        request: {
          path: `/orders/${id}/reservations`,
          body: { article: 'Chairs', pieces: 3, price: 12.5, note: null },
        },
      },
    ]);
    const reservation = reservationOf(id);
    expect(await systems.order(id)).toMatchObject({ stage: 'reserved', reservation, noted: 'noted Chairs' });
    expect(await systems.deliveries(id)).toMatchObject([
      { subject: 'warehouse.reserve', status: 'delivered', attempts: 1 },
      { subject: 'ledger.note', status: 'delivered', attempts: 1 },
    ]);
  });

  test('that is answered with a no fires the other event, which knows why', async () => {
    const id = await systems.placed({ quantity: 101 });
    await systems.run();
    expect(await systems.order(id)).toMatchObject({ stage: 'unavailable', because: 'Only 100 are there.' });
    expect(await eventsOf(systems, id)).toEqual(['place', 'fail', 'note']);
  });

  test('takes the files with it that the process names', async () => {
    const id = await systems.placed({}, ['old', 'new']);
    await systems.run();
    const papers = [{ as: 'drawing', name: 'new.txt', content: Buffer.from('new').toString('base64') }];
    expect(reserve(id)).toMatchObject([{ request: { body: { papers } } }]);
  });

  test('waits for a file that is in the making', async () => {
    const id = await systems.placed({}, []);
    await systems.run();
    expect((await systems.deliveries(id))[0]).toMatchObject({
      ...{ status: 'failed', lastError: 'Warehouse: The record has no file `drawing`.' },
    });
    await systems.draw(id, 'late');
    await systems.settle();
    expect(await systems.order(id)).toMatchObject({ stage: 'reserved' });
  });

  test('of one entry done twice, as after a crash between the call and the event, happens once', async () => {
    const id = await systems.placed();
    const entry = await promised(id);
    await systems.handler(entry, { number: 1 });
    await systems.handler(entry, { number: 2 });
    expect(reserve(id)).toMatchObject([{ received: 2, executed: 1 }]);
    expect(await eventsOf(systems, id)).toEqual(['place', 'reserve']);
  });

  test('of one entry done twice at the same time happens once', async () => {
    const id = await systems.placed();
    const entry = await promised(id);
    await Promise.all([systems.handler(entry, { number: 1 }), systems.handler(entry, { number: 1 })]);
    expect(reserve(id)).toMatchObject([{ executed: 1 }]);
    expect(await eventsOf(systems, id)).toEqual(['place', 'reserve']);
  });
});

describe('a system that does not do well', () => {
  test.each([['500'], ['slow'], ['lost'], ['duplicate']] as const)(
    'is asked again after %s, and the thing is done once',
    async (fault) => {
      systems.sandbox.fault('warehouse', { fault, times: 2 });
      const id = await systems.placed();
      await systems.settle();
      expect(reserve(id)).toMatchObject([{ received: fault === 'duplicate' ? 2 : 3, executed: 1 }]);
      expect(await systems.order(id)).toMatchObject({ stage: 'reserved', reservation: reservationOf(id) });
      expect((await eventsOf(systems, id)).filter((each) => each === 'reserve')).toHaveLength(1);
    },
  );

  test('holds up neither the other systems of the record nor the other records', async () => {
    systems.sandbox.fault('warehouse', { fault: '500' });
    const id = await systems.placed();
    await systems.run();
    expect(await systems.order(id)).toMatchObject({ stage: 'reserving', noted: 'noted Chairs' });
    expect(await systems.deliveries(id)).toMatchObject([
      { subject: 'warehouse.reserve', status: 'failed', attempts: 1, lastError: 'Warehouse: It answered 500.' },
      { subject: 'ledger.note', status: 'delivered' },
    ]);
  });

  test('is given up after so many attempts: the record hears of it, and people see it', async () => {
    systems.sandbox.fault('warehouse', { fault: '500' });
    const id = await systems.placed();
    await systems.settle();
    expect(reserve(id)).toMatchObject([{ received: 5, executed: 0 }]);
    expect(await systems.order(id)).toMatchObject({ stage: 'unavailable', because: 'Warehouse: It answered 500.' });
    expect((await systems.deliveries(id))[0]).toMatchObject({ status: 'given-up', attempts: 5 });
  });

  test('is left in peace for a while when it fails for long; then all goes through, in order', async () => {
    await systems.placed();
    await systems.settle();
    systems.sandbox.fault('warehouse', { fault: '500' });
    const ids = [await systems.placed(), await systems.placed(), await systems.placed(), await systems.placed()];
    await systems.run();
    const received = () => ids.reduce((sum, id) => sum + (reserve(id)[0]?.received ?? 0), 0);
    expect(received()).toBe(3);
    expect(systems.state('warehouse').breaker).toBe('open');
    systems.pass(2_000);
    await systems.run();
    expect(received()).toBe(3);
    // What waits for the breaker has made no attempt.
    expect((await systems.deliveries(ids[3] ?? ''))[0]).toMatchObject({ status: 'failed', attempts: 0 });
    systems.sandbox.fault('warehouse', { fault: 'off' });
    await systems.settle();
    expect(systems.state('warehouse').breaker).toBe('closed');
    for (const id of ids) expect(await systems.order(id)).toMatchObject({ stage: 'reserved' });
    expect(ids.map((id) => reserve(id)[0]?.executed)).toEqual([1, 1, 1, 1]);
    expect(systems.log.filter((line) => line.startsWith('connectors: warehouse'))).toEqual(
      expect.arrayContaining(['connectors: warehouse is left in peace', 'connectors: warehouse is asked again']),
    );
  });
});

describe('a record that cannot go on with the answer', () => {
  test('has the work taken back, and people see it', async () => {
    const id = await systems.placed();
    await fire(id, 'cancel');
    await systems.settle();
    expect(await systems.order(id)).toMatchObject({ stage: 'cancelled', reservation: null });
    expect(released(reservationOf(id))).toMatchObject([{ operation: 'release', executed: 1 }]);
    expect(await systems.deliveries(id)).toMatchObject([
      { subject: 'warehouse.reserve', status: 'given-up', lastError: expect.stringContaining('warehouse.release') },
      { subject: 'ledger.note', status: 'given-up' },
      { subject: 'warehouse.release', status: 'delivered' },
    ]);
  });

  test('because it is gone has it taken back, too', async () => {
    const { shop } = systems;
    const id = await shop.create(shop.system, 'Order', { subject: 'Chairs' });
    await fire(id, 'hurry');
    await shop.save(shop.system, 'Order', { is: 'delete', id });
    await systems.settle();
    expect(released(reservationOf(id))).toMatchObject([{ executed: 1 }]);
  });

  test('has it taken back once, however often it is done again, and never goes on with it after all', async () => {
    const { shop } = systems;
    const id = await systems.placed();
    const entry = await promised(id);
    await shop.save(shop.system, 'Order', { is: 'update', id, values: { stage: 'draft' } });
    await expect(systems.handler(entry, { number: 1 })).rejects.toThrow('warehouse.release');
    await shop.save(shop.system, 'Order', { is: 'update', id, values: { stage: 'reserving' } });
    await expect(systems.handler(entry, { number: 2 })).rejects.toThrow('warehouse.release');
    await systems.settle();
    expect(await systems.order(id)).toMatchObject({ stage: 'reserving' });
    expect(released(reservationOf(id))).toMatchObject([{ received: 1, executed: 1 }]);
  });

  test('and has nothing that takes it back drops the answer, and people see that', async () => {
    const id = await systems.placed();
    await fire(id, 'cancel');
    await systems.settle();
    expect((await systems.deliveries(id))[1]).toMatchObject({
      subject: 'ledger.note',
      lastError: expect.stringMatching(/^It answered, but “note” was refused\. .*not possible in the state/),
    });
  });

  test('of its own will takes back what was done before', async () => {
    const id = await systems.placed();
    await systems.run();
    const { reservation } = await systems.order(id);
    await fire(id, 'cancel');
    await systems.run();
    expect(released(reservation)).toMatchObject([{ operation: 'release', executed: 1 }]);
  });
});

describe('what was given up', () => {
  test('goes on when a person sends it again, by the same key', async () => {
    systems.sandbox.fault('ledger', { fault: 'lost' });
    const id = await systems.placed();
    await systems.settle();
    const rows = await systems.shop.list(systems.shop.system, 'Delivery', ['id', 'subject', 'record'], { first: 200 });
    const note = rows.rows.find((each) => each.record === id && each.subject === 'ledger.note');
    expect((await systems.deliveries(id))[1]).toMatchObject({ status: 'given-up', attempts: 5 });
    systems.sandbox.fault('ledger', { fault: 'off' });
    expect(await resend(systems.shop.storage.store, systems.shop.system, String(note?.id))).toEqual([]);
    await systems.settle();
    expect(callsOf(systems, id).filter((each) => each.operation === 'note')).toMatchObject([
      { received: 6, executed: 1 },
    ]);
    expect(await systems.order(id)).toMatchObject({ noted: 'noted Chairs' });
    expect((await systems.deliveries(id))[1]).toMatchObject({ status: 'delivered' });
  });
});
