import type { Inverse } from '@dealwright/entities';
import type { ListQuery, PageOfRows } from '@dealwright/records';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare, eq, field, value } from './predicates.ts';
import { query, select, store } from './records.ts';
import { entityOf, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  const [ana = '', ion = ''] = await store(shop, 'Customer', { name: 'Ana', segment: 'large' }, { name: 'Ion' });
  const orders = await store(
    shop,
    'Order',
    { subject: 'Țap', number: 'ORD-2026-0001', customer: ana, quantity: 2, status: 'open' },
    { subject: 'Tort', number: 'ORD-2026-0002', customer: ion, quantity: 1, status: 'open' },
    { subject: 'Zahăr', number: 'ORD-2026-0003', customer: ana, quantity: null, status: 'closed' },
    { subject: 'Ulei', number: 'ORD-2026-0004', quantity: 7, status: 'open' },
  );
  await store(
    shop,
    'Line',
    { order: orders[0] ?? null, product: 'bottle', price: { amount: '10.50', currency: 'EUR' } },
    { order: orders[0] ?? null, product: 'cork', price: { amount: '0.10', currency: 'EUR' } },
    { order: orders[1] ?? null, product: 'cake', price: { amount: '25', currency: 'EUR' } },
  );
});
afterAll(() => shop.close());

const list = (asked: ListQuery, locale = 'en'): Promise<PageOfRows> =>
  shop.storage.store.list({ ...shop.context, locale }, asked, {});
const subjects = ({ rows }: PageOfRows): unknown[] => rows.map(({ subject }) => subject);
const by = (...path: string[]) => ({ path, descending: false });
const byDescending = (...path: string[]) => ({ path, descending: true });

describe('a list', () => {
  test('nests the record that a reference leads to, and null where it leads nowhere', async () => {
    const { rows } = await list(query(shop, 'Order', ['subject', 'customer.name'], { orderBy: [by('number')] }));
    expect(rows).toEqual([
      { subject: 'Țap', customer: { name: 'Ana' } },
      { subject: 'Tort', customer: { name: 'Ion' } },
      { subject: 'Zahăr', customer: { name: 'Ana' } },
      { subject: 'Ulei', customer: null },
    ]);
  });

  test('leaves a referenced record out when it does not match its own condition', async () => {
    const customer = {
      field: entityOf(shop.model, 'Order').fields.get('customer'),
      entity: entityOf(shop.model, 'Customer'),
    };
    const where = eq(field('segment'), value('large'));
    const one = { is: 'one', ...customer, select: select(shop, 'Customer', 'name'), where };
    const asked = query(shop, 'Order', ['subject'], { orderBy: [by('number')], page: { first: 2 } });
    const { rows } = await list({ ...asked, select: new Map([['who', one]]) as never });
    expect(rows).toEqual([{ who: { name: 'Ana' } }, { who: null }]);
  });

  test('nests a page of children, each with its own condition and order, twice under two keys', async () => {
    const lines = entityOf(shop.model, 'Order').inverses.get('lines');
    const of = (more: Partial<ListQuery>) => ({
      is: 'many' as const,
      inverse: lines as Inverse,
      list: query(shop, 'Line', ['product', 'price'], more),
    });
    const dear = of({ where: compare('>', field('price', 'amount'), value(1)), orderBy: [], count: true });
    const all = of({ orderBy: [byDescending('product')], page: { first: 1 }, count: true });
    const asked = query(shop, 'Order', ['subject'], { orderBy: [by('number')], page: { first: 3 } });
    const page = await list({ ...asked, select: new Map([...asked.select, ['dear', dear], ['all', all]]) as never });
    expect(page.rows[0]).toMatchObject({
      subject: 'Țap',
      dear: {
        rows: [{ product: 'bottle', price: { amount: '10.50', currency: 'EUR' } }],
        hasNextPage: false,
        totalCount: 1,
      },
      all: { rows: [{ product: 'cork' }], hasNextPage: true, hasPreviousPage: false, totalCount: 2 },
    });
    expect(page.rows[2]).toMatchObject({ all: { rows: [], hasNextPage: false, totalCount: 0 } });
  });

  test('is ordered as the reader writes: Romanian ț comes after t, for others beside it', async () => {
    const asked = query(shop, 'Order', ['subject'], { orderBy: [by('subject')] });
    expect(subjects(await list(asked, 'ro'))).toEqual(['Tort', 'Țap', 'Ulei', 'Zahăr']);
    expect(subjects(await list(asked, 'en'))).toEqual(['Țap', 'Tort', 'Ulei', 'Zahăr']);
  });

  test('orders over references, choices in the order in which people see them, and nothing last', async () => {
    const asked = query(shop, 'Order', ['subject'], { orderBy: [byDescending('customer', 'segment'), by('subject')] });
    expect(subjects(await list(asked))).toEqual(['Tort', 'Ulei', 'Țap', 'Zahăr']);
    const up = query(shop, 'Order', ['subject'], { orderBy: [by('customer', 'segment'), by('subject')] });
    expect(subjects(await list(up))).toEqual(['Țap', 'Zahăr', 'Tort', 'Ulei']);
  });

  test('computes formulas, also those over references, and filters and orders by them', async () => {
    const where = compare('>=', field('doubled'), value(4));
    const asked = query(shop, 'Order', ['subject', 'doubled', 'region'], { where, orderBy: [byDescending('doubled')] });
    expect((await list(asked)).rows).toEqual([
      { subject: 'Ulei', doubled: '14', region: null },
      { subject: 'Țap', doubled: '4', region: 'large' },
    ]);
  });

  test('rounds a formula to the digits that it says, and filters by one that is a condition', async () => {
    const asked = query(shop, 'Order', ['subject', 'third', 'isLarge'], { where: eq(field('isLarge'), value(true)) });
    expect((await list(asked)).rows).toEqual([{ subject: 'Ulei', third: '2.33', isLarge: true }]);
  });

  test('finds words anywhere in the search fields, whatever case and accents, and nothing by wildcards', async () => {
    const search = async (search: string): Promise<unknown[]> =>
      subjects(await list(query(shop, 'Order', ['subject'], { search })));
    expect(await search('tap')).toEqual(['Țap']);
    expect(await search('ZAHAR 0003')).toEqual(['Zahăr']);
    expect(await search('zahar tort')).toEqual([]);
    expect(await search('%')).toEqual([]);
    expect(await search('  ')).toHaveLength(4);
  });

  test('counts all that match only when asked', async () => {
    const asked = query(shop, 'Order', ['subject'], { where: eq(field('status'), value('open')), page: { first: 1 } });
    expect((await list(asked)).totalCount).toBeNull();
    expect((await list({ ...asked, count: true })).totalCount).toBe(3);
  });

  test('answers under response keys that are longer than names in SQL may be', async () => {
    const key = `subject${'_of_the_order'.repeat(12)}`;
    const of = entityOf(shop.model, 'Order').fields.get('subject');
    const asked = query(shop, 'Order', [], { orderBy: [by('number')], page: { first: 1 } });
    const { rows } = await list({ ...asked, select: new Map([[key, { is: 'field', field: of }]]) as never });
    expect(rows).toEqual([{ [key]: 'Țap' }]);
  });
});

