import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOutboxWorker, notifier, performOutbox } from '@dealwright/effects';
import type { Context, OutboxEntry } from '@dealwright/records';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NOW, openShop, type Shop } from './shop.ts';

let shop: Shop;
let ana: Context;
let chief: Context;
beforeAll(async () => {
  shop = await openShop();
  ana = await shop.person('Ana', ['clerk']);
  chief = await shop.person('Corina', ['chief']);
});
afterAll(() => shop.close());

const notify = () =>
  notifier({
    store: shop.storage.store,
    model: () => shop.model,
    now: () => NOW,
    zone: 'Europe/Bucharest',
    locale: 'ro',
  });

async function approved(): Promise<string> {
  const customer = await shop.create(chief, 'Customer', { name: `Customer ${Math.random()}` });
  const values = { subject: 'Chairs', amount: '400', customer, owner: ana.actor.id };
  const id = await shop.create(shop.system, 'Order', values);
  await shop.save(chief, 'Order', { is: 'fire', id, event: 'place', input: {} });
  const { problems } = await shop.save(chief, 'Order', { is: 'fire', id, event: 'approve', input: { approver: 'C' } });
  expect(problems).toEqual([]);
  return id;
}

const told = async (who: Context, record: string) => {
  const { rows } = await shop.list(who, 'Notification', ['subject', 'body', 'record', 'recipient', 'readAt']);
  return rows.filter((each) => each.record === record);
};

async function eventually(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It never became true.');
}

describe('notifications', () => {
  test('tell the people addressed, in their language, once even when done twice', async () => {
    const id = await approved();
    const entries: OutboxEntry[] = [];
    await shop.storage.outbox.take(100, async (taken) => void entries.push(...taken));
    const entry = entries.find((each) => each.record === id);
    if (!entry) throw new Error('nothing was promised');
    await notify()(entry);
    await notify()(entry);
    const { number } = await shop.stored('Order', id, 'number');
    expect(await told(ana, id)).toEqual([
      {
        subject: `${number} este aprobată`,
        body: expect.stringMatching(/^Pentru Customer /),
        record: id,
        recipient: ana.actor.id,
        readAt: null,
      },
    ]);
  });

  test('are everybody’s own: nobody else reads them, and only that they were read can be written', async () => {
    const id = await approved();
    await performOutbox(shop.storage.outbox, { notify: notify() });
    expect(await told(chief, id)).toEqual([]);
    const { rows } = await shop.list(ana, 'Notification', ['id', 'record']);
    const own = String(rows.find((each) => each.record === id)?.id);
    const read = await shop.save(ana, 'Notification', { is: 'update', id: own, values: { readAt: NOW } });
    expect(read.problems).toEqual([]);
    const forged = await shop.save(ana, 'Notification', { is: 'update', id: own, values: { subject: 'x' } });
    expect(forged.problems[0]?.code).toBe('READ_ONLY_FIELD');
  });

  test('of a record that is gone tell nobody anything', async () => {
    const id = await approved();
    await shop.save(shop.system, 'Order', { is: 'delete', id });
    await performOutbox(shop.storage.outbox, { notify: notify() });
    expect(await told(ana, id)).toEqual([]);
  });
});

describe('the worker', () => {
  const workerOf = (handlers: Record<string, (entry: OutboxEntry) => Promise<void>>, log: string[] = []) =>
    createOutboxWorker({
      outbox: shop.storage.outbox,
      handlers,
      backend: 'postgres',
      log: (line) => log.push(line),
      expireInSeconds: 2,
    });

  async function promise(record: string, ...names: string[]): Promise<void> {
    await shop.storage.store.write(shop.system, (session) =>
      session.addToOutbox(
        names.map((name, index) => ({
          id: `0197a5b0-7c00-7000-8000-${String(Date.now() % 1e9).padStart(9, '0')}${String(index).padStart(3, '0')}`,
          is: 'probe',
          entity: 'Order',
          record,
          data: { name },
          requestId: 'test',
        })),
      ),
    );
  }

  test('does what commits promised, each once, in order for each record', async () => {
    const done: string[] = [];
    const worker = workerOf({
      probe: async ({ data }) => {
        done.push(String(data.name));
      },
    });
    await worker.start();
    const record = '0197a5b0-7c00-7000-8000-00000000000a';
    await promise(record, 'a1', 'a2', 'a3');
    await eventually(() => done.length === 3);
    await worker.stop();
    expect(done).toEqual(['a1', 'a2', 'a3']);
  });

  test('tries again what failed, and lets the record’s next entries wait meanwhile', async () => {
    const done: string[] = [];
    const log: string[] = [];
    let failures = 0;
    const worker = workerOf(
      {
        probe: async ({ data }) => {
          if (data.name === 'b1' && failures++ === 0) throw new Error('not now');
          done.push(String(data.name));
        },
      },
      log,
    );
    await worker.start();
    await promise('0197a5b0-7c00-7000-8000-00000000000b', 'b1', 'b2');
    await eventually(() => done.length === 2);
    await worker.stop();
    expect(done).toEqual(['b1', 'b2']);
    expect(log.join('\n')).toContain('not now; it is tried again');
  });

  test('finds what was promised while nobody worked', async () => {
    await promise('0197a5b0-7c00-7000-8000-00000000000c', 'c1');
    const done: string[] = [];
    const worker = workerOf({
      probe: async ({ data }) => {
        done.push(String(data.name));
      },
    });
    await worker.start();
    await eventually(() => done.includes('c1'));
    await worker.stop();
  });

  test('loses nothing to kill -9: another node does what is left, in order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'worker-'));
    const file = join(folder, 'done');
    await writeFile(file, '');
    const lines = async () => (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
    const node = spawn(process.execPath, [script, shop.url, file, '200'], { stdio: 'ignore' });
    try {
      await eventually(async () => (await lines()).includes('started'));
      const names = Array.from({ length: 6 }, (_, index) => `d${index}`);
      await promise('0197a5b0-7c00-7000-8000-00000000000d', ...names);
      await eventually(async () => (await lines()).includes('d0'));
      node.kill('SIGKILL');
      await new Promise((resolve) => node.once('exit', resolve));
      const worker = workerOf({ probe: async ({ data }) => appendFile(file, `${String(data.name)}\n`) });
      await worker.start();
      await eventually(async () => (await lines()).includes('d5'));
      await worker.stop();
      const done = (await lines()).filter((each) => each !== 'started');
      expect([...new Set(done)]).toEqual(names);
    } finally {
      node.kill('SIGKILL');
      await rm(folder, { recursive: true });
    }
  }, 90_000);

  test('goes on when the database has dropped every connection', async () => {
    const done: string[] = [];
    const worker = workerOf({
      probe: async ({ data }) => {
        done.push(String(data.name));
      },
    });
    await worker.start();
    await shop.sql(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await eventually(async () => {
      await promise('0197a5b0-7c00-7000-8000-00000000000e', 'e1').catch(() => {});
      return done.includes('e1');
    });
    await worker.stop();
  }, 90_000);
});
