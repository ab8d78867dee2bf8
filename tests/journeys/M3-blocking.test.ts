import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { fire, idOf, read, relied, update } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

const review = async () => {
  expect((await fire(journey.as('masupport'), 'Account', account, 'review-block')).problems).toEqual([]);
  const seen = await read(journey.as('masupport'), 'Account', account, 'blockedUntil');
  return seen?.blockedUntil;
};

describe('M3: accounts are blocked and unblocked by criteria, for a time that is a setting', () => {
  test('an ordinary account is not blocked', async () => {
    expect(await review()).toBeNull();
  });

  test('the dealer code blocks it for thirty days, and it keeps its segment meanwhile', async () => {
    const masupport = journey.as('masupport');
    await update(masupport, 'Account', account, { dealerCode: 'D-0417', currentMonthlyValue: { amount: '900.00' } });
    expect(await review()).toBe('2026-04-01');
    expect((await relied(masupport, account, 'account-block'))[0]?.matched).toEqual([
      { rule: 'dealer-code', because: 'The accounts of the dealer code are blocked.' },
    ]);
    await fire(masupport, 'Account', account, 'qualify');
    expect(await read(masupport, 'Account', account, 'segment qualifiedBy')).toEqual({
      segment: 'GBM_High',
      qualifiedBy: 'blocked',
    });
  });

  test('after that time it is qualified again, without anybody unblocking it', async () => {
    journey.at('2026-04-02T08:00:00.000Z');
    const masupport = journey.as('masupport');
    await fire(masupport, 'Account', account, 'qualify');
    expect(await read(masupport, 'Account', account, 'segment qualifiedBy')).toEqual({
      segment: 'MA',
      qualifiedBy: 'value',
    });
  });

  test('when the reason is gone a review unblocks it at once', async () => {
    const masupport = journey.as('masupport');
    expect(await review()).not.toBeNull();
    await update(masupport, 'Account', account, { dealerCode: null });
    expect(await review()).toBeNull();
  });
});
