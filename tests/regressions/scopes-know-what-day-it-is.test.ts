import type { Context } from '@dealwright/records';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop, told } from '../records/shop.ts';

let shop: Shop;
let planner: Context;

beforeAll(async () => {
  shop = await openShop(new URL('./dated-scopes/', import.meta.url));
  planner = await shop.person('Ana', ['planner']);
});
afterAll(() => shop.close());

const task = (due: string) => shop.create(shop.system, 'Chore', { subject: 'Call', due });

test('Scopes that ask for the day hold for writes as they hold for lists.', async () => {
  const [open, closed] = [await task('2026-03-03'), await task('2026-03-02')];
  const update = (id: string) => shop.save(planner, 'Chore', { is: 'update', id, values: { subject: 'Write' } });
  expect(told(await update(open))).toEqual([]);
  expect(told(await update(closed))).toEqual(['NOT_FOUND id']);
  const create = (due: string) => shop.save(planner, 'Chore', { is: 'create', values: { subject: 'Go', due } });
  expect(told(await create('2026-03-03'))).toEqual([]);
  expect(told(await create('2026-03-02'))).toEqual(['FORBIDDEN']);
  expect(told(await shop.save(planner, 'Chore', { is: 'delete', id: open }))).toEqual([]);
});

test('Scopes that ask for the day hold for downloads, too.', async () => {
  const { files } = shop.storage;
  const attach = async (record: string) => {
    const attachedTo = { entity: 'Chore', record, as: 'note' };
    const file = { name: 'note.txt', mediaType: 'text/plain', bytes: Buffer.from('x'), attachedTo, about: {} };
    return (await files.put(shop.system, file)).id;
  };
  const [open, closed] = [await attach(await task('2026-03-03')), await attach(await task('2026-03-02'))];
  expect(await files.find(planner, open)).toMatchObject({ name: 'note.txt' });
  expect(await files.find(planner, closed)).toBeUndefined();
});
