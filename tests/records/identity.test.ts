import { RequestError } from '@dealwright/diagnostics';
import { createIdentity, type Identity } from '@dealwright/identity';
import type { Context } from '@dealwright/records';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NOW, openShop, type Shop } from './shop.ts';

let shop: Shop;
let identity: Identity;
let now = NOW;
const later = (milliseconds: number) => {
  now = new Date(Date.parse(now) + milliseconds).toISOString();
};
const HOUR = 3_600_000;

beforeAll(async () => {
  shop = await openShop();
  identity = createIdentity({ store: shop.storage.store, model: () => shop.model, now: () => now, sessionHours: 12 });
});
afterAll(() => shop.close());

async function user(name: string, password?: string): Promise<{ context: Context; username: string }> {
  const context = await shop.person(name, ['clerk'], 'East');
  const { username } = await shop.stored('User', context.actor.id, 'username');
  if (password) expect(await identity.setPassword(context.actor.id, password)).toEqual([]);
  return { context, username: String(username) };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => (error instanceof RequestError ? [error.code, error.message] : error),
  );

describe('signing in', () => {
  test('gives a token that stands for the person until it expires', async () => {
    const { context, username } = await user('Ana', 'correct horse battery');
    const { token, expiresAt } = await identity.login(`  ${username.toUpperCase()} `, 'correct horse battery');
    expect(expiresAt).toBe(new Date(Date.parse(now) + 12 * HOUR).toISOString());
    expect(await identity.signedIn(token)).toEqual({ actor: context.actor, locale: undefined, zone: undefined });
    later(12 * HOUR);
    expect(await identity.signedIn(token)).toBeUndefined();
  });

  test('says the same of an unknown user, a wrong password, and a name that no database can hold', async () => {
    const { username } = await user('Ana', 'correct horse battery');
    const { username: without } = await user('Nopass');
    const wrong = ['UNAUTHENTICATED', 'The user name or the password is wrong.'];
    expect(await codeOf(identity.login(username, 'wrong'))).toEqual(wrong);
    expect(await codeOf(identity.login('nobody', 'wrong'))).toEqual(wrong);
    expect(await codeOf(identity.login(without, ''))).toEqual(wrong);
    expect(await codeOf(identity.login('a\u0000b\ud800', 'wrong'))).toEqual(wrong);
  });

  test('makes one wait after repeated failures, whether the name exists or not', async () => {
    const { username } = await user('Ana', 'correct horse battery');
    for (const name of [username, 'nobody-at-all']) {
      for (let tries = 0; tries < 5; tries++) await codeOf(identity.login(name, 'wrong', `of ${name}`));
      expect((await codeOf(identity.login(name, 'correct horse battery', `of ${name}`)))?.[0]).toBe('RATE_LIMITED');
    }
    later(60_000);
    expect(await codeOf(identity.login(username, 'correct horse battery'))).toBeUndefined();
  });

  test('many guesses at the same moment are no more than one after the other', async () => {
    const { username } = await user('Ana', 'correct horse battery');
    const guesses = Array.from({ length: 12 }, (_, index) => codeOf(identity.login(username, `guess ${index}`, 'far')));
    const codes = (await Promise.all(guesses)).map((each) => each?.[0]);
    expect(codes.filter((each) => each === 'UNAUTHENTICATED')).toHaveLength(5);
    expect(codes.filter((each) => each === 'RATE_LIMITED')).toHaveLength(7);
  });

  test('a token is nothing after logging out, and a session keeps only its hash', async () => {
    const { username } = await user('Ana', 'correct horse battery');
    const { token } = await identity.login(username, 'correct horse battery');
    const kept = await shop.sql('select * from session');
    expect(JSON.stringify(kept)).not.toContain(token);
    await identity.logout(token);
    expect(await identity.signedIn(token)).toBeUndefined();
    await identity.logout('never was one');
  });

  test('a person who is no longer active is signed out, and cannot sign in', async () => {
    const { context, username } = await user('Ana', 'correct horse battery');
    const { token } = await identity.login(username, 'correct horse battery');
    await shop.save(shop.system, 'User', { is: 'update', id: context.actor.id, values: { active: false } });
    later(10_000);
    expect(await identity.signedIn(token)).toBeUndefined();
    expect((await codeOf(identity.login(username, 'correct horse battery')))?.[0]).toBe('UNAUTHENTICATED');
  });

  test('a zone that does not exist is no wish', async () => {
    const { context, username } = await user('Ana', 'correct horse battery');
    const zoneOf = async (zone: string) => {
      await shop.save(shop.system, 'User', { is: 'update', id: context.actor.id, values: { zone } });
      const { token } = await identity.login(username, 'correct horse battery');
      return (await identity.signedIn(token))?.zone;
    };
    expect([await zoneOf('Mars/Olympus'), await zoneOf('Europe/Bucharest')]).toEqual([undefined, 'Europe/Bucharest']);
  });

  test('new roles count within seconds', async () => {
    const { context, username } = await user('Ana', 'correct horse battery');
    const { token } = await identity.login(username, 'correct horse battery');
    await identity.signedIn(token);
    await shop.save(shop.system, 'User', { is: 'update', id: context.actor.id, values: { roles: ['chief'] } });
    later(10_000);
    expect((await identity.signedIn(token))?.actor.roles).toEqual(['chief']);
  });
});

describe('passwords', () => {
  test('a new one ends all sessions; a short one is refused', async () => {
    const { context, username } = await user('Ana', 'correct horse battery');
    const { token } = await identity.login(username, 'correct horse battery');
    expect((await identity.setPassword(context.actor.id, 'short')).map((each) => each.code)).toEqual(['WEAK_PASSWORD']);
    expect(await identity.setPassword(context.actor.id, 'demo', { weak: true })).toEqual([]);
    expect(await identity.signedIn(token)).toBeUndefined();
    expect(await codeOf(identity.login(username, 'demo'))).toBeUndefined();
  });

  test('leave no trace: not in history, not in reading, not writable by anybody', async () => {
    const { context } = await user('Ana', 'correct horse battery');
    const boss = await shop.person('Boss', ['boss']);
    expect(
      JSON.stringify(await shop.sql(`select * from dealwright.history where record = '${context.actor.id}'`)),
    ).not.toContain('argon2');
    const { rows } = await shop.list(boss, 'User', ['name', 'passwordHash'], { id: context.actor.id });
    expect(rows).toEqual([{ name: 'Ana', passwordHash: null }]);
    const values = { passwordHash: 'x' };
    const saved = await shop.save(boss, 'User', { is: 'update', id: context.actor.id, values });
    expect(saved.problems[0]?.code).toBe('UNKNOWN_FIELD');
  });
});
