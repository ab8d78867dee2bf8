import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop } from '../records/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const save = (roles: unknown) =>
  shop.save(shop.system, 'User', {
    is: 'create',
    values: { username: `u${Math.random()}`.replace('0.', ''), name: 'U', roles: roles as never },
  });

test('A user gets only roles that there are; what is near is suggested.', async () => {
  const { problems } = await save(['clerk', 'cheif', 'nobody at all']);
  expect(problems).toMatchObject([
    {
      code: 'UNKNOWN_ROLE',
      path: ['input', 'roles'],
      message: { en: 'There is no role `cheif`.' },
      hint: { en: expect.stringContaining('chief') },
    },
    { code: 'UNKNOWN_ROLE', path: ['input', 'roles'], hint: { en: expect.stringContaining('`clerk`') } },
  ]);
  expect((await save(['clerk', 'chief'])).problems).toEqual([]);
  expect((await save(null)).problems).toEqual([]);
  expect((await save('clerk')).problems).toMatchObject([{ code: 'ROLES_NOT_A_LIST', path: ['input', 'roles'] }]);
  expect((await save([{ name: 'clerk' }])).problems).toMatchObject([{ code: 'ROLES_NOT_A_LIST' }]);
});
