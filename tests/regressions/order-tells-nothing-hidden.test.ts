import { ENTITY } from '@dealwright/entities';
import type { Context, PageOfRows } from '@dealwright/records';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop } from '../records/shop.ts';

let shop: Shop;
let ana: Context;
beforeAll(async () => {
  shop = await openShop();
  ana = await shop.person('Ana', ['clerk'], 'sales');
  const ion = await shop.person('Ion', ['clerk'], 'sales');
  // Small customers are seen by their owner only; orders by the whole team.
  const customers = [
    { name: 'Aaa', size: 'small', owner: ion.actor.id },
    { name: 'Bbb', size: 'large', owner: ion.actor.id },
    { name: 'Ccc', size: 'small', owner: ana.actor.id },
  ];
  for (const values of customers) {
    const customer = await shop.create(shop.system, 'Customer', values);
    await shop.create(shop.system, 'Order', { subject: `for ${values.name}`, customer, owner: ion.actor.id });
  }
});
afterAll(() => shop.close());

function list(page: object, path: readonly string[] = ['customer', 'name']): Promise<PageOfRows> {
  const entity = shop.model.get(ENTITY, 'Order');
  const subject = entity.fields.get('subject');
  if (!subject) throw new Error('subject');
  const select = new Map([['subject', { is: 'field' as const, field: subject }]]);
  return shop.records.list(ana, { entity, select, orderBy: [{ path, descending: false }], page, count: false });
}
const subjects = ({ rows }: PageOfRows) => rows.map((row) => row.subject);

test('Records that a person may not see count as absent in an order over them, on every page.', async () => {
  expect(subjects(await list({}))).toEqual(['for Bbb', 'for Ccc', 'for Aaa']);
  const first = await list({ first: 2 });
  expect(subjects(first)).toEqual(['for Bbb', 'for Ccc']);
  expect(subjects(await list({ first: 2, after: first.cursors[1] }))).toEqual(['for Aaa']);
  expect(Buffer.from((await list({ last: 1 })).cursors[0] ?? '', 'base64url').toString()).not.toContain('Aaa');
});

test('An order by a hidden field of a related record is FORBIDDEN.', async () => {
  await expect(list({}, ['customer', 'secret'])).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
