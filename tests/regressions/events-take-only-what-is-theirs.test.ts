import { beforeAll, expect, test } from '@jest/globals';
import { openJourney } from '../journeys/harness.ts';
import { createAccount, createOffer, fire } from '../journeys/steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await createAccount(journey.as('seller'), { fiscalCode: '36504823' });
});

async function approved(): Promise<string> {
  const seller = journey.as('seller');
  const lines = [{ product: 'SIM-BIZ-M', quantity: 20, discount: '10.00' }];
  const id = await createOffer(seller, { account, standardOffer: 'GROW-2026', lines });
  expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'approved', problems: [] });
  return id;
}

const refused = (path: string) => expect.objectContaining({ code: 'FORBIDDEN', path: ['input', path] });

test('An event of an approved offer brings no field that its seller may not update any more.', async () => {
  const seller = journey.as('seller');
  const id = await approved();
  const input = { contractMonths: 1, validUntil: '2099-01-01', answer: 'Da.' };
  expect(await fire(seller, 'Offer', id, 'accept', input)).toEqual({
    status: null,
    problems: Object.keys(input).map(refused),
  });
  expect(await fire(seller, 'Offer', id, 'accept')).toEqual({ status: 'accepted', problems: [] });
  const { offer } = await seller.ask('query ($id: ID!) { offer(id: $id) { contractMonths answer } }', { id });
  expect(offer).toEqual({ contractMonths: 24, answer: null });
});

test('An event still brings what it needs, and whoever may update the record may bring more.', async () => {
  const seller = journey.as('seller');
  const id = await approved();
  expect(await fire(seller, 'Offer', id, 'ask-for-more', { request: 'Încă 2 %.' })).toMatchObject({ problems: [] });
  const answer = 'Aprobat.';
  expect(await fire(journey.as('pricing'), 'Offer', id, 'agree-pricing', { answer })).toMatchObject({ problems: [] });
});

test('Nobody becomes the owner who may fire an event by saying so in its input.', async () => {
  const seller = journey.as('seller');
  const id = await createOffer(seller, {
    account,
    standardOffer: 'GROW-2026',
    lines: [{ product: 'SIM-BIZ-M', quantity: 20 }],
  });
  const admin = journey.as('admin');
  const { me } = await admin.ask('{ me { id } }');
  const owner = (me as { id: string }).id;
  const { status, problems } = await fire(admin, 'Offer', id, 'submit', { owner });
  expect({ status, problems }).toEqual({ status: null, problems: [refused('owner')] });
  expect((await fire(admin, 'Offer', id, 'submit')).problems).toMatchObject([{ code: 'EVENT_NOT_ALLOWED' }]);
});
