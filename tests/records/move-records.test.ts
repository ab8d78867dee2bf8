import { recordMovers } from '@dealwright/platform';
import type { Context, OutboxEntry } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
let ana: Context;
const lines: string[] = [];

beforeAll(async () => {
  shop = await openShop(new URL('./purchases/', import.meta.url));
  ana = await shop.person('Ana', ['buyer']);
  await shop.person('Fane', ['accountant']);
  await shop.person('Liviu', ['lawyer']);
});
afterAll(() => shop.close());

const perform = (is: 'fire' | 'look', entry: Partial<OutboxEntry>) => {
  const { store } = shop.storage;
  const handlers = recordMovers({
    store,
    model: () => shop.model,
    now: () => shop.system.now,
    log: (line) => lines.push(line),
  });
  const whole = { id: crypto.randomUUID(), is, entity: 'Purchase', record: '', data: {}, requestId: 'test', ...entry };
  return async () => handlers[is]?.(whole, { number: 1 });
};
const purchase = (values: JsonObject = {}) => shop.create(ana, 'Purchase', { subject: 'Chairs', ...values });
const stage = async (id: string) => (await shop.stored('Purchase', id, 'stage')).stage;

test('An event on other records is fired once on each, however often it is promised.', async () => {
  const [first, second] = [await purchase(), await purchase()];
  const data = { event: 'submit', entity: 'Purchase', records: [first, second], input: {} };
  const fire = perform('fire', { record: first, data });
  await fire();
  await shop.save(ana, 'Purchase', { is: 'fire', id: second, event: 'recall', input: {} });
  await fire();
  expect([await stage(first), await stage(second)]).toEqual(['in-review', 'draft']);
});

test('What is refused is told to the owner once, and is not tried for ever.', async () => {
  const id = await shop.create(shop.system, 'Purchase', { subject: 'Lamps', stage: 'approved', owner: ana.actor.id });
  const data = { event: 'withdraw', entity: 'Purchase', records: [id], input: {} };
  const fire = perform('fire', { record: id, data });
  await fire();
  await fire();
  expect(await stage(id)).toBe('approved');
  const { rows } = await shop.list(shop.system, 'Notification', ['subject', 'recipient', 'record']);
  expect(rows).toEqual([{ subject: 'Could not go on: Purchase', recipient: ana.actor.id, record: id }]);
  expect(lines.join()).toContain(`fire withdraw of Purchase ${id} is refused`);
});

test('A record that waits for another is looked at; one that is gone has nothing to be done.', async () => {
  const id = await shop.create(shop.system, 'Purchase', { subject: 'Lamps', stage: 'approved', owner: ana.actor.id });
  await shop.create(ana, 'Parcel', { what: 'Lamps', arrived: true, purchase: id });
  await perform('look', { record: id })();
  expect(await stage(id)).toBe('delivered');
  await shop.save(shop.system, 'Purchase', { is: 'delete', id });
  await perform('look', { record: id })();
});
