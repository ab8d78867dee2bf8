import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALWAYS } from '@dealwright/expressions';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStorage, type Storage } from '../src/open-storage.ts';
import { startDatabase } from '../src/server/start-database.ts';
import { query, store } from './records.ts';
import { contextOf, entityOf, modelOf, SHOP, type Shop } from './shop.ts';

let shop: Shop;
let storage: Storage;
beforeAll(async () => {
  const model = modelOf(SHOP);
  storage = await openStorage({ database: await startDatabase({ storage: 'pglite' }) });
  await storage.applySchema(model);
  const database = { url: '', drop: async () => {} };
  shop = { storage, database, model, context: contextOf(model), close: () => storage.close() };
});
afterAll(() => shop?.close());

test('records are stored, listed, searched, counted and numbered without a server', async () => {
  const [customer = ''] = await store(shop, 'Customer', { name: 'Ștefan', taxCode: 'RO1' });
  const values = {
    subject: 'a',
    customer,
    quantity: 2,
    tags: ['new'],
    extra: { a: [1] },
    total: { amount: '2.50', currency: 'EUR' },
  };
  await Promise.all([store(shop, 'Order', values), store(shop, 'Order', { ...values, subject: 'b', paid: true })]);
  const asked = query(shop, 'Order', ['subject', 'customer.name', 'tags', 'extra', 'total'], {
    ...{ orderBy: [{ path: ['subject'], descending: true }], count: true, page: { first: 1 } },
  });
  const page = await storage.store.list(shop.context, asked, {});
  const row = { subject: 'b', customer: { name: 'Ștefan' }, tags: ['new'], extra: { a: [1] }, total: values.total };
  expect(page).toMatchObject({ rows: [row], totalCount: 2, hasNextPage: true });
  const next = await storage.store.list(
    shop.context,
    { ...asked, page: { first: 1, after: page.cursors[0] ?? '' } },
    {},
  );
  expect(next).toMatchObject({ rows: [{ subject: 'a' }], hasNextPage: false });
  expect(
    (await storage.store.list(shop.context, query(shop, 'Customer', ['revenue'], { search: 'stef' }), {})).rows,
  ).toEqual([{ revenue: { amount: '5.00', currency: 'EUR' } }]);
  const number = await storage.store.write(shop.context, (session) =>
    session.nextNumber(entityOf(shop.model, 'Order'), 2026),
  );
  expect(number).toBe('ORD-2026-0001');
});

test('transactions that are asked for at the same time come one after the other', async () => {
  const [id = ''] = await store(shop, 'Order', { subject: 'counter', quantity: 0 });
  const order = entityOf(shop.model, 'Order');
  const addOne = () =>
    storage.store.write(shop.context, async (session) => {
      const record = await session.load(order, id, ALWAYS, {});
      await session.update(order, id, { quantity: Number(record?.quantity) + 1 }, Number(record?.version));
    });
  await Promise.all(Array.from({ length: 5 }, addOne));
  const failing = storage.store.write(shop.context, async (session) => {
    await session.update(order, id, { quantity: 99 }, 6);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const record = await storage.store.write(shop.context, (session) => session.load(order, id, ALWAYS, {}));
  expect(record).toMatchObject({ quantity: 5, version: 6 });
});

test('promises are heard and taken', async () => {
  let heard = 0;
  const stop = await storage.outbox.subscribe(() => heard++);
  const entry = {
    id: '01a203f5-6711-7b75-9d84-dcb40838df41',
    is: 'told',
    entity: 'Order',
    record: '01a203f5-6711-7b75-9d84-dcb40838df42',
    data: {},
    requestId: 'r',
  };
  await storage.store.write(shop.context, (session) => session.addToOutbox([entry]));
  expect(await storage.outbox.take(5, async (entries) => expect(entries).toEqual([entry]))).toBe(1);
  expect(heard).toBe(1);
  await stop();
});

test('a folder keeps its records, and is for one process at a time', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dealwright-pglite-'));
  const database = await startDatabase({ storage: 'pglite', dataDir });
  await expect(startDatabase({ storage: 'pglite', dataDir })).rejects.toThrow(/one process only/);
  const first = await openStorage({ database });
  await first.outbox.db.executeSql('create table kept as select 7 as value');
  await first.close();
  await database.stop();
  const again = await startDatabase({ storage: 'pglite', dataDir });
  const second = await openStorage({ database: again });
  expect((await second.outbox.db.executeSql('select value from kept')).rows).toEqual([{ value: 7 }]);
  await second.close();
  await again.stop();
  await rm(dataDir, { recursive: true });
}, 180_000);
