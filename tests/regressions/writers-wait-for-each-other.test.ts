import { beforeAll, expect, test } from '@jest/globals';
import { openJourney } from '../journeys/harness.ts';
import { createAccount, createLead, createOffer, fire } from '../journeys/steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await createAccount(journey.as('seller'), { fiscalCode: '36504823' });
});

test('While an offer is submitted nobody changes its lines beside it: what was decided is what is approved.', async () => {
  const seller = journey.as('seller');
  const raise = (id: string) =>
    seller.ask('mutation ($id: ID!) { updateOfferLine(id: $id, input: { discount: "60.00" }) { problems { code } } }', {
      id,
    });
  for (let turn = 0; turn < 8; turn++) {
    const offer = await createOffer(seller, {
      account,
      standardOffer: 'GROW-2026',
      lines: [{ product: 'SIM-BIZ-M', quantity: 20, discount: '10.00' }],
    });
    const { before } = await seller.ask('query ($id: ID!) { before: offer(id: $id) { lines { nodes { id } } } }', {
      id: offer,
    });
    const [line] = (before as unknown as { lines: { nodes: { id: string }[] } }).lines.nodes;
    const changing = raise(line?.id ?? '');
    const [submitted] = await Promise.all([fire(seller, 'Offer', offer, 'submit'), changing]);
    const { after } = await seller.ask('query ($id: ID!) { after: offer(id: $id) { status highestDiscount } }', {
      id: offer,
    });
    expect(submitted.problems).toEqual([]);
    expect([
      { status: 'approved', highestDiscount: '10.00' },
      { status: 'in_approval', highestDiscount: '60.00' },
    ]).toContainEqual(after);
  }
});

test('Of simultaneous leads for one customer one is stored, and the others are told of it.', async () => {
  const seller = journey.as('seller');
  const input = { channel: 'referral_direct_sales', companyName: 'Morăria Nouă S.R.L.', account };
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => createLead(seller, input)));
  expect(answers.filter(({ lead }) => lead !== null)).toHaveLength(1);
  const codes = answers.flatMap(({ lead, problems }) => (lead ? [] : [problems.map(({ code }) => code)]));
  expect(codes).toEqual(Array.from({ length: 5 }, () => ['DUPLICATE']));
});