describe('pages', () => {
  test('refuse more than 200 rows, both directions at once, and foreign cursors', async () => {
    const ask = (page: object, orderBy = [by('subject')]) => list(query(shop, 'Order', ['subject'], { page, orderBy }));
    await expect(ask({ first: 201 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(ask({ first: -1 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(ask({ first: 1, last: 1 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(ask({ after: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const { cursors } = await ask({ first: 1 });
    await expect(ask({ after: cursors[0] ?? '' }, [by('status')])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('of nothing are empty and still know what follows', async () => {
    expect(await list(query(shop, 'Order', ['subject'], { page: { first: 0 } }))).toMatchObject({
      rows: [],
      hasNextPage: true,
    });
  });

  test('go through every row once, forwards and backwards, in any order of any columns with nulls', async () => {
    const texts = fc.constantFrom(null, 'a', 'A', 'ă', 'b', '');
    const rows = fc.array(fc.record({ status: texts, quantity: fc.constantFrom(null, 1, 2, -1) }), { maxLength: 12 });
    const order = fc.uniqueArray(
      fc.record({
        path: fc.constantFrom(['status'], ['quantity'], ['paid'], ['customer', 'name'], ['createdAt'], ['id']),
        descending: fc.boolean(),
      }),
      { maxLength: 3, selector: ({ path }) => path.join() },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(rows, order, fc.integer({ min: 1, max: 4 }), async (stored, orderBy, size) => {
        const subject = `run ${++run}`;
        await store(shop, 'Order', ...stored.map((each) => ({ subject, paid: each.quantity === 1, ...each })));
        const where = eq(field('subject'), value(subject));
        const asked = query(shop, 'Order', ['id'], { where, orderBy });
        const whole = (await list(asked)).rows;
        expect(whole).toHaveLength(stored.length);
        const forwards = [];
        let page = await list({ ...asked, page: { first: size } });
        for (forwards.push(...page.rows); page.hasNextPage; forwards.push(...page.rows)) {
          page = await list({ ...asked, page: { first: size, after: page.cursors.at(-1) ?? '' } });
        }
        expect(forwards).toEqual(whole);
        const backwards = [];
        page = await list({ ...asked, page: { last: size } });
        for (backwards.unshift(...page.rows); page.hasPreviousPage; backwards.unshift(...page.rows)) {
          page = await list({ ...asked, page: { last: size, before: page.cursors[0] ?? '' } });
        }
        expect(backwards).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a read session', () => {
  test('sees one moment of the database in all its lists', async () => {
    const asked = query(shop, 'Order', ['subject'], { where: eq(field('status'), value('moment')) });
    await shop.storage.store.read(shop.context, async (session) => {
      expect((await session.list(asked, {})).rows).toEqual([]);
      await store(shop, 'Order', { subject: 'later', status: 'moment' });
      expect(await Promise.all([session.list(asked, {}), session.list(asked, {})])).toMatchObject([
        { rows: [] },
        { rows: [] },
      ]);
    });
    expect((await list(asked)).rows).toEqual([{ subject: 'later' }]);
  });

  test('cannot write', async () => {
    const reading = shop.storage.store.read(shop.context, async (session) => {
      const { transaction } = session as unknown as { transaction: { query(sql: string): Promise<unknown> } };
      await transaction.query('delete from "order"');
    });
    await expect(reading).rejects.toThrow(/read-only/);
  });
});
