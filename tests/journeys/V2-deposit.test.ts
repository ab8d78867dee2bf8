import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { fire, generatedContract, idOf, read, relied } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

/** A signed contract of twenty SIMs at 12 EUR. */
async function signed(): Promise<string> {
  const seller = journey.as('seller');
  const id = await generatedContract(seller, account, { lines: [{ product: 'SIM-BIZ-M', quantity: 20 }] });
  await fire(seller, 'Contract', id, 'sign', { signedOn: '2026-03-09' });
  return id;
}

const deposit = async (id: string) =>
  (await read(journey.as('seller'), 'Contract', id, 'monthlyTotal deposit { amount }'))?.deposit;

describe('V2: the deposit follows from the risk, support may raise it, and activation waits for it', () => {
  test.each([
    ['low', '0.00'],
    ['medium', '240.00'],
    ['high', '720.00'],
  ])('at a %s risk the deposit of a contract of 240 EUR a month is %s', async (fraudRisk, amount) => {
    const id = await signed();
    expect(await fire(journey.as('fraud'), 'Contract', id, 'assess-for-fraud', { fraudRisk })).toEqual({
      status: 'signed',
      problems: [],
    });
    expect(await deposit(id)).toEqual({ amount });
  });

  test('support raises it, but cannot lower it: the higher counts, and both reasons are kept', async () => {
    const id = await signed();
    const masupport = journey.as('masupport');
    await fire(journey.as('fraud'), 'Contract', id, 'assess-for-fraud', { fraudRisk: 'medium' });
    await fire(masupport, 'Contract', id, 'assess-for-support', { supportRisk: 'low' });
    expect(await deposit(id)).toEqual({ amount: '240.00' });
    await fire(masupport, 'Contract', id, 'assess-for-support', { supportRisk: 'high' });
    expect(await deposit(id)).toEqual({ amount: '720.00' });
    const [answer] = await relied(masupport, id, 'deposit');
    expect(answer?.matched.map(({ because }) => because)).toContain('MA support sees a high risk.');
  });

  test('the contract is activated when the payment is proved, not before', async () => {
    const id = await signed();
    const masupport = journey.as('masupport');
    await fire(journey.as('fraud'), 'Contract', id, 'assess-for-fraud', { fraudRisk: 'high' });
    const early = await fire(masupport, 'Contract', id, 'activate');
    expect(early.problems.map(({ path }) => path?.at(-1))).toEqual(['depositPaidOn']);
    expect(await fire(masupport, 'Contract', id, 'activate', { depositPaidOn: '2026-03-10' })).toEqual({
      status: 'activated',
      problems: [],
    });
  });

  test('an unknown risk is refused at its field', async () => {
    const id = await signed();
    const { status, problems } = await fire(journey.as('fraud'), 'Contract', id, 'assess-for-fraud', {
      fraudRisk: 'terrible',
    });
    expect(status).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ path: ['input', 'fraudRisk'] })]);
  });
});
