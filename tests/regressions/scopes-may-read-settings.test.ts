import type { Context } from '@dealwright/records';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop, told } from '../records/shop.ts';

let shop: Shop;
let planner: Context;
beforeAll(async () => {
  shop = await openShop(new URL('./settings-in-scopes/', import.meta.url));
  planner = await shop.person('Ana', ['planner']);
});
afterAll(() => shop.close());

test('A scope, and a formula over a list, that read a setting find its value.', async () => {
  const task = (subject: string, effort: number) => shop.create(shop.system, 'Chore', { subject, effort });
  const [middle, small] = [await task('middle', 5), await task('small', 4)];
  await task('large', 6);
  const { rows } = await shop.list(planner, 'Chore', ['subject', 'isSmall']);
  expect(rows).toEqual([
    { subject: 'middle', isSmall: true },
    { subject: 'small', isSmall: true },
  ]);
  const update = (id: string) => shop.save(planner, 'Chore', { is: 'update', id, values: { subject: 'done' } });
  expect(told(await update(small))).toEqual([]);
  expect(told(await update(middle))).toEqual(['FORBIDDEN']);
});
