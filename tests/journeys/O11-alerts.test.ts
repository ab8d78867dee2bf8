import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { create, createAccount, createOffer, fire, heard, idOf, read, update } from './steps.ts';

const journey = openJourney();

const statusOf = async (offer: string) => (await read(journey.as('seller'), 'Offer', offer, 'status'))?.status;

describe('O11: an offer that expires', () => {
  let account: string;
  beforeAll(async () => {
    account = await createAccount(journey.as('seller'), { fiscalCode: '36504823' });
  });

  async function approved(): Promise<string> {
    const lines = [{ product: 'SIM-BIZ-M', quantity: 20, discount: '10.00' }];
    const id = await createOffer(journey.as('seller'), { account, standardOffer: 'GROW-2026', lines });
    expect(await fire(journey.as('seller'), 'Offer', id, 'submit')).toEqual({ status: 'approved', problems: [] });
    return id;
  }

  test('the seller is told five days before its last day, and again when it is over', async () => {
    const seller = journey.as('seller');
    const id = await approved();
    expect(await read(seller, 'Offer', id, 'validUntil')).toEqual({ validUntil: '2026-04-01' });
    await journey.pass('25 days');
    expect(await heard(seller, id)).toEqual([]);
    await journey.pass('1 days');
    expect(await heard(seller, id)).toEqual([expect.stringMatching(/^Expiră în curând: /)]);
    expect(await statusOf(id)).toBe('approved');
    await journey.pass('5 days');
    expect(await statusOf(id)).toBe('expired');
    expect(await heard(seller, id)).toEqual([expect.anything(), expect.stringMatching(/^Expirată: /)]);
  });

  test('an expired offer is not accepted; changed and submitted again it is valid again', async () => {
    const seller = journey.as('seller');
    const id = await approved();
    await journey.pass('31 days');
    expect((await fire(seller, 'Offer', id, 'accept')).status).toBeNull();
    expect(await fire(seller, 'Offer', id, 'revise')).toEqual({ status: 'draft', problems: [] });
    expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'approved', problems: [] });
    expect(await fire(seller, 'Offer', id, 'accept')).toEqual({ status: 'accepted', problems: [] });
  });

  test('an offer that was accepted in time never expires', async () => {
    const id = await approved();
    await fire(journey.as('seller'), 'Offer', id, 'accept');
    await journey.pass('60 days');
    expect(await statusOf(id)).toBe('accepted');
    expect(await heard(journey.as('seller'), id)).toEqual([]);
  });
});

describe('O11: an account that needs attention', () => {
  const customer = async (fiscalCode: string, more: Parameters<typeof createAccount>[1] = {}) =>
    createAccount(journey.as('seller'), { fiscalCode, name: `Client ${fiscalCode}`, ...more });

  test('a contract that ends in ninety days is told to whoever keeps the account', async () => {
    const seller = journey.as('seller');
    journey.at('2026-03-02T08:00:00.000Z');
    const account = await customer('22891860', { contractEndsOn: '2026-06-30' });
    await journey.pass('29 days');
    expect(await heard(seller, account)).toEqual([]);
    await journey.pass('3 days');
    expect(await heard(seller, account)).toEqual(['Se încheie contractul: Client 22891860']);
  });

  test('another end of the contract moves the alert', async () => {
    const seller = journey.as('seller');
    journey.at('2026-03-02T08:00:00.000Z');
    const account = await customer('18327456', { contractEndsOn: '2026-06-30', name: 'Client mutat' });
    expect(await update(journey.as('masupport'), 'Account', account, { contractEndsOn: '2028-06-30' })).toEqual([]);
    await journey.pass('40 days');
    expect(await heard(seller, account)).toEqual([]);
  });

  test('usage above the threshold is told once, and again when it rises again', async () => {
    const seller = journey.as('seller');
    const account = await customer('14399840', { name: 'Client activ' });
    const use = (usagePercent: string) => update(journey.as('masupport'), 'Account', account, { usagePercent });
    for (const percent of ['120', '121', '140', '90', '130']) {
      expect(await use(percent)).toEqual([]);
      await journey.settle();
    }
    expect(await heard(seller, account)).toEqual([
      'Utilizare ridicată: Client activ',
      'Utilizare ridicată: Client activ',
    ]);
  });

  test('sixty days without a contact are told to the owner and the manager; a visit begins them anew', async () => {
    const seller = journey.as('seller');
    journey.at('2026-03-02T08:00:00.000Z');
    const account = await customer('9010105', { name: 'Client tăcut' });
    await journey.pass('50 days');
    const owner = await idOf(journey.as('admin'), 'User', 'username', 'seller');
    const visit = await create(seller, 'Visit', { account, purpose: 'relation', plannedOn: '2026-04-21', owner });
    const done = { doneOn: '2026-04-21', outcome: 'Mulțumiți.' };
    expect(await fire(seller, 'Visit', visit.id as string, 'complete', done)).toEqual({ status: 'done', problems: [] });
    await journey.settle();
    await journey.pass('50 days');
    expect(await heard(seller, account)).toEqual([]);
    await journey.pass('12 days');
    expect(await heard(seller, account)).toEqual(['Fără contact: Client tăcut']);
    expect(await heard(journey.as('manager'), account)).toEqual(['Fără contact: Client tăcut']);
  });
});
