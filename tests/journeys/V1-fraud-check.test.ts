import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { actions, fire, generatedContract, heard, idOf, openTasks, read, relied, sign, states } from './steps.ts';

const journey = openJourney({ sandbox: true });
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
  expect(await sign(seller, id)).toEqual({ status: 'signed', problems: [] });
  await journey.settle();
  return id;
}

describe('V1: a signed contract with more than ten SIMs goes to Fraud first', () => {
  test('ten SIMs go straight to activation, and support is told', async () => {
    const id = await signed(10);
    const masupport = journey.as('masupport');
    expect(await read(masupport, 'Contract', id, 'sims assessors deposit { amount }')).toEqual({
      sims: 10,
      assessors: [],
      deposit: null,
    });
    expect(await states(masupport, 'Contract', id)).toEqual(['signed', 'to-activate']);
    expect(await heard(masupport, id)).toEqual([expect.stringMatching(/^De activat: CT-2026-/)]);
    expect(await heard(journey.as('fraud'), id)).toEqual([]);
    expect((await openTasks(journey.as('fraud'), id)).size).toBe(0);
  });

  test('eleven are checked by Fraud, who is asked and told; until then nobody activates', async () => {
    const id = await signed(11);
    const [fraud, masupport] = [journey.as('fraud'), journey.as('masupport')];
    expect(await heard(fraud, id)).toEqual([expect.stringMatching(/^De evaluat: CT-2026-/)]);
    expect(await read(masupport, 'Contract', id, 'assessors')).toEqual({ assessors: ['fraud'] });
    expect((await relied(masupport, id, 'risk-assessment'))[0]?.matched).toEqual([
      { rule: '1', because: 'Fraud checks a voice contract of so many SIMs.' },
    ]);
    expect([...(await openTasks(fraud, id)).keys()]).toEqual(['fraud-check']);
    expect(await states(masupport, 'Contract', id)).toEqual(['signed', 'assessing']);
    expect((await fire(masupport, 'Contract', id, 'activate')).status).toBeNull();
    const cleared = await fire(fraud, 'Contract', id, 'complete-fraud-check', { fraudRisk: 'low' });
    expect(cleared).toEqual({ status: 'signed', problems: [] });
    expect(await read(masupport, 'Contract', id, 'fraudRisk deposit { amount }')).toEqual({
      fraudRisk: 'low',
      deposit: { amount: '0.00' },
    });
    expect((await actions(masupport, 'Contract', id)).get('activate')).toMatchObject({ possible: true });
    expect((await openTasks(fraud, id)).size).toBe(0);
  });

  test('a seller assesses no risk, Fraud activates nothing, and an assessment comes once', async () => {
    const id = await signed(12);
    for (const [username, event] of [
      ['seller', 'complete-fraud-check'],
      ['masupport', 'complete-fraud-check'],
      ['fraud', 'activate'],
    ] as const) {
      const { status, problems } = await fire(journey.as(username), 'Contract', id, event, { fraudRisk: 'low' });
      expect({ username, status, refused: problems.length > 0 }).toEqual({ username, status: null, refused: true });
    }
    const fraud = journey.as('fraud');
    const silent = await fire(fraud, 'Contract', id, 'complete-fraud-check');
    expect(silent.problems.map(({ path }) => path?.at(-1))).toEqual(['fraudRisk']);
    await fire(fraud, 'Contract', id, 'complete-fraud-check', { fraudRisk: 'low' });
    const again = await fire(fraud, 'Contract', id, 'complete-fraud-check', { fraudRisk: 'high' });
    expect(again.problems).toHaveLength(1);
    expect(await read(fraud, 'Contract', id, 'fraudRisk')).toEqual({ fraudRisk: 'low' });
  });

  test('X1: an assessment is due within a working day; then the manager is told, once', async () => {
    const id = await signed(13);
    const manager = journey.as('manager');
    await journey.pass('1 working days');
    await journey.pass('2 working days');
    const late = (await heard(manager, id)).filter((subject) => /CT-2026-/.test(subject));
    expect(late).toHaveLength(1);
    expect((await openTasks(journey.as('fraud'), id)).get('fraud-check')).toMatchObject({
      escalatedAt: expect.any(String),
    });
  });
});
