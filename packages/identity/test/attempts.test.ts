import { describe, expect, test } from '@jest/globals';
import { Attempts } from '../src/attempts.ts';
import { hashPassword, isRightPassword } from '../src/password.ts';

describe('failed sign-ins', () => {
  test('cost nothing at first, then double the wait up to five minutes', () => {
    const attempts = new Attempts(5);
    const waits: number[] = [];
    for (let count = 0; count < 16; count++) {
      attempts.failed('ana', 0);
      waits.push(attempts.wait('ana', 0));
    }
    expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 1000, 2000, 4000, 8000]);
    expect(waits.at(-1)).toBe(300_000);
    expect(attempts.wait('ion', 0)).toBe(0);
  });

  test('are forgotten after a success, and the wait passes', () => {
    const attempts = new Attempts(1);
    attempts.failed('ana', 0);
    expect([attempts.wait('ana', 400), attempts.wait('ana', 1000)]).toEqual([600, 0]);
    attempts.succeeded('ana');
    expect(attempts.wait('ana', 0)).toBe(0);
  });
});

describe('passwords', () => {
  test('only the right one fits its hash, and nobody’s fits none', async () => {
    const hash = await hashPassword('open sesame');
    expect(hash).toMatch(/^\$argon2id\$/);
    expect(await isRightPassword(hash, 'open sesame')).toBe(true);
    expect(await isRightPassword(hash, 'open sesam')).toBe(false);
    expect(await isRightPassword(undefined, 'open sesame')).toBe(false);
    expect(await isRightPassword(undefined, 'no password at all')).toBe(false);
    expect(await isRightPassword(hash, `${'x'.repeat(1_000_000)}`)).toBe(false);
  });
});
