import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { actions, createAccount, createOffer, fire, idOf } from './steps.ts';

const journey = openJourney();
let prospect: string;
beforeAll(async () => {
  prospect = await createAccount(journey.as('seller'), { fiscalCode: '36504823' });
});

const lines = [{ product: 'SIM-BIZ-M', quantity: 12, discount: '10.00' }];

async function submit(account: string, standardOffer: string, more = {}) {
  const seller = journey.as('seller');
  const id = await createOffer(seller, { account, standardOffer, lines, ...more });
  const { status, problems } = await fire(seller, 'Offer', id, 'submit');
  return { id, status, messages: problems.map(({ message }) => message) };
}

describe('O4: which offers a customer may have, and why not the others', () => {
  test('a prospect of the segment may have the offer', async () => {
    expect(await submit(prospect, 'GROW-2026')).toMatchObject({ status: 'approved', messages: [] });
  });

  test.each([
    ['the offer of major accounts', 'MAJOR-2026', 'The standard offer is made for other segments.'],
    ['the offer of existing customers', 'LOYAL-2026', 'The standard offer is for existing customers only.'],
  ])('it may not have %s, and the seller reads why', async (_, standardOffer, why) => {
    expect(await submit(prospect, standardOffer)).toMatchObject({ status: null, messages: [why] });
  });

  test('an existing customer may not have the welcome offer', async () => {
    const customer = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
    expect(await submit(customer, 'WELCOME-2026')).toMatchObject({
      status: null,
      messages: ['The standard offer is for new customers only.'],
    });
  });

  test('all reasons are told at once, before the seller submits', async () => {
    const seller = journey.as('seller');
    const debtor = await idOf(seller, 'Account', 'fiscalCode', '33184520');
    const id = await createOffer(seller, {
      account: debtor,
      standardOffer: 'START-2026',
      purpose: 're_signing',
      lines,
    });
    const submit = (await actions(seller, 'Offer', id)).get('submit');
    expect(submit).toMatchObject({ possible: false });
    expect(submit?.reasons).toEqual([
      'The standard offer is made for other segments.',
      'The customer has too many unpaid invoices.',
      'The present contract runs too long to be re-signed now.',
    ]);
  });

  test('when Collection records the payment, the customer is eligible again', async () => {
    const seller = journey.as('seller');
    const debtor = await idOf(seller, 'Account', 'fiscalCode', '33184520');
    const id = await createOffer(seller, {
      account: debtor,
      standardOffer: 'MAJOR-2026',
      lines: [{ product: 'SIM-BIZ-L', quantity: 60 }],
    });
    expect((await fire(seller, 'Offer', id, 'submit')).status).toBeNull();
    await journey
      .as('collection')
      .ask('mutation ($id: ID!) { updateAccount(id: $id, input: { unpaidInvoices: 1 }) { problems { code } } }', {
        id: debtor,
      });
    expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'approved', problems: [] });
  });

  test('the rules can be asked for every published offer without writing anything', async () => {
    const { standardOffers } = await journey.as('seller').ask(
      `query { standardOffers(filter: { status: { eq: published } }, orderBy: [{ code: ASC }]) {
        nodes { code segments audience status validFrom validTo }
      } }`,
    );
    const { nodes } = standardOffers as unknown as { nodes: { code: string; segments: string[]; audience: string }[] };
    const account = {
      segment: 'GBM-Medium',
      status: 'prospect',
      unpaidInvoices: 0,
      activeSims: 0,
      contractEndsOn: null,
    };
    const eligible: string[] = [];
    for (const { code, ...offer } of nodes) {
      const standardOffer = {
        ...offer,
        segments: offer.segments.map((each) => each.replace('_', '-')),
        audience: offer.audience.replace('_', '-'),
      };
      const { decide } = await journey
        .as('seller')
        .ask('query ($facts: JSON!) { decide(decision: "offer-eligibility", facts: $facts) { outcome } }', {
          facts: { purpose: 'acquisition', account, standardOffer },
        });
      if ((decide as unknown as { outcome: unknown[] }).outcome.length === 0) eligible.push(code);
    }
    expect(eligible).toEqual(['GROW-2026', 'START-2026', 'WELCOME-2026']);
  });
});
