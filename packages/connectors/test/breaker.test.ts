import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backOff } from '../src/back-off.ts';
import { Breaker } from '../src/breaker.ts';

const RULE = { failures: 3, rest: 1_000 };

function broken(at = 0): Breaker {
  const breaker = new Breaker();
  for (let i = 0; i < RULE.failures; i++) breaker.failed(RULE, at);
  return breaker;
}

describe('the breaker', () => {
  test('opens after so many failures one after the other, and no sooner', () => {
    const breaker = new Breaker();
    breaker.failed(RULE, 0);
    breaker.failed(RULE, 0);
    breaker.succeeded();
    breaker.failed(RULE, 0);
    breaker.failed(RULE, 0);
    expect(breaker.restsUntil(RULE, 0)).toBeUndefined();
    breaker.failed(RULE, 0);
    expect(breaker.restsUntil(RULE, 1)).toBe(1_000);
  });

  test('lets one try after the rest, while the others wait', () => {
    const breaker = broken();
    expect(breaker.restsUntil(RULE, 1_000)).toBeUndefined();
    expect(breaker.state(RULE, 1_000)).toBe('half-open');
    expect(breaker.restsUntil(RULE, 1_000)).toBeGreaterThan(1_000);
  });

  test('closes when the one succeeds, and opens again at once when it fails', () => {
    const well = broken();
    well.restsUntil(RULE, 1_000);
    well.succeeded();
    expect(well.restsUntil(RULE, 1_000)).toBeUndefined();
    const ill = broken();
    ill.restsUntil(RULE, 1_000);
    ill.failed(RULE, 1_100);
    expect(ill.restsUntil(RULE, 1_101)).toBe(2_100);
  });

  test('lets another one try when the one asked nobody after all', () => {
    const breaker = broken();
    breaker.restsUntil(RULE, 1_000);
    breaker.abandoned();
    expect(breaker.restsUntil(RULE, 1_000)).toBeUndefined();
  });

  test('does not rest for ever when the clock is set back', () => {
    expect(broken(5_000_000).restsUntil(RULE, 0)).toBeUndefined();
  });

  test('after any story is asked again at last', () => {
    const step = fc.record({ failed: fc.boolean(), wait: fc.integer({ min: -2_000, max: 3_000 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const breaker = new Breaker();
        let now = 10_000;
        for (const { failed, wait } of steps) {
          now += wait;
          if (breaker.restsUntil(RULE, now) !== undefined) continue;
          if (failed) breaker.failed(RULE, now);
          else breaker.succeeded();
        }
        for (let i = 0; i < 3; i++) now = Math.max(now, breaker.restsUntil(RULE, now) ?? now);
        breaker.succeeded();
        expect(breaker.state(RULE, now)).toBe('closed');
      }),
    );
  });
});

describe('the wait between attempts', () => {
  const retry = { times: 5, first: 1_000, most: 60_000 };

  test('doubles up to the most', () => {
    const waits = [1, 2, 3, 7, 8, 50].map((number) => backOff(retry, number, () => 1));
    expect(waits).toEqual([1_000, 2_000, 4_000, 60_000, 60_000, 60_000]);
  });

  test('is shortened by chance, but by no more than a half', () => {
    expect(backOff(retry, 3, () => 0)).toBe(2_000);
  });

  test('is at least what the system asks for, and at most a day of that', () => {
    expect(backOff(retry, 1, () => 1, 30_000)).toBe(30_000);
    expect(backOff(retry, 1, () => 1, 1e12)).toBe(86_400_000);
  });
});
