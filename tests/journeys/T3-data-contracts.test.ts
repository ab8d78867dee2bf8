import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { fire, generatedContract, idOf, read, relied, told } from './steps.ts';

const journey = openJourney({ effects: true });
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
  await fire(seller, 'Contract', id, 'sign', { signedOn: '2026-03-09' });
  return id;
}

describe('T3: Fraud and support assess each data contract, and the higher deposit is asked', () => {
  test('both are told, although there are only ten SIMs', async () => {
    const id = await signed();
    expect(await read(journey.as('fraud'), 'Contract', id, 'assessors')).toEqual({
      assessors: ['fraud', 'ma_support'],
    });
    const subject = expect.stringMatching(/^De evaluat: CT-2026-/);
    expect(await told(journey.as('fraud'), id, 1)).toEqual([subject]);
    expect(await told(journey.as('masupport'), id, 1)).toEqual([subject]);
    expect((await relied(journey.as('fraud'), id, 'risk-assessment'))[0]?.matched.map(({ rule }) => rule)).toEqual([
      '2',
      '3',
    ]);
  });

  test('activation waits for both, and the higher of the two deposits is asked', async () => {
    const id = await signed();
    const masupport = journey.as('masupport');
    await fire(journey.as('fraud'), 'Contract', id, 'assess-for-fraud', { fraudRisk: 'medium' });
    const early = await fire(masupport, 'Contract', id, 'activate');
    expect(early.problems.map(({ message }) => message)).toContain(
      'The risk of this contract is still to be assessed.',
    );
    await fire(masupport, 'Contract', id, 'assess-for-support', { supportRisk: 'high' });
    expect(await read(masupport, 'Contract', id, 'monthlyTotal deposit { amount currency }')).toEqual({
      monthlyTotal: '165.00',
      deposit: { amount: '495.00', currency: 'EUR' },
    });
    expect(await fire(masupport, 'Contract', id, 'activate', { depositPaidOn: '2026-03-12' })).toMatchObject({
      status: 'activated',
    });
  });
});
