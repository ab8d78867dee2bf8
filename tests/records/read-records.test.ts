import { RequestError } from '@dealwright/diagnostics';
import type { Context } from '@dealwright/records';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
let ana: Context;
let ion: Context;
let mia: Context;
let chief: Context;
let large: string;
let hidden: string;
let order: string;

beforeAll(async () => {
  shop = await openShop();
  ana = await shop.person('Ana', ['clerk'], 'East');
  ion = await shop.person('Ion', ['clerk'], 'East');
  mia = await shop.person('Mia', ['clerk'], 'West');
  chief = await shop.person('Corina', ['chief']);
  const customer = (values: object) => shop.create(chief, 'Customer', { secret: 'top', ...values });
  large = await customer({ name: 'Large Ltd', size: 'large', rating: 9 });
  hidden = await customer({ name: 'Hidden Ltd', rating: 2 });
  order = await shop.create(shop.system, 'Order', { subject: 'For the large', customer: large, owner: ana.actor.id });
  await shop.create(shop.system, 'Order', { subject: 'For the hidden', customer: hidden, owner: ana.actor.id });
  await shop.create(shop.system, 'Order', { subject: 'Of Mia', owner: mia.actor.id });
  for (const product of ['Leg', 'Seat']) await shop.create(ana, 'OrderLine', { order, product, price: '3' });
});
afterAll(() => shop.close());

const subjects = async (who: Context) => (await shop.list(who, 'Order', ['subject'])).rows.map((each) => each.subject);

describe('reading', () => {
  test('shows each person the records of their scope, and counts only those', async () => {
    expect(await subjects(ana)).toEqual(['For the large', 'For the hidden']);
    expect(await subjects(ion)).toEqual(['For the large', 'For the hidden']);
    expect(await subjects(mia)).toEqual(['Of Mia']);
    expect((await shop.list(mia, 'Order', ['subject'])).totalCount).toBe(1);
    expect(await subjects(await shop.person('Nobody', []))).toEqual([]);
  });

  test('a reference to a record that may not be seen is null', async () => {
    const { rows } = await shop.list(ana, 'Order', ['subject', { customer: ['name'] }]);
    expect(rows).toEqual([
      { subject: 'For the large', customer: { name: 'Large Ltd' } },
      { subject: 'For the hidden', customer: null },
    ]);
  });

  test('children are only those that may be seen', async () => {
    const seenBy = async (who: Context) => {
      const { rows } = await shop.list(who, 'Customer', ['name', { orders: ['subject'] }]);
      return rows.map((each) => [
        each.name,
        (each.orders as { rows: { subject: string }[] }).rows.map((row) => row.subject),
      ]);
    };
    expect(await seenBy(chief)).toEqual([
      ['Large Ltd', ['For the large']],
      ['Hidden Ltd', ['For the hidden']],
    ]);
    expect(await seenBy(mia)).toEqual([['Large Ltd', []]]);
  });

  test('hidden fields are null, also in what is nested', async () => {
    expect((await shop.list(ana, 'Customer', ['name', 'secret'])).rows).toEqual([{ name: 'Large Ltd', secret: null }]);
    expect((await shop.list(chief, 'Customer', ['secret'], { id: large })).rows).toEqual([{ secret: 'top' }]);
    const nested = await shop.list(ana, 'Order', [{ customer: ['secret'] }], { id: order });
    expect(nested.rows).toEqual([{ customer: { secret: null } }]);
  });

  test('formulas are computed, by the database or here, over what the reader may not see himself', async () => {
    const { rows } = await shop.list(ana, 'Order', ['subject', 'vip', 'greeting']);
    expect(rows).toEqual([
      { subject: 'For the large', vip: true, greeting: 'for Lar (2)' },
      { subject: 'For the hidden', vip: false, greeting: 'for Hid (0)' },
    ]);
  });

  test('facts are a record with full sight, for those who may read it', async () => {
    const paths = [['subject'], ['customer', 'secret'], ['lines', 'product'], ['greeting']];
    const facts = (who: Context) =>
      shop.records.read(who, (reading) => reading.facts(shop.entity('Order'), order, paths));
    expect(await facts(ana)).toMatchObject({
      subject: 'For the large',
      customer: { secret: 'top' },
      lines: [{ product: 'Leg' }, { product: 'Seat' }],
      greeting: 'for Lar (2)',
    });
    expect(await facts(mia)).toBeUndefined();
  });

  test('history and decisions of what may not be read are not told, and hidden fields not in them', async () => {
    await shop.save(chief, 'Customer', { is: 'update', id: large, values: { secret: 'deeper', rating: 8 } });
    const history = (who: Context) =>
      shop.records.read(who, (reading) => reading.history(shop.entity('Customer'), [large, hidden]));
    const [first] = (await history(ana)).get(large) ?? [];
    expect(first?.changes).toEqual({ rating: [9, 8] });
    expect((await history(ana)).has(hidden)).toBe(false);
    expect((await history(chief)).get(large)?.[0]?.changes).toEqual({ secret: ['top', 'deeper'], rating: [9, 8] });
    expect(await shop.records.read(mia, (reading) => reading.decisions(order))).toEqual([]);
  });

  test('nobody learns a hidden value by filtering, ordering or over a relation', async () => {
    const text = { kind: 'string' } as const;
    const by = (path: string[]) =>
      shop.records.read(ana, (reading) =>
        reading.list({
          entity: shop.entity('Order'),
          select: new Map(),
          where: {
            is: 'compare',
            operator: '=',
            left: { is: 'field', path, type: text },
            right: { is: 'value', value: 'x', type: text },
          },
          orderBy: [],
          page: {},
          count: true,
        }),
      );
    await expect(by(['customer', 'secret'])).rejects.toThrow(RequestError);
    expect((await by(['customer', 'name'])).totalCount).toBe(0);
  });

  test('a condition over a record that is not seen treats it as absent', async () => {
    const text = { kind: 'string' } as const;
    const name = { is: 'field', path: ['customer', 'name'], type: text } as const;
    const count = async (who: Context, where: object) =>
      shop.records.read(who, async (reading) => {
        const query = { entity: shop.entity('Order'), select: new Map(), orderBy: [], page: {}, count: true };
        return (await reading.list({ ...query, where: where as never })).totalCount;
      });
    const isHidden = {
      is: 'compare',
      operator: '=',
      left: name,
      right: { is: 'value', value: 'Hidden Ltd', type: text },
    };
    expect([await count(chief, isHidden), await count(ana, isHidden)]).toEqual([1, 0]);
    const hasNone = { is: 'null', term: name };
    expect([await count(chief, hasNone), await count(ana, hasNone)]).toEqual([1, 1]);
    const isOther = { ...isHidden, operator: '!=' };
    expect([await count(chief, isOther), await count(ana, isOther)]).toEqual([2, 2]);
  });
});
