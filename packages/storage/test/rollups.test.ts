import type { RecordValues } from '@dealwright/entities';
import { ALWAYS } from '@dealwright/expressions';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { store } from './records.ts';
import { entityOf, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const eur = (amount: string): RecordValues => ({ amount, currency: 'EUR' });
const customer = async (): Promise<string> => (await store(shop, 'Customer', { name: 'Ana' }))[0] ?? '';
const load = (entity: string, id: string): Promise<RecordValues | undefined> =>
  shop.storage.store.write(shop.context, (session) => session.load(entityOf(shop.model, entity), id, ALWAYS, {}));
const update = (id: string, changed: RecordValues): Promise<void> =>
  shop.storage.store.write(shop.context, async (session) => {
    const record = await session.load(entityOf(shop.model, 'Order'), id, ALWAYS, {});
    await session.update(entityOf(shop.model, 'Order'), id, changed, Number(record?.version));
  });
const remove = (entity: string, id: string): Promise<unknown> =>
  shop.storage.store.write(shop.context, (session) => session.delete(entityOf(shop.model, entity), id));

describe('roll-ups', () => {
  test('follow children that come, change, move and go, and the parent keeps its version', async () => {
    const [ana, ion] = [await customer(), await customer()];
    expect(await load('Customer', ana)).toMatchObject({ openOrders: 0, revenue: eur('0'), dearest: null });
    const [order = ''] = await store(shop, 'Order', {
      subject: 'a',
      status: 'open',
      customer: ana,
      total: eur('10.50'),
    });
    await store(shop, 'Order', { subject: 'b', status: 'closed', customer: ana, total: eur('2') });
    expect(await load('Customer', ana)).toMatchObject({
      openOrders: 1,
      revenue: eur('12.50'),
      dearest: eur('10.50'),
      version: 1,
    });
    await update(order, { total: eur('1'), status: 'closed' });
    expect(await load('Customer', ana)).toMatchObject({ openOrders: 0, revenue: eur('3'), dearest: eur('2') });
    await update(order, { customer: ion });
    expect(await load('Customer', ana)).toMatchObject({ revenue: eur('2') });
    expect(await load('Customer', ion)).toMatchObject({ revenue: eur('1'), openOrders: 0 });
    await remove('Order', order);
    expect(await load('Customer', ion)).toMatchObject({ revenue: eur('0'), dearest: null });
  });

  test('are followed by stored formulas that read them', async () => {
    const ana = await customer();
    await store(shop, 'Order', { subject: 'a', customer: ana, total: eur('250') });
    expect(Number((await load('Customer', ana))?.goodwill)).toBe(25);
  });

  test('count parts that are deleted with something else', async () => {
    const [order = ''] = await store(shop, 'Order', { subject: 'a' });
    const [line = ''] = await store(shop, 'Line', { order, product: 'a' }, { order, product: 'b' });
    expect(await load('Order', order)).toMatchObject({ lineCount: 2 });
    await remove('Line', line);
    expect(await load('Order', order)).toMatchObject({ lineCount: 1 });
  });

  test('are right when many write children of the same parents at once, in any order', async () => {
    const parents = await Promise.all([customer(), customer(), customer()]);
    const orders = await store(
      shop,
      'Order',
      ...Array.from({ length: 12 }, (_, index) => ({
        subject: 'seed',
        customer: parents[index % 3] ?? null,
        total: eur('1'),
      })),
    );
    const work = Array.from({ length: 48 }, (_, index) => async (): Promise<unknown> => {
      const [here = '', there = ''] = [parents[index % 3], parents[(index + 1) % 3]];
      if (index % 4 === 0) return remove('Order', orders[index / 4] ?? '');
      if (index % 4 === 1) return update(orders[((index - 1) / 4 + 6) % 12] ?? '', { customer: there }).catch(() => {});
      const order = (of: string) => ({ subject: 'x', status: 'open', customer: of, total: eur('2') });
      return store(shop, 'Order', order(here), order(there));
    });
    await Promise.all(work.map((each) => each()));
    const { rows } = await shop.storage.outbox.db.executeSql(
      `
      select c.open_orders = count(o.id) filter (where o.status = 'open') and c.revenue = coalesce(sum(o.total), 0)
        and c.dearest is not distinct from max(o.total) as right
      from customer c left join "order" o on o.customer = c.id where c.id = any($1::uuid[]) group by c.id`,
      [parents],
    );
    expect(rows).toEqual([{ right: true }, { right: true }, { right: true }]);
  });
});
