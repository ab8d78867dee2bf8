import {
  createOutboxRunner,
  createOutboxWorker,
  deliveryRows,
  forgetDeliveries,
  type Handlers,
  inviter,
  mailSender,
  mailWriter,
  notifier,
  type OutboxWorkerOptions,
  type PostOffice,
  resend,
  secretsOf,
  uninviter,
  webhookTeller,
} from '@dealwright/effects';
import type { Context } from '@dealwright/records';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Receiver, startReceiver } from '../../packages/effects/test-server/receiver.ts';
import { NOW, openShop, type Shop } from './shop.ts';

let shop: Shop;
let clerk: Context;
let boss: Context;
let operator: Context;
beforeAll(async () => {
  shop = await openShop(new URL('./outside/', import.meta.url));
  boss = await shop.person('Corina', ['clerk']);
  clerk = await shop.person('Ana', ['clerk'], 'Sales');
  operator = await shop.person('Oana', ['operator']);
  const team = { is: 'update', id: clerk.actor.team ?? '', values: { manager: boss.actor.id } } as const;
  expect((await shop.save(shop.system, 'Team', team)).problems).toEqual([]);
  for (const [who, email] of [[boss, 'corina@shop.example'] as const, [clerk, 'ana@shop.example'] as const]) {
    await shop.save(shop.system, 'User', { is: 'update', id: who.actor.id, values: { email, locale: 'ro' } });
  }
});
afterAll(() => shop.close());

const SECRET = 'whsec_c29tZSBzZWNyZXQgb2YgYXQgbGVhc3QgMjQgYnl0ZXM=';
let orders: Receiver;
let placed: Receiver;
let mails: Parameters<PostOffice['send']>[0][];
let log: string[];
beforeEach(async () => {
  [orders, placed, mails, log] = [await startReceiver(), await startReceiver(), [], []];
});
afterEach(async () => {
  orders.close();
  placed.close();
  await runner().run();
});

function effects() {
  const secrets = secretsOf({
    ...{ ORDERS_URL: orders.url, ORDERS_SECRET: SECRET },
    ...{ PLACED_URL: placed.url, PLACED_SECRET: SECRET },
  });
  const { store, files } = shop.storage;
  const context = (requestId: string): Context => ({ ...shop.system, requestId });
  const post: PostOffice = {
    from: 'Shop <post@shop.example>',
    domain: 'shop.example',
    send: async (mail) => void mails.push(mail),
  };
  const hear = (line: string) => void log.push(secrets.hide(line));
  const telling = { store, model: () => shop.model, now: () => NOW, zone: 'Europe/Bucharest', locale: 'en', log: hear };
  const handlers: Handlers = {
    notify: notifier(telling),
    mail: mailWriter(telling),
    invite: inviter({ ...telling, post }),
    uninvite: uninviter({ ...telling, post }),
    send: mailSender({ post, files, context, publicUrl: 'https://desk.example', log: hear }),
    webhook: webhookTeller({ model: () => shop.model, secrets, now: Date.now, timeLimit: 4_000 }),
  };
  const deliveries = deliveryRows({ store, context, hide: secrets.hide });
  return { outbox: shop.storage.outbox, handlers, deliveries, log: hear };
}

const runner = () => createOutboxRunner({ ...effects(), now: () => NOW });
/** Does `work` while a worker runs. */
async function working(work: () => Promise<void>, more: Partial<OutboxWorkerOptions> = {}): Promise<void> {
  const retries = { times: 2, first: 0, most: 0 };
  const worker = createOutboxWorker({ ...effects(), backend: 'postgres', retries, ...more });
  await worker.start();
  try {
    await work();
  } finally {
    await worker.stop();
  }
}

async function newOrder(): Promise<string> {
  const customer = await shop.create(clerk, 'Customer', { name: 'Brutăria', email: 'client@example.com' });
  const values = { subject: 'Chairs', amount: '400', visit: '2026-03-10T07:00:00.000Z', customer };
  return shop.create(clerk, 'Order', { ...values, owner: clerk.actor.id });
}
const fire = async (id: string, event: string) => {
  const { problems } = await shop.save(clerk, 'Order', { is: 'fire', id, event, input: {} });
  expect(problems).toEqual([]);
};
const deliveriesOf = async (who: Context, record: string) => {
  const told = ['id', 'is', 'to', 'subject', 'status', 'attempts', 'lastError', 'record'];
  const { rows } = await shop.list(who, 'Delivery', told, { last: 200 });
  return rows.filter((each) => each.record === record);
};
const bodies = (receiver: Receiver) =>
  receiver.got.map(({ body }) => JSON.parse(body) as { type: string; data: object });

