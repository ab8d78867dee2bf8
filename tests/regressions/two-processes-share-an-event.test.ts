import type { Context } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop, told } from '../records/shop.ts';

let shop: Shop;
let clerk: Context;
beforeAll(async () => {
  shop = await openShop(new URL('./shared-events/', import.meta.url));
  clerk = await shop.person('Ana', ['clerk']);
});
afterAll(() => shop.close());

const order = (...events: string[]) =>
  events.reduce(
    async (id, event) => {
      expect(told(await fire(await id, event))).toEqual([]);
      return id;
    },
    shop.create(clerk, 'Order', { subject: 'Chair' }),
  );
const fire = (id: string, event: string, input: JsonObject = {}) =>
  shop.save(clerk, 'Order', { is: 'fire', id, event, input });
const statesOf = (id: string) => shop.stored('Order', id, 'delivery', 'payment');
const actionsOf = async (id: string) => {
  const found = await shop.records.read(clerk, (reading) => reading.actions(shop.entity('Order'), [id]));
  return found.get(id)?.map(({ event, possible, asksReason }) => ({ event, possible, asksReason }));
};

test('An event that two processes know fires in the one whose present state has it.', async () => {
  const sent = await order('send');
  expect(await actionsOf(sent)).toEqual([
    { event: 'pay', possible: true, asksReason: false },
    { event: 'cancel', possible: true, asksReason: true },
  ]);
  expect(told(await fire(sent, 'cancel', { reason: 'late' }))).toEqual([]);
  expect(await statesOf(sent)).toEqual({ delivery: 'sent', payment: 'void' });
});

test('It fires in both when both states have it, or in none; and it is one action.', async () => {
  const both = await order();
  expect(await actionsOf(both)).toEqual([
    { event: 'send', possible: true, asksReason: false },
    { event: 'cancel', possible: true, asksReason: true },
    { event: 'pay', possible: true, asksReason: false },
  ]);
  expect(told(await fire(both, 'cancel'))).toEqual(['REASON_NEEDED input.reason']);
  expect(await statesOf(both)).toEqual({ delivery: 'waiting', payment: 'open' });
  expect(told(await fire(both, 'cancel', { reason: 'late' }))).toEqual([]);
  expect(await statesOf(both)).toEqual({ delivery: 'stopped', payment: 'void' });
});

test('Where no present state has it, it is refused.', async () => {
  expect(told(await fire(await order('send', 'pay'), 'cancel', { reason: 'late' }))).toEqual([
    'EVENT_NOT_POSSIBLE event',
    'EVENT_NOT_POSSIBLE event',
  ]);
});
