import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createAccount, createOffer, fire, type Line } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await createAccount(journey.as('seller'), { fiscalCode: '36504823' });
});

async function submitted(line: Line, more: JsonObject = {}): Promise<{ id: string; status: string | null }> {
  const seller = journey.as('seller');
  const id = await createOffer(seller, { account, standardOffer: 'GROW-2026', lines: [{ ...line }], ...more });
  const { status, problems } = await fire(seller, 'Offer', id, 'submit');
  expect(problems).toEqual([]);
  return { id, status };
}

const tooCheap: Line = { product: 'SIM-BIZ-M', quantity: 20, discount: '30.00' };

describe('O7: outside the limits an offer goes back to Marketing', () => {
  test.each<[string, Line, JsonObject, string]>([
    ['a discount above the limit goes to Pricing', tooCheap, {}, 'in_pricing'],
    [
      'too short a contract goes to Pricing',
      { product: 'SIM-BIZ-M', quantity: 20 },
      { contractMonths: 12 },
      'in_pricing',
    ],
    ['a tender goes to its own group', tooCheap, { purpose: 'tender' }, 'in_tender'],
  ])('%s', async (_, line, more, expected) => {
    expect(await submitted(line, more)).toMatchObject({ status: expected });
  });

  test('a device discount goes to Acquisition & Retention', async () => {
    const seller = journey.as('seller');
    const id = await createOffer(seller, {
      account,
      standardOffer: 'GROW-2026',
      lines: [
        { product: 'SIM-BIZ-M', quantity: 10 },
        { product: 'DEV-S24', quantity: 2, subsidy: '150.00' },
      ],
    });
    expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'in_retention', problems: [] });
  });

  test('the answer says which limits were crossed, with what was offered and what is allowed', async () => {
    const { id } = await submitted(tooCheap, { contractMonths: 12 });
    const { decide } = await journey
      .as('pricing')
      .ask(
        `query ($facts: JSON!) { decide(decision: "offer-limits", facts: $facts) { outcome matched { rule because } } }`,
        {
          facts: {
            ...{
              monthlyTotal: '168.00',
              sims: 20,
              highestDiscount: '30.00',
              highestSubsidy: '0.00',
              contractMonths: 12,
            },
            standardOffer: { maxDiscount: '20.00', minMonths: 24, maxMonths: 36 },
          },
        },
      );
    expect(decide).toEqual({
      outcome: [
        { type: 'outside', limit: 'discount', allowed: '20.00', offered: '30.00' },
        { type: 'outside', limit: 'fewest-months', allowed: 24, offered: 12 },
      ],
      matched: [
        { rule: 'discount-above-limit', because: "A discount is above the offer's limit." },
        { rule: 'too-few-months', because: 'The contract is shorter than the offer asks for.' },
      ],
    });
    const { decisions } = await journey
      .as('pricing')
      .ask('query ($id: ID!) { decisions(record: $id) { answer { decision } } }', { id });
    expect(JSON.stringify(decisions)).toContain('approval-routing');
  });

  test('Pricing re-makes the offer and approves it', async () => {
    const { id } = await submitted(tooCheap);
    const pricing = journey.as('pricing');
    const { offer } = await pricing.ask('query ($id: ID!) { offer(id: $id) { lines { nodes { id } } } }', { id });
    const [line] = (offer as unknown as { lines: { nodes: { id: string }[] } }).lines.nodes;
    const { updateOfferLine } = await pricing.ask(
      `mutation ($id: ID!) { updateOfferLine(id: $id, input: { discount: "25.00" }) { offerLine { discount } problems { code } } }`,
      { id: line?.id ?? '' },
    );
    expect(updateOfferLine).toEqual({ offerLine: { discount: '25.00' }, problems: [] });
    expect(await fire(pricing, 'Offer', id, 'approve', { answer: 'Aprobat cu 25 %.' })).toEqual({
      status: 'approved',
      problems: [],
    });
    const seen = await journey
      .as('seller')
      .ask('query ($id: ID!) { offer(id: $id) { status answer monthlyFee { amount } } }', { id });
    expect(seen.offer).toEqual({ status: 'approved', answer: 'Aprobat cu 25 %.', monthlyFee: { amount: '180.00' } });
  });

  test('Pricing returns it with a reason, the seller changes it, and every version is kept', async () => {
    const seller = journey.as('seller');
    const { id } = await submitted(tooCheap);
    const pricing = journey.as('pricing');
    expect((await fire(pricing, 'Offer', id, 'return')).status).toBeNull();
    const reason = 'Fără un angajament mai lung nu se justifică.';
    expect(await fire(pricing, 'Offer', id, 'return', { reason })).toEqual({ status: 'draft', problems: [] });
    await seller.ask(
      'mutation ($id: ID!) { updateOffer(id: $id, input: { contractMonths: 36 }) { problems { code } } }',
      { id },
    );
    expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'in_pricing', problems: [] });
    const { offer } = await seller.ask(
      `query ($id: ID!) { offer(id: $id) { round
        versions(orderBy: [{ round: ASC }]) { nodes { round contractMonths monthlyTotal highestDiscount lines } }
        history { event reason }
      } }`,
      { id },
    );
    const lines = [{ product: 'Business M subscription', quantity: 20, discount: 30, monthlyTotal: 168 }];
    expect(offer).toMatchObject({
      round: 2,
      versions: {
        nodes: [
          { round: 1, contractMonths: 24, monthlyTotal: '168.00', highestDiscount: '30.00', lines },
          { round: 2, contractMonths: 36, monthlyTotal: '168.00', highestDiscount: '30.00', lines },
        ],
      },
      history: expect.arrayContaining([{ event: 'return', reason }]),
    });
  });

  test('what the customer refuses goes back to Marketing although it was inside the limits', async () => {
    const seller = journey.as('seller');
    const { id, status } = await submitted({ product: 'SIM-BIZ-M', quantity: 20, discount: '20.00' });
    expect(status).toBe('approved');
    const request = 'Concurența oferă cu un euro mai puțin.';
    expect(await fire(seller, 'Offer', id, 'ask-for-more', { request })).toEqual({
      status: 'in_pricing',
      problems: [],
    });
    const { offer } = await seller.ask('query ($id: ID!) { offer(id: $id) { round versions { nodes { round } } } }', {
      id,
    });
    expect(offer).toEqual({ round: 2, versions: { nodes: [{ round: 1 }, { round: 2 }] } });
  });

  test('only the group whose turn it is answers: not the seller, not another group', async () => {
    const { id } = await submitted(tooCheap);
    for (const username of ['seller', 'retention', 'manager']) {
      const { status, problems } = await fire(journey.as(username), 'Offer', id, 'approve');
      expect({ username, status, refused: problems.length }).toEqual({ username, status: null, refused: 1 });
    }
  });

  test('while Marketing has the offer the seller changes nothing in it', async () => {
    const { id } = await submitted(tooCheap);
    const { updateOffer } = await journey
      .as('seller')
      .ask(
        'mutation ($id: ID!) { updateOffer(id: $id, input: { contractMonths: 60 }) { offer { id } problems { code } } }',
        { id },
      );
    expect(updateOffer).toMatchObject({ offer: null, problems: [expect.anything()] });
  });
});
