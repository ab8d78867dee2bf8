import { randomUUIDv7 } from 'node:crypto';
import { RequestError } from '@dealwright/diagnostics';
import type { DuplicateRule } from '@dealwright/entities';
import { ALWAYS } from '@dealwright/expressions';
import { KeyTaken, type WriteSession } from '@dealwright/records';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, field, value } from './predicates.ts';
import { query, store } from './records.ts';
import { entityOf, NOW, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const of = (name: string) => entityOf(shop.model, name);
const write = <T>(work: (session: WriteSession) => Promise<T>): Promise<T> =>
  shop.storage.store.write(shop.context, work);
const load = (entity: string, id: string) => write((session) => session.load(of(entity), id, ALWAYS, {}));

describe('a record', () => {
  test('is updated in the changed fields only, and its version counts the changes', async () => {
    const [id = ''] = await store(shop, 'Order', { subject: 'old', quantity: 5 });
    await write(async (session) => {
      await session.load(of('Order'), id, ALWAYS, {});
      await session.update(of('Order'), id, { subject: 'new', version: 2 }, 1);
      await session.update(of('Order'), id, { status: 'closed', version: 3 }, 2);
    });
    expect(await load('Order', id)).toMatchObject({ subject: 'new', status: 'closed', quantity: 5, version: 3 });
  });

  test('is not written over a version that somebody else has stored meanwhile', async () => {
    const [id = ''] = await store(shop, 'Order', { subject: 'old' });
    await write((session) => session.update(of('Order'), id, { subject: 'newer' }, 1));
    const late = write((session) => session.update(of('Order'), id, { subject: 'newest' }, 1));
    await expect(late).rejects.toMatchObject({ problems: [{ code: 'VERSION_CONFLICT' }] });
    expect(await load('Order', id)).toMatchObject({ subject: 'newer' });
  });

  test('is locked when loaded, so that two writers come one after the other and lose nothing', async () => {
    const [id = ''] = await store(shop, 'Order', { subject: 'counter', quantity: 0 });
    const addOne = () =>
      write(async (session) => {
        const record = await session.load(of('Order'), id, ALWAYS, {});
        const changed = { quantity: Number(record?.quantity) + 1 };
        await session.update(of('Order'), id, changed, Number(record?.version));
      });
    await Promise.all(Array.from({ length: 20 }, addOne));
    expect(await load('Order', id)).toMatchObject({ quantity: 20, version: 21 });
  });

  test('without a required value is refused with the field', async () => {
    const refused = store(shop, 'Order', { status: 'open' });
    await expect(refused).rejects.toMatchObject({ problems: [{ code: 'REQUIRED', path: ['input', 'subject'] }] });
  });

  test('is absent outside of the condition that it is loaded with, also over references', async () => {
    const [customer = ''] = await store(shop, 'Customer', { name: 'Ana' });
    const [id = ''] = await store(shop, 'Order', { subject: 'hers', customer });
    const where = (name: string) => eq(field('customer', 'name'), value(name));
    expect(await write((session) => session.load(of('Order'), id, where('Ana'), {}))).toMatchObject({ id });
    expect(await write((session) => session.load(of('Order'), id, where('Ion'), {}))).toBeUndefined();
    expect(await write((session) => session.matches(of('Order'), id, where('Ana'), {}))).toBe(true);
    expect(await write((session) => session.matches(of('Order'), id, where('Ion'), {}))).toBe(false);
  });

  test('is undone with everything else when the work fails', async () => {
    const id = randomUUIDv7();
    const failing = write(async (session) => {
      await session.insert(of('Order'), { id, subject: 'never', createdAt: NOW, updatedAt: NOW });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await load('Order', id)).toBeUndefined();
  });
});

describe('a key', () => {
  test('finds its record, and is refused when another has it', async () => {
    const [id] = await store(shop, 'Customer', { name: 'Ana', taxCode: 'RO1' });
    expect(await write((session) => session.findByKey(of('Customer'), 'taxCode', 'RO1'))).toBe(id);
    expect(await write((session) => session.findByKey(of('Customer'), 'taxCode', 'RO2'))).toBeUndefined();
    const taken = store(shop, 'Customer', { name: 'Other', taxCode: 'RO1' });
    await expect(taken).rejects.toThrow(KeyTaken);
    await expect(taken).rejects.toMatchObject({ entity: 'Customer', field: 'taxCode' });
  });

  test('that is taken in a savepoint leaves the rest of the transaction in order', async () => {
    await store(shop, 'Customer', { name: 'First', taxCode: 'RO3' });
    const insert = (session: WriteSession, taxCode: string) =>
      session.savepoint(() =>
        session.insert(of('Customer'), { id: randomUUIDv7(), name: 'x', taxCode, createdAt: NOW, updatedAt: NOW }),
      );
    await write(async (session) => {
      await insert(session, 'RO4');
      await expect(insert(session, 'RO3')).rejects.toThrow(KeyTaken);
      await insert(session, 'RO5');
    });
    const found = await write((session) =>
      Promise.all(['RO4', 'RO5'].map((code) => session.findByKey(of('Customer'), 'taxCode', code))),
    );
    expect(found.every((id) => id !== undefined)).toBe(true);
  });
});

describe('a reference', () => {
  test('to nothing is refused with its field', async () => {
    const dangling = store(shop, 'Order', { subject: 'x', customer: randomUUIDv7() });
    await expect(dangling).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_REFERENCE', path: ['input', 'customer'] }],
    });
  });

  test('is followed from values that need not be stored, to any depth and back to many', async () => {
    const [parent = ''] = await store(shop, 'Customer', { name: 'Parent', segment: 'large' });
    const [customer = ''] = await store(shop, 'Customer', { name: 'Child', parent });
    const [order = ''] = await store(shop, 'Order', { subject: 'one', customer });
    await store(shop, 'Line', { order, product: 'a', price: { amount: '2', currency: 'EUR' } });
    const reached = await write((session) =>
      session.reach(of('Order'), { customer, id: order }, [
        ['customer', 'name'],
        ['customer', 'parent', 'segment'],
        ['customer', 'orders', 'subject'],
        ['lines', 'price'],
        ['subject'],
      ]),
    );
    expect(reached).toEqual({
      customer: {
        id: customer,
        name: 'Child',
        parent: { id: parent, segment: 'large' },
        orders: [{ id: order, subject: 'one' }],
      },
      lines: [{ id: expect.any(String), price: { amount: '2', currency: 'EUR' } }],
    });
    const nothing = await write((session) => session.reach(of('Order'), { customer: null }, [['customer', 'name']]));
    expect(nothing).toEqual({ customer: null });
  });
});

