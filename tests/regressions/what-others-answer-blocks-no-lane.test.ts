import { randomUUIDv7 } from 'node:crypto';
import {
  createOutboxRunner,
  deliveryRows,
  type Handlers,
  notifier,
  resend,
  secretsOf,
  webhookTeller,
} from '@dealwright/effects';
import type { Context } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Receiver, startReceiver } from '../../packages/effects/test-server/receiver.ts';
import { NOW, openShop, type Shop } from '../records/shop.ts';

let shop: Shop;
let receiver: Receiver;
beforeAll(async () => {
  shop = await openShop(new URL('../records/outside/', import.meta.url));
});
afterAll(() => shop.close());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

function running(variables: Record<string, string> = {}) {
  const secret = 'whsec_c29tZSBzZWNyZXQgb2YgYXQgbGVhc3QgMjQgYnl0ZXM=';
  const secrets = secretsOf({ ORDERS_URL: receiver.url, ORDERS_SECRET: secret, ...variables });
  const { store, outbox } = shop.storage;
  const context = (requestId: string): Context => ({ ...shop.system, requestId });
  const handlers: Handlers = {
    notify: notifier({ store, model: () => shop.model, now: () => NOW, zone: 'Europe/Bucharest', locale: 'en' }),
    webhook: webhookTeller({ model: () => shop.model, secrets, now: Date.now }),
  };
  const deliveries = deliveryRows({ store, context, hide: secrets.hide });
  return createOutboxRunner({ outbox, handlers, deliveries, now: () => NOW, log: () => {} });
}

async function promise(is: string, data: JsonObject, record: string = randomUUIDv7()): Promise<string> {
  const entry = { id: randomUUIDv7(), is, entity: 'Order', record, data, requestId: 'test' };
  await shop.storage.store.write(shop.system, (session) => session.addToOutbox([entry]));
  return record;
}
async function deliveryOf(record: string) {
  const { rows } = await shop.list(shop.system, 'Delivery', ['id', 'record', 'status', 'lastError'], { last: 200 });
  return rows.find((each) => each.record === record);
}

test.each([
  ['control characters', '\u001b[31mred\u001b[0m \u0000\u0001', 'answered 500 \ufffd[31mred\ufffd[0m \ufffd\ufffd'],
  ['an emoji where it is cut', `${'x'.repeat(299)}😀`, expect.stringMatching(/^answered 500 x/)],
])('A receiver that answers with %s is a failure like others.', async (_, text, told) => {
  receiver.answer = (response) => void response.writeHead(500).end(text);
  const record = await promise('webhook', { webhook: 'orders', type: 'order.created', body: {} });
  await running().run();
  expect(await deliveryOf(record)).toMatchObject({ status: 'failed', lastError: told });
});

test('A receiver that repeats where it was asked does not tell the secret in its address.', async () => {
  receiver.answer = (response) => void response.writeHead(404).end('Cannot POST /hook?key=in-the-url');
  const record = await promise('webhook', { webhook: 'orders', type: 'order.created', body: {} });
  await running().run();
  expect(await deliveryOf(record)).toMatchObject({ lastError: 'answered 404 Cannot POST ***' });
});

test('What is larger than a Delivery may hold is posted once, and told of; it cannot be sent again.', async () => {
  const body = { notes: 'x'.repeat(250_000) };
  const record = await promise('webhook', { webhook: 'orders', type: 'order.created', body });
  await running().run();
  const delivery = await deliveryOf(record);
  expect(delivery).toMatchObject({ status: 'delivered' });
  expect(receiver.got).toHaveLength(1);
  const problems = await resend(shop.storage.store, shop.system, String(delivery?.id));
  expect(problems.map(({ code }) => code)).toEqual(['NOT_KEPT']);
});

test('A message is told, however long what it speaks of is.', async () => {
  const ana = await shop.person('Ana', ['clerk']);
  const subject = 'Ț'.repeat(255);
  const id = await shop.create(shop.system, 'Order', { subject });
  await promise('notify', { message: 'visit', to: '', people: [ana.actor.id] }, id);
  await running().run();
  const { rows } = await shop.list(ana, 'Notification', ['subject'], { last: 10 });
  expect(rows.map((each) => each.subject)).toEqual([`Visit about ${'Ț'.repeat(255 - 'Visit about '.length - 1)}…`]);
});
