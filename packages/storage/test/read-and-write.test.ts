import { ALWAYS } from '@dealwright/expressions';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { query, store } from './records.ts';
import { entityOf, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

test('every type of value comes back exactly as it was stored', async () => {
  const values = {
    subject: 'Chairs, "old" \\ and ăâîșț 🪑',
    quantity: -3,
    rate: '12345678901234567.1234567890',
    total: { amount: '19.90', currency: 'EUR' },
    due: '2026-02-28',
    opens: '09:30:00',
    sentAt: '2026-01-31T10:00:00.123Z',
    paid: false,
    tags: ['new', 'urgent'],
    extra: { deep: [1, null, "it's"] },
    place: { latitude: 44.43, longitude: 26.1 },
  };
  const [id = ''] = await store(shop, 'Order', values);
  const names = Object.keys(values);
  const { rows } = await shop.storage.store.list(shop.context, query(shop, 'Order', names), {});
  expect(rows).toEqual([values]);
  const loaded = await shop.storage.store.write(shop.context, (session) =>
    session.load(entityOf(shop.model, 'Order'), id, ALWAYS, {}),
  );
  expect(loaded).toMatchObject({ id, version: 1, createdAt: '2026-01-31T10:00:00.000Z', lineCount: 0, ...values });
});