describe('deleting', () => {
  test('takes the parts along, clears what may be cleared, and is refused by other references', async () => {
    const [customer = ''] = await store(shop, 'Customer', { name: 'Parent' });
    const [child = ''] = await store(shop, 'Customer', { name: 'Child', parent: customer });
    const [order = ''] = await store(shop, 'Order', { subject: 'x', customer });
    const [line = ''] = await store(shop, 'Line', { order, product: 'a' });
    const remove = (entity: string, id: string) => write((session) => session.delete(of(entity), id));
    expect(await remove('Customer', customer)).toMatchObject([{ entity: { name: 'Order' }, count: 1 }]);
    expect(await remove('Order', order)).toEqual([]);
    expect(await load('Line', line)).toBeUndefined();
    expect(await remove('Customer', customer)).toEqual([]);
    expect(await load('Customer', child)).toMatchObject({ parent: null });
  });

  test('of parts is refused when something else refers to the whole', async () => {
    const [order = ''] = await store(shop, 'Order', { subject: 'x' });
    await store(shop, 'Invoice', { order });
    const refused = await write((session) => session.delete(of('Order'), order));
    expect(refused).toMatchObject([{ entity: { name: 'Invoice' }, count: 1 }]);
    expect(await load('Order', order)).toBeDefined();
  });
});