async function eventually(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never became true. ${log.join(' / ')}`);
}

describe('what leaves the house', () => {
  test('is told in order, as it was when it happened, and everybody sees what became of it who may', async () => {
    const id = await newOrder();
    await fire(id, 'place');
    await shop.save(clerk, 'Order', { is: 'update', id, values: { subject: 'Tables' } });
    await shop.save(clerk, 'Order', { is: 'update', id, values: { subject: 'Tables' } });
    await runner().run();
    expect(bodies(orders).map(({ type }) => type)).toEqual(['order.created', 'order.updated', 'order.updated']);
    const [created, moved, changed] = bodies(orders).map(({ data }) => data);
    expect(created).toMatchObject({
      subject: 'Chairs',
      version: 1,
      event: null,
      stage: 'draft',
      number: expect.any(String),
    });
    expect(created).not.toHaveProperty('margin');
    expect(moved).toMatchObject({ subject: 'Chairs', version: 2, event: 'place', stage: 'placed' });
    expect(changed).toMatchObject({ subject: 'Tables', version: 3 });
    expect(bodies(placed)).toEqual([
      expect.objectContaining({ type: 'order.place', data: expect.objectContaining({ customer: 'Brutăria' }) }),
    ]);
    const told = await deliveriesOf(operator, id);
    expect(told.map(({ is, to, status }) => `${is} ${to} ${status}`).sort()).toEqual([
      'mail client@example.com delivered',
      'mail client@example.com delivered',
      'mail corina@shop.example delivered',
      'webhook orders delivered',
      'webhook orders delivered',
      'webhook orders delivered',
      'webhook placed-orders delivered',
    ]);
    expect(await deliveriesOf(clerk, id)).toEqual([]);
  });

  test('reaches the manager by mail and here, the customer by mail in the language asked for', async () => {
    const id = await newOrder();
    await fire(id, 'place');
    await runner().run();
    const number = (await shop.stored('Order', id, 'number')).number;
    const [here] = (await shop.list(boss, 'Notification', ['subject', 'record'])).rows.filter(
      (each) => each.record === id,
    );
    expect(here?.subject).toBe(`${number} este plasată`);
    const subjects = mails.map(({ to, subject }) => `${(to as { address: string }).address}: ${subject}`);
    expect(subjects.sort()).toEqual([
      `client@example.com: Comanda dumneavoastră ${number}`,
      'client@example.com: Visit about Chairs',
      `corina@shop.example: ${number} este plasată`,
    ]);
    const toCustomer = mails.find(({ subject }) => String(subject).startsWith('Comanda'));
    expect(toCustomer).toMatchObject({ replyTo: { address: 'ana@shop.example' } });
    expect(toCustomer?.text).not.toContain('https://');
  });

  test('invites, changes the invitation and calls it off under one id', async () => {
    const id = await newOrder();
    await fire(id, 'place');
    await fire(id, 'move');
    await fire(id, 'cancel');
    await runner().run();
    const calendars = mails.flatMap(({ to, icalEvent }) => {
      const { method, content } = (icalEvent ?? {}) as { method?: string; content?: string };
      if (!content) return [];
      const value = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(content)?.[1]?.trim();
      return [
        `${(to as { address: string }).address} ${method} ${value('UID')} ${value('SEQUENCE')} ${value('DTSTART')}`,
      ];
    });
    const uid = `${id}-visit@shop.example`;
    expect(calendars).toEqual([
      `client@example.com REQUEST ${uid} 0 20260310T070000Z`,
      `client@example.com CANCEL ${uid} 1 20260310T070000Z`,
      `ana@shop.example REQUEST ${uid} 1 20260310T070000Z`,
      `ana@shop.example CANCEL ${uid} 2 20260310T070000Z`,
    ]);
  });

  test('is promised once, also when its writer dies after writing it and writes it again', async () => {
    const id = await newOrder();
    await fire(id, 'place');
    const { handlers, outbox } = effects();
    await outbox.take(100, async (entries) => {
      for (const entry of entries) {
        if (entry.is === 'webhook' || entry.is === 'send') continue;
        await handlers[entry.is]?.(entry, { number: 1 });
        await handlers[entry.is]?.(entry, { number: 2 });
      }
    });
    await runner().run();
    expect(mails).toHaveLength(3);
    expect(await deliveriesOf(operator, id)).toHaveLength(3);
  });

  test('tells of a record that is deleted as it was', async () => {
    const id = await newOrder();
    await shop.save(clerk, 'Order', { is: 'delete', id });
    await runner().run();
    expect(bodies(orders).at(-1)).toMatchObject({ type: 'order.deleted', data: { id, subject: 'Chairs' } });
  });
});

describe('a dead receiver', () => {
  test('is given up after its attempts; a person sees it, sends it again, and the receiver knows the id', async () => {
    const id = await newOrder();
    orders.answer = (response) => void response.writeHead(500).end(`no ${SECRET}`);
    await working(async () => {
      await eventually(async () => (await deliveriesOf(operator, id))[0]?.status === 'given-up');
      const [dead] = await deliveriesOf(operator, id);
      expect(dead).toMatchObject({ is: 'webhook', to: 'orders', subject: 'order.created', attempts: 3 });
      expect(dead?.lastError).toBe('answered 500 no ***');
      const delivery = String(dead?.id);
      const notAllowed = await resend(shop.storage.store, clerk, delivery);
      expect(notAllowed.map(({ code }) => code)).toEqual(['NOT_FOUND']);
      orders.answer = (response) => void response.writeHead(204).end();
      expect(await resend(shop.storage.store, operator, delivery)).toEqual([]);
      await eventually(async () => (await deliveriesOf(operator, id))[0]?.status === 'delivered');
    });
    expect(new Set(orders.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(orders.got).toHaveLength(4);
  });

  test('that hangs holds up neither the others nor the record’s other effects', async () => {
    orders.answer = () => {};
    const ids = await Promise.all(Array.from({ length: 6 }, newOrder));
    await working(async () => {
      for (const id of ids) await fire(id, 'place');
      await eventually(() => placed.got.length >= 6 && mails.length >= 18);
      const told = await Promise.all(ids.map((id) => deliveriesOf(operator, id)));
      expect(told.flat().filter(({ to, status }) => to === 'orders' && status === 'delivered')).toEqual([]);
      orders.answer = (response) => void response.writeHead(204).end();
    });
  });

  test('cannot be told again while it is on its way', async () => {
    const id = await newOrder();
    orders.answer = (response) => void response.writeHead(503).end();
    const running = runner();
    await running.run();
    const [waiting] = await deliveriesOf(operator, id);
    expect(waiting).toMatchObject({ status: 'failed', attempts: 1 });
    const problems = await resend(shop.storage.store, operator, String(waiting?.id));
    expect(problems.map(({ code }) => code)).toEqual(['ON_ITS_WAY']);
  });
});

test('What failed for good in the application is seen and sent again, too.', async () => {
  const id = await newOrder();
  await runner().run();
  let works = false;
  const probe: Handlers[string] = async () => {
    if (!works) throw new Error('the printer is on fire');
  };
  const entry = {
    id: '0197a5b0-7c00-7000-8000-00000000abcd',
    is: 'probe',
    entity: 'Order',
    record: id,
    data: {},
    requestId: 't',
  };
  await shop.storage.store.write(shop.system, (session) => session.addToOutbox([entry]));
  await working(
    async () => {
      const probed = async () => (await deliveriesOf(operator, id)).find(({ subject }) => subject === 'probe');
      await eventually(async () => (await probed())?.status === 'given-up');
      works = true;
      expect(await resend(shop.storage.store, operator, String((await probed())?.id))).toEqual([]);
      await eventually(async () => (await probed())?.status === 'delivered');
    },
    { handlers: { ...effects().handlers, probe } },
  );
});

test('Secrets and addresses stand nowhere: in no table, no job, no log, no answer.', async () => {
  const id = await newOrder();
  orders.answer = (response) => void response.writeHead(500).end(`${SECRET} ${orders.url}`);
  await working(async () => {
    await eventually(async () => (await deliveriesOf(operator, id))[0]?.status === 'given-up');
    orders.answer = (response) => void response.writeHead(200).end(SECRET);
    await fire(id, 'place');
    await eventually(async () => (await deliveriesOf(operator, id)).filter(({ is }) => is === 'webhook').length === 3);
  });
  const tables = await shop.sql(
    `select schemaname as schema, tablename as name from pg_tables where schemaname in ('public', 'dealwright', 'pgboss')`,
  );
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const rows = await shop.sql(`select count(*)::int as n from "${schema}"."${name}" each
      where each::text like '%c29tZSBzZWNyZXQg%' or each::text like '%in-the-url%'`);
    if (rows[0]?.n !== 0) found.push(`${schema}.${name}`);
  }
  expect(found).toEqual([]);
  expect(tables.length).toBeGreaterThan(15);
  const written = `${log.join('\n')} ${JSON.stringify(await deliveriesOf(operator, id))}`;
  expect(written).toContain('answered 500');
  expect(written).not.toContain(SECRET);
  expect(written).not.toContain('in-the-url');
});

test('Old deliveries are forgotten; those on their way stay.', async () => {
  const id = await newOrder();
  orders.answer = (response) => void response.writeHead(500).end();
  await runner().run();
  const done = await newOrder();
  orders.answer = (response) => void response.writeHead(204).end();
  await runner().run();
  const later = (days: number): Context => ({
    ...shop.system,
    now: new Date(Date.parse(NOW) + days * 86_400_000).toISOString(),
  });
  expect(await forgetDeliveries(shop.storage.store, later(89))).toBe(0);
  expect(await forgetDeliveries(shop.storage.store, later(91))).toBeGreaterThan(0);
  expect(await deliveriesOf(operator, done)).toEqual([]);
  expect(await deliveriesOf(operator, id)).toHaveLength(1);
});
