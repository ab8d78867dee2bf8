import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '@dealwright/diagnostics';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStorage, type Storage } from '../src/open-storage.ts';
import { type RunningDatabase, startDatabase } from '../src/server/start-database.ts';
import { query, store } from './records.ts';
import { contextOf, entityOf, modelOf, NOW, openShop, SHOP } from './shop.ts';

describe('a connection that is lost in the middle of a transaction', () => {
  test('leaves nothing behind, is told clearly, and the next request works', async () => {
    const shop = await openShop();
    const { storage, context } = shop;
    const failing = storage.store.write(context, async (session) => {
      const values = { id: '01a203f5-6711-7b75-9d84-dcb40838df41', subject: 'half', createdAt: NOW, updatedAt: NOW };
      await session.insert(entityOf(shop.model, 'Order'), values);
      await storage.outbox.db.executeSql(
        "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()",
      );
      await session.insert(entityOf(shop.model, 'Order'), { ...values, id: '01a203f5-6711-7b75-9d84-dcb40838df42' });
    });
    await expect(failing).rejects.toThrow(RequestError);
    await expect(failing).rejects.toThrow(/connection to the database was lost; nothing/);
    expect((await storage.store.list(context, query(shop, 'Order', ['subject']), {})).rows).toEqual([]);
    await store(shop, 'Order', { subject: 'whole' });
    expect((await storage.store.list(context, query(shop, 'Order', ['subject']), {})).rows).toEqual([
      { subject: 'whole' },
    ]);
    await shop.close();
  });

  test('does not end the process when nobody uses it', async () => {
    const shop = await openShop();
    await store(shop, 'Order', { subject: 'whole' });
    const end =
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await shop.storage.outbox.db.executeSql(end);
    await sleep(50);
    expect((await shop.storage.store.list(shop.context, query(shop, 'Order', ['subject']), {})).rows).toHaveLength(1);
    await shop.close();
  });

  test('finds its way back to what is notified', async () => {
    const shop = await openShop();
    const heard: string[] = [];
    const stop = await shop.storage.subscribe('news', (payload) => heard.push(payload));
    const until = async (text: string): Promise<void> => {
      while (!heard.includes(text)) {
        await shop.storage.notify('news', text);
        await sleep(20);
      }
    };
    await until('first');
    await shop.storage.outbox.db.executeSql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dealwright listener' and datname = current_database()",
    );
    await until('second');
    await stop();
    await shop.close();
  });
});

describe('a crash during writes', () => {
  let dataDir = '';
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'dealwright-crash-'));
    await chmod(dataDir, 0o755);
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  /** A process that writes numbered orders, eight at a time, and says each number once it is acknowledged. */
  function startWriter(): { child: ChildProcess; acknowledged: string[] } {
    const code = `
      import { openStorage } from '${new URL('../src/open-storage.ts', import.meta.url)}';
      import { startDatabase } from '${new URL('../src/server/start-database.ts', import.meta.url)}';
      import { contextOf, entityOf, modelOf, NOW, SHOP } from '${new URL('./shop.ts', import.meta.url)}';
      const { randomUUIDv7, randomUUID } = await import('node:crypto');
      const database = await startDatabase({ dataDir: '${dataDir}' });
      const storage = await openStorage({ database });
      const model = modelOf(SHOP);
      await storage.applySchema(model);
      const order = entityOf(model, 'Order');
      const write = async () => {
        for (;;) {
          const number = await storage.store.write(contextOf(model), async (session) => {
            const number = await session.nextNumber(order, 2026);
            await session.insert(order, { id: randomUUID(), subject: 'x', number, createdAt: NOW, updatedAt: NOW });
            return number;
          });
          process.stdout.write(number + '\\n');
        }
      };
      await Promise.all(Array.from({ length: 8 }, write)).catch(() => process.exit(3));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged: string[] = [];
    child.stdout?.on('data', (lines) => acknowledged.push(...String(lines).trim().split('\n')));
    return { child, acknowledged };
  }

  const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('exit', resolve));

  async function open(): Promise<{ database: RunningDatabase; storage: Storage; numbers: () => Promise<string[]> }> {
    const database = await startDatabase({ dataDir });
    const storage = await openStorage({ database });
    const numbers = async (): Promise<string[]> =>
      (await storage.outbox.db.executeSql('select number from "order"')).rows.map((row) =>
        String((row as { number: string }).number),
      );
    return { database, storage, numbers };
  }

  async function expectWhole(acknowledged: readonly string[]): Promise<void> {
    const { database, storage, numbers } = await open();
    const stored = await numbers();
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored).toEqual(expect.arrayContaining([...acknowledged]));
    const model = modelOf(SHOP);
    const next = await storage.store.write(contextOf(model), (session) =>
      session.nextNumber(entityOf(model, 'Order'), 2026),
    );
    expect(stored).not.toContain(next);
    await storage.close();
    await database.stop();
  }

  test('of the writer by kill -9 loses no acknowledged write and gives no number twice', async () => {
    const { child, acknowledged } = startWriter();
    while (acknowledged.length < 100) await sleep(10);
    child.kill('SIGKILL');
    await ended(child);
    await expectWhole(acknowledged);
  });

  test('of writer and database by kill -9 loses no acknowledged write and gives no number twice', async () => {
    const { child, acknowledged } = startWriter();
    while (acknowledged.length < 100) await sleep(10);
    const file = await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8');
    process.kill(Number(file.split('\n')[0]), 'SIGKILL');
    child.kill('SIGKILL');
    await ended(child);
    await expectWhole(acknowledged);
  });
});
