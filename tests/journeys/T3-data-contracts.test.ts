import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { attach, fire, generatedContract, heard, idOf, openTasks, read, relied, sign, states } from './steps.ts';

const journey = openJourney({ sandbox: true });
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

/** A signed contract with a fixed service of 45 EUR beside ten SIMs of 12 EUR. */
async function signed(): Promise<string> {
  const seller = journey.as('seller');
  const id = await generatedContract(seller, account, {
    lines: [
      { product: 'SIM-BIZ-M', quantity: 10 },
      { product: 'FIX-100', quantity: 1 },
    ],
    terms: { siteAddress: 'Str. Fabricii nr. 14, Cluj-Napoca', equipment: 'Router, rack de 12U' },
  });
  await sign(seller, id);
  await journey.settle();
  return id;
}

describe('T3: Fraud and support assess each data contract side by side, and the higher deposit is asked', () => {
  test('both are asked at the same time, although there are only ten SIMs', async () => {
    const id = await signed();
    const fraud = journey.as('fraud');
    expect(await read(fraud, 'Contract', id, 'assessors')).toEqual({ assessors: ['fraud', 'ma_support'] });
    const subject = expect.stringMatching(/^De evaluat: CT-2026-/);
    expect(await heard(fraud, id)).toEqual([subject]);
    expect(await heard(journey.as('masupport'), id)).toEqual([subject]);
    expect([...(await openTasks(fraud, id)).keys()].sort()).toEqual(['fraud-check', 'support-check']);
    expect((await relied(fraud, id, 'risk-assessment'))[0]?.matched.map(({ rule }) => rule)).toEqual(['2', '3']);
  });

  test('activation waits for both, in any order, and the higher of the two deposits is asked', async () => {
    const id = await signed();
    const [seller, masupport] = [journey.as('seller'), journey.as('masupport')];
    await fire(masupport, 'Contract', id, 'complete-support-check', { supportRisk: 'high' });
    expect(await states(seller, 'Contract', id)).toEqual(['signed', 'assessing']);
    expect((await fire(masupport, 'Contract', id, 'activate')).status).toBeNull();
    await fire(journey.as('fraud'), 'Contract', id, 'complete-fraud-check', { fraudRisk: 'medium' });
    // Support has looked at it already: nobody asks again.
    expect(await states(seller, 'Contract', id)).toEqual(['signed', 'pending']);
    expect(await read(masupport, 'Contract', id, 'monthlyTotal deposit { amount currency }')).toEqual({
      monthlyTotal: '165.00',
      deposit: { amount: '495.00', currency: 'EUR' },
    });
    await attach(seller, 'Contract', id, 'deposit-proof');
    await fire(seller, 'Contract', id, 'prove-payment', { depositPaidOn: '2026-03-12' });
    expect((await fire(masupport, 'Contract', id, 'activate')).problems).toEqual([]);
    await journey.settle();
    expect(await read(masupport, 'Contract', id, 'status')).toEqual({ status: 'activated' });
  });
});
