import { createIdentity } from '@dealwright/identity';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NOW, openShop, type Shop } from '../records/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

test('Who guesses at the name of another waits, and the other signs in from elsewhere; a hundred places together make all wait.', async () => {
  const identity = createIdentity({ store: shop.storage.store, model: () => shop.model, now: () => NOW });
  const { actor } = await shop.person('Ana', ['clerk']);
  const username = String((await shop.stored('User', actor.id, 'username')).username);
  await identity.setPassword(actor.id, 'correct horse battery');
  const guess = (address: string) => identity.login(username, 'wrong', address).catch(({ code }) => code);
  for (let tries = 0; tries < 6; tries++) await guess('stranger');
  expect(await guess('stranger')).toBe('RATE_LIMITED');
  expect(await identity.login(username, 'correct horse battery', 'home')).toMatchObject({ token: expect.any(String) });
  for (let place = 0; place < 100; place++) await guess(`place ${place}`);
  expect(await guess('home')).toBe('RATE_LIMITED');
});
