import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { actions, fire, generatedContract, idOf, read, relied, told } from './steps.ts';

const journey = openJourney({ effects: true });
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

async function signed(sims: number): Promise<string> {
  const seller = journey.as('seller');
  // The welcome offers begin at five SIMs, this one at ten: what lies below is a loyalty offer.
  const id = await generatedContract(seller, account, {
    standardOffer: 'LOYAL-2026',
    lines: [{ product: 'SIM-BIZ-M', quantity: sims }],
  });
  expect(await fire(seller, 'Contract', id, 'sign', { signedOn: '2026-03-09' })).toEqual({
    status: 'signed',
    problems: [],
  });
  return id;
}

describe('V1: a signed contract with more than ten SIMs goes to Fraud first', () => {
  test('ten SIMs go straight to activation', async () => {
    const id = await signed(10);
    expect(await read(journey.as('masupport'), 'Contract', id, 'sims assessors deposit { amount }')).toEqual({
      sims: 10,
      assessors: [],
      deposit: null,
    });
    const early = await fire(journey.as('fraud'), 'Contract', id, 'assess-for-fraud', { fraudRisk: 'high' });
    expect(early.problems.map(({ message }) => message)).toEqual(['This contract needs no check by Fraud.']);
    expect(await fire(journey.as('masupport'), 'Contract', id, 'activate')).toEqual({
      status: 'activated',
      problems: [],
    });
  });

  test('eleven are checked by Fraud, who is told; until then nobody activates', async () => {
    const id = await signed(11);
    const masupport = journey.as('masupport');
    expect(await told(journey.as('fraud'), id, 1)).toEqual([expect.stringMatching(/^De evaluat: CT-2026-/)]);
    expect(await read(masupport, 'Contract', id, 'assessors')).toEqual({ assessors: ['fraud'] });
    expect((await relied(masupport, id, 'risk-assessment'))[0]?.matched).toEqual([
      { rule: '1', because: 'Fraud checks a voice contract of so many SIMs.' },
    ]);
    expect((await actions(masupport, 'Contract', id)).get('activate')).toMatchObject({
      possible: false,
      reasons: ['The risk of this contract is still to be assessed.'],
    });
    expect(await fire(journey.as('fraud'), 'Contract', id, 'assess-for-fraud', { fraudRisk: 'low' })).toEqual({
      status: 'signed',
      problems: [],
    });
    expect(await read(masupport, 'Contract', id, 'fraudRisk deposit { amount }')).toEqual({
      fraudRisk: 'low',
      deposit: { amount: '0.00' },
    });
    expect(await fire(masupport, 'Contract', id, 'activate')).toEqual({ status: 'activated', problems: [] });
  });

  test('a seller assesses no risk, and Fraud signs no contract', async () => {
    const id = await signed(12);
    for (const [username, event] of [
      ['seller', 'assess-for-fraud'],
      ['masupport', 'assess-for-fraud'],
      ['fraud', 'activate'],
    ] as const) {
      const { status, problems } = await fire(journey.as(username), 'Contract', id, event, { fraudRisk: 'low' });
      expect({ username, status, refused: problems.length }).toEqual({ username, status: null, refused: 1 });
    }
  });
});
