import { randomUUIDv7 } from 'node:crypto';
import type { DueTimer, TimerEntry, WriteSession } from '@dealwright/records';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openStorage } from '../src/open-storage.ts';
import { createTestDatabase } from '../test-server/create-test-database.ts';
import { contextOf, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.storage.outbox.db.executeSql("delete from pgboss.job where name = 'timers'");
});

const at = (minute: number) => new Date(Date.UTC(2026, 0, 31, 10, minute)).toISOString();
const timer = (minute: number, id: string = randomUUIDv7()): TimerEntry => ({
  ...{ id, at: at(minute), entity: 'Order', process: 'order-life', requestId: 'test' },
  record: randomUUIDv7(),
});
const write = <T>(work: (session: WriteSession) => Promise<T>): Promise<T> =>
  shop.storage.store.write(shop.context, work);
const add = (...entries: TimerEntry[]) => write((session) => session.addTimers(entries));

/** The ids of what is due, which is done with this. */
async function due(minute: number, most = 100): Promise<readonly string[]> {
  const taken: DueTimer[] = [];
  await shop.storage.timers.takeDue(at(minute), most, async (found) => void taken.push(...found));
  return taken.map(({ id }) => id);
}

test('wake-ups are due from their instant on by the clock that is handed in, earliest first, each once', async () => {
  const [late, early, last] = [timer(30), timer(10), timer(59)];
  await add(late, early, last);
  expect(await shop.storage.timers.next()).toBe(at(10));
  expect(await due(9)).toEqual([]);
  expect(await due(30)).toEqual([early.id, late.id]);
  expect(await due(30)).toEqual([]);
  expect(await shop.storage.timers.next()).toBe(at(59));
  expect(await due(59)).toEqual([last.id]);
  expect(await shop.storage.timers.next()).toBeUndefined();
});

test('a wake-up tells whose it is', async () => {
  const entry = timer(1);
  await add(entry);
  await shop.storage.timers.takeDue(at(1), 1, async (found) => {
    expect(found).toEqual([{ ...entry, job: expect.any(String), failures: 0 }]);
    return [];
  });
});

test('they are there when the transaction commits, and only then', async () => {
  const failed = write(async (session) => {
    await session.addTimers([timer(1)]);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await due(59)).toEqual([]);
});

test('what is taken back does not go off; what never was is no error', async () => {
  const [one, other] = [timer(1), timer(2)];
  await add(one, other);
  await write((session) => session.removeTimers([one.id, randomUUIDv7()]));
  expect(await due(59)).toEqual([other.id]);
});

test('whoever fails in the middle leaves all as it was', async () => {
  const entry = timer(1);
  await add(entry);
  const failed = shop.storage.timers.takeDue(at(1), 10, async () => {
    throw new Error('died');
  });
  await expect(failed).rejects.toThrow('died');
  expect(await due(1)).toEqual([entry.id]);
});

test('two nodes take different ones, and neither waits for the other', async () => {
  const entries = Array.from({ length: 6 }, (_, index) => timer(index));
  await add(...entries);
  const taken: string[] = [];
  await shop.storage.timers.takeDue(at(59), 4, async (mine) => {
    await shop.storage.timers.takeDue(at(59), 4, async (theirs) => void taken.push(...theirs.map(({ id }) => id)));
    taken.push(...mine.map(({ id }) => id));
    return [];
  });
  expect(taken.sort()).toEqual(entries.map(({ id }) => id).sort());
});

test('a record that is woken takes its timers back and sets one anew, without waiting for who woke it', async () => {
  const entry = timer(1);
  await add(entry);
  await shop.storage.timers.takeDue(at(1), 10, async () => {
    await write(async (session) => {
      await session.removeTimers([entry.id]);
      await session.addTimers([{ ...entry, at: at(20) }]);
    });
    return [];
  });
  expect(await shop.storage.timers.next()).toBe(at(20));
  expect(await due(20)).toEqual([entry.id]);
});

test('what failed comes again at its time; what is given up is kept to be seen, and goes off no more', async () => {
  const [poor, lost] = [timer(1), timer(2)];
  await add(poor, lost);
  await shop.storage.timers.takeDue(at(5), 10, async (found) =>
    found.map((each) => ({ timer: each, because: 'it is late', again: each.id === poor.id ? at(7) : undefined })),
  );
  expect(await due(6)).toEqual([]);
  await shop.storage.timers.takeDue(at(7), 10, async ([again]) => {
    expect(again).toMatchObject({ id: poor.id, at: at(1), failures: 1 });
    return [];
  });
  const { rows } = await shop.storage.outbox.db.executeSql(
    "select data ->> 'id' as id, state::text, output ->> 'message' as said from pgboss.job where name = 'timers'",
  );
  expect(rows).toEqual([{ id: lost.id, state: 'failed', said: 'it is late' }]);
});

test('among many that are not due, what is due is found by its index', async () => {
  await add(...Array.from({ length: 2_000 }, (_, index) => timer(60 + index)));
  await shop.storage.outbox.db.executeSql('analyze');
  const { rows } = await shop.storage.outbox.db.executeSql(
    `explain (format json) select id from pgboss.job where name = 'timers' and state < 'active' and not blocked
     and start_after <= '${at(1)}' order by start_after limit 50 for update skip locked`,
  );
  expect(JSON.stringify(rows)).toContain('timers_due');
  expect(JSON.stringify(rows)).not.toContain('Seq Scan');
});

test('the queue is there as soon as a storage is, also when two nodes open an empty database at once', async () => {
  const database = await createTestDatabase();
  const open = () => openStorage({ database: { is: 'postgres', url: database.url } });
  const [one, other] = await Promise.all([open(), open()]);
  expect(await one.timers.next()).toBeUndefined();
  expect(await other.timers.next()).toBeUndefined();
  await Promise.all([one.close(), other.close()]);
  await database.drop();
});

test('PGlite has one connection, and whoever is woken may use it', async () => {
  const storage = await openStorage({ database: { is: 'pglite', folder: undefined } });
  await storage.applySchema(shop.model);
  await storage.store.write(contextOf(shop.model), (session) => session.addTimers([timer(3)]));
  let inside: string | undefined;
  await storage.timers.takeDue(at(3), 1, async () => {
    inside = await storage.timers.next();
    return [];
  });
  expect(inside).toBe(at(3));
  expect(await storage.timers.next()).toBeUndefined();
  await storage.close();
});
