import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { decide, fire, generatedContract, idOf, read, relied, sign, update } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

async function qualified(change: JsonObject) {
  const masupport = journey.as('masupport');
  expect(await update(masupport, 'Account', account, change)).toEqual([]);
  expect((await fire(masupport, 'Account', account, 'qualify')).problems).toEqual([]);
  const [answer] = await relied(masupport, account, 'ma-qualification');
  const seen = await read(masupport, 'Account', account, 'segment qualifiedBy qualifiedOn');
  return { ...seen, rule: answer?.matched[0]?.rule };
}

describe('M1: accounts are qualified by value, by an activation, or on request', () => {
  test.each<[string, JsonObject, string, string, string]>([
    ['over 500 EUR a month', { currentMonthlyValue: { amount: '500.01' } }, 'MA', 'value', '3'],
    ['of exactly 500 EUR', { currentMonthlyValue: { amount: '500.00' } }, 'GBM_High', 'size', '5'],
    ['on request of Sales', { majorRequested: true }, 'MA', 'request', '4'],
    [
      'M7: of many SIMs and little value',
      { majorRequested: false, currentMonthlyValue: { amount: '150.00' } },
      'GBM_Medium',
      'size',
      '6',
    ],
    ['M7: of few SIMs', { activeSims: 9 }, 'GBM_Low', 'size', '7'],
  ])('an account %s', async (_, change, segment, qualifiedBy, rule) => {
    expect(await qualified(change)).toEqual({ segment, qualifiedBy, qualifiedOn: '2026-03-02', rule });
  });

  test('a contract of more than fifty SIMs makes a major account at once, and its value is computed by the platform', async () => {
    const seller = journey.as('seller');
    await update(journey.as('masupport'), 'Account', account, { segment: 'MA' });
    const contract = await generatedContract(seller, account, {
      standardOffer: 'MAJOR-2026',
      lines: [{ product: 'SIM-BIZ-L', quantity: 51 }],
      terms: { userGroups: 'Agenți: date; birou: voce' },
    });
    expect(await read(seller, 'Account', account, 'largestActivation contractedMonthly')).toEqual({
      largestActivation: null,
      contractedMonthly: '0',
    });
    await sign(seller, contract);
    expect(await read(seller, 'Account', account, 'largestActivation contractedMonthly')).toEqual({
      largestActivation: 51,
      contractedMonthly: '918.00',
    });
    expect(await qualified({})).toMatchObject({ segment: 'MA', qualifiedBy: 'activation', rule: '2' });
  });

  test('Sales asks for a major account by an event, once, and writes nothing else of a customer', async () => {
    const seller = journey.as('seller');
    await update(journey.as('masupport'), 'Account', account, { majorRequested: false });
    expect((await fire(seller, 'Account', account, 'request-major')).problems).toEqual([]);
    expect(await read(seller, 'Account', account, 'majorRequested')).toEqual({ majorRequested: true });
    expect((await fire(seller, 'Account', account, 'request-major')).problems).toHaveLength(1);
    const written = update(seller, 'Account', account, { unpaidInvoices: 0 } as never);
    expect(await written.catch((error: Error) => [error.message])).not.toEqual([]);
  });

  test('neither a seller nor telemarketing qualifies an account', async () => {
    for (const username of ['seller', 'telesales']) {
      const { problems } = await fire(journey.as(username), 'Account', account, 'qualify');
      expect(problems).toHaveLength(1);
    }
  });

  test('a value that is no number is told, and qualifies nobody', async () => {
    const { outcome } = await decide(journey.as('manager'), 'ma-qualification', {
      currentMonthlyValue: { amount: 'a lot' },
      contractedMonthly: 0,
      activeSims: 3,
    });
    expect(outcome).toEqual({ segment: 'GBM-Low', trigger: 'size' });
  });
});