describe('numbers', () => {
  test('are unique among many writers at once, and never given again after a failure', async () => {
    const taken: string[] = [];
    const take = (fails: boolean) =>
      write(async (session) => {
        taken.push(await session.nextNumber(of('Order'), 2027));
        if (fails) throw new Error('no');
      }).catch(() => {});
    await Promise.all(Array.from({ length: 30 }, (_, index) => take(index % 3 === 0)));
    expect(new Set(taken).size).toBe(30);
    expect(taken[0]).toMatch(/^ORD-2027-\d{4}$/);
    expect(await write((session) => session.nextNumber(of('Order'), 2028))).toBe('ORD-2028-0001');
  });

  test('without gaps go on after a failure as if it had not been', async () => {
    const next = (fails: boolean) =>
      write(async (session) => {
        const number = await session.nextNumber(of('Invoice'), 2027);
        if (fails) throw new Error('no');
        return number;
      }).catch(() => undefined);
    const given = await Promise.all(Array.from({ length: 12 }, (_, index) => next(index % 2 === 0)));
    expect(given.filter((each) => each !== undefined).sort()).toEqual(['001', '002', '003', '004', '005', '006']);
  });
});

describe('duplicates', () => {
  const rule = (match: DuplicateRule['match'], more: Partial<DuplicateRule> = {}): DuplicateRule => ({
    ...{ match, where: undefined, then: 'warn', message: undefined, requirement: [] },
    ...more,
  });
  const same = (name: string) => ({ field: of('Customer').fields.get(name) as never, how: 'same' as const });
  const similar = (name: string) => ({ field: of('Customer').fields.get(name) as never, how: 'similar' as const });
  const find = (found: DuplicateRule, values: Record<string, string | null>) =>
    write((session) => session.findDuplicates(of('Customer'), found, values));

  test('are the same phone however it is written, and the same name without case and accents', async () => {
    const [id] = await store(shop, 'Customer', { name: 'Brutăria Ștefan', phone: '+40 21 555 0101' });
    const found = [{ id, title: 'Brutăria Ștefan' }];
    expect(await find(rule([same('phone')]), { phone: '+40-215550101' })).toEqual(found);
    expect(await find(rule([same('name')]), { name: ' brutaria stefan' })).toEqual(found);
    expect(await find(rule([same('phone')]), { phone: null })).toEqual([]);
    expect(await find(rule([same('phone')]), { id: id ?? null, phone: '+40 21 555 0101' })).toEqual([]);
  });

  test('are similar names, the most alike first, at most five', async () => {
    await store(
      shop,
      'Customer',
      ...['', 's', ' SRL', ' Trading', 'x', ' 2'].map((end) => ({ name: `Wonderful Carpets${end}` })),
    );
    const found = await find(rule([similar('name')]), { name: 'wonderful carpets' });
    expect(found).toHaveLength(5);
    expect(found[0]).toMatchObject({ title: 'Wonderful Carpets' });
    expect(await find(rule([similar('name')]), { name: 'Something else' })).toEqual([]);
  });

  test('are looked for only among records for which the rule holds', async () => {
    await store(shop, 'Customer', { name: 'Only small', segment: 'small' });
    const where = eq(field('segment'), value('large'));
    expect(await find(rule([same('name')], { where }), { name: 'Only small' })).toEqual([]);
  });
});

