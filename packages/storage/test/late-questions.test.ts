import type { ReadSession } from '@dealwright/records';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { query, store } from './records.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await store(shop, 'Order', { subject: 'Chairs' });
});
afterAll(() => shop.close());

test('a question after a write was undone is an error, too', async () => {
  let late: ReadSession | undefined;
  const undone = shop.storage.store.write(shop.context, async (session) => {
    late = session;
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await expect(late?.list(query(shop, 'Order', ['subject']), {})).rejects.toThrow('The transaction has ended.');
});

test.each(['read', 'write'] as const)(
  'a question after the end of its transaction (%s) is an error, and none of the next one’s',
  async (way) => {
    const asked = query(shop, 'Order', ['subject']);
    let late: ReadSession | undefined;
    await shop.storage.store[way](shop.context, async (session) => {
      late = session;
      expect((await session.list(asked, {})).rows).toEqual([{ subject: 'Chairs' }]);
    });
    await expect(late?.list(asked, {})).rejects.toThrow('The transaction has ended.');
  },
);