describe('what is kept beside the records', () => {
  test('history comes back newest first, with all that was said', async () => {
    const record = randomUUIDv7();
    const entry = { entity: 'Order', record, at: NOW, by: 'system', event: undefined, reason: undefined } as const;
    await write((session) =>
      session.addHistory([
        { ...entry, version: 1, operation: 'create', changes: { subject: [null, 'a'] } },
        { ...entry, version: 2, operation: 'fire', event: 'send', reason: 'because', changes: {} },
      ]),
    );
    const found = await shop.storage.store.read(shop.context, (session) => session.history(of('Order'), [record]));
    expect(found).toEqual([
      { ...entry, version: 2, operation: 'fire', event: 'send', reason: 'because', changes: {} },
      { ...entry, version: 1, operation: 'create', changes: { subject: [null, 'a'] } },
    ]);
  });

  test('decisions come back newest first, with their answer as it was', async () => {
    const entry = {
      entity: 'Order',
      record: randomUUIDv7(),
      modelHash: 'h',
      at: NOW,
      by: 'system',
      zone: 'UTC',
      refused: false,
    };
    const answers = [{ b: 1, a: [{ z: null }] }, { outcome: 'yes' }];
    const entries = answers.map((answer) => ({ ...entry, id: randomUUIDv7(), answer, facts: { a: 1 } }));
    await write((session) => session.addDecisions(entries));
    const found = await shop.storage.store.read(shop.context, (session) => session.decisions(entry.record));
    expect(found).toEqual([...entries].reverse());
    const id = String(entries[0]?.id);
    expect(await shop.storage.store.read(shop.context, (session) => session.decision(id))).toEqual(entries[0]);
    expect(await shop.storage.store.read(shop.context, (session) => session.decision(randomUUIDv7()))).toBeUndefined();
    expect(JSON.stringify(found[1]?.answer)).toBe('{"b":1,"a":[{"z":null}]}');
  });

  test('an answer is given again for the same key and body, refused for another body, unknown to others', async () => {
    await write(async (session) => {
      expect(await session.recall('k', 'body')).toBeUndefined();
      await session.remember('k', 'body', { done: true });
    });
    expect(await write((session) => session.recall('k', 'body'))).toEqual({ done: true });
    await expect(write((session) => session.recall('k', 'other'))).rejects.toThrow(RequestError);
    const stranger = { ...shop.context, actor: { ...shop.context.actor, id: 'somebody' } };
    expect(await shop.storage.store.write(stranger, (session) => session.recall('k', 'other'))).toBeUndefined();
  });

  test('the same request twice at once is done once', async () => {
    let done = 0;
    const once = () =>
      write(async (session) => {
        const known = await session.recall('twice', 'body');
        if (known !== undefined) return known;
        await session.remember('twice', 'body', { done: ++done });
        return { done };
      });
    expect(await Promise.all([once(), once(), once()])).toEqual([{ done: 1 }, { done: 1 }, { done: 1 }]);
  });

  test('promises are told after the commit, taken in order and once, and stay when keeping them fails', async () => {
    const entry = (is: string) => ({
      id: randomUUIDv7(),
      is,
      entity: 'Order',
      record: randomUUIDv7(),
      data: { is },
      requestId: 'r',
    });
    let heard = 0;
    const stop = await shop.storage.outbox.subscribe(() => heard++);
    const [first, second] = [entry('first'), entry('second')];
    await write((session) => session.addToOutbox([first, second]));
    const failing = shop.storage.outbox.take(10, async () => {
      throw new Error('not now');
    });
    await expect(failing).rejects.toThrow('not now');
    const taken: unknown[] = [];
    const take = () => shop.storage.outbox.take(10, async (entries) => void taken.push(...entries));
    expect((await Promise.all([take(), take()])).sort()).toEqual([0, 2]);
    expect(taken).toEqual([first, second]);
    while (heard === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await stop();
  });
});

test('a write runs as the role that owns nothing, with the actor in its session, and leaves neither behind', async () => {
  const ask = "select current_user as role, current_setting('dealwright.actor', true) as actor";
  const actor = { ...shop.context.actor, id: 'ana', system: false };
  const inside = await shop.storage.store.write({ ...shop.context, actor }, async (session) => {
    const { executeSql } = session as unknown as { executeSql(sql: string): Promise<{ rows: unknown[] }> };
    return executeSql.call(session, ask);
  });
  expect(inside.rows).toEqual([{ role: 'dealwright_app', actor: 'ana' }]);
  const outside = await Promise.all(Array.from({ length: 16 }, () => shop.storage.outbox.db.executeSql(ask)));
  for (const { rows } of outside) expect(rows).not.toContainEqual(expect.objectContaining({ role: 'dealwright_app' }));
  for (const { rows } of outside) expect(rows).not.toContainEqual(expect.objectContaining({ actor: 'ana' }));
});

test('a list inside of a write sees what was written there', async () => {
  const rows = await write(async (session) => {
    const values = { id: randomUUIDv7(), subject: 'mine', createdAt: NOW, updatedAt: NOW };
    await session.insert(of('Order'), values);
    return (await session.list(query(shop, 'Order', ['subject'], { where: eq(field('id'), value(values.id)) }), {}))
      .rows;
  });
  expect(rows).toEqual([{ subject: 'mine' }]);
});
