import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { addLine, createAccount, createOffer, fire, idOf } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await createAccount(journey.as('seller'), { fiscalCode: '36504823' });
});

describe('O5: inside the limits the seller composes an offer alone', () => {
  test('the seller sees list price, lowest price allowed and final price, exact to the cent', async () => {
    const seller = journey.as('seller');
    const id = await createOffer(seller, {
      account,
      standardOffer: 'GROW-2026',
      lines: [
        { product: 'SIM-BIZ-M', quantity: 17, discount: '12.50' },
        { product: 'OPT-VPN', quantity: 17, discount: '5.00' },
        { product: 'DEV-A15', quantity: 3, subsidy: '100.00' },
      ],
    });
    const { offer } = await seller.ask(
      `query ($id: ID!) { offer(id: $id) {
        sims highestDiscount monthlyListFee { amount currency } lowestMonthlyFee { amount } monthlyFee { amount }
        monthlyVat { amount } monthlyWithVat { amount } oneTimeFee { amount } oneTimeWithVat { amount }
        contractValue { amount }
        lines(orderBy: [{ productName: ASC }]) { nodes { productName quantity unitPrice monthlyTotal oneTimeTotal } }
      } }`,
      { id },
    );
    // 12.00 less 12.5 % is 10.50; 2.50 less 5 % is 2.375, which rounds to 2.38 on each piece.
    expect(offer).toEqual({
      sims: 17,
      highestDiscount: '12.50',
      monthlyListFee: { amount: '246.50', currency: 'EUR' },
      lowestMonthlyFee: { amount: '197.20' },
      monthlyFee: { amount: '218.96' },
      monthlyVat: { amount: '45.98' },
      monthlyWithVat: { amount: '264.94' },
      oneTimeFee: { amount: '267.00' },
      oneTimeWithVat: { amount: '323.07' },
      contractValue: { amount: '5522.04' },
      lines: {
        nodes: [
          {
            productName: 'Business M subscription',
            quantity: 17,
            unitPrice: '10.50',
            monthlyTotal: '178.50',
            oneTimeTotal: '0.00',
          },
          {
            productName: 'Private network option',
            quantity: 17,
            unitPrice: '2.38',
            monthlyTotal: '40.46',
            oneTimeTotal: '0.00',
          },
          {
            productName: 'Smartphone A15',
            quantity: 3,
            unitPrice: '0.00',
            monthlyTotal: '0.00',
            oneTimeTotal: '267.00',
          },
        ],
      },
    });
  });

  test('an offer on its limits is approved at once, and says that no limit was crossed', async () => {
    const seller = journey.as('seller');
    const id = await createOffer(seller, {
      account,
      standardOffer: 'GROW-2026',
      lines: [{ product: 'SIM-BIZ-M', quantity: 10, discount: '20.00' }],
    });
    expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'approved', problems: [] });
    const { offer, decisions } = await seller.ask(
      `query ($id: ID!) { offer(id: $id) { round validUntil versions { nodes { round monthlyTotal } } }
        decisions(record: $id) { answer { decision matched { because } } } }`,
      { id },
    );
    expect(offer).toEqual({
      round: 1,
      validUntil: '2026-04-01',
      versions: { nodes: [{ round: 1, monthlyTotal: '96.00' }] },
    });
    expect(JSON.stringify(decisions)).toContain('The offer is inside all limits.');
  });

  test('an offer without lines is not submitted', async () => {
    const seller = journey.as('seller');
    const id = await createOffer(seller, { account, standardOffer: 'GROW-2026', lines: [] });
    const { status, problems } = await fire(seller, 'Offer', id, 'submit');
    expect(status).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual(['The offer has no lines yet.']);
  });

  test('prices come from the product: nobody types them, and a later price changes no offer', async () => {
    const seller = journey.as('seller');
    const id = await createOffer(seller, {
      account,
      standardOffer: 'GROW-2026',
      lines: [{ product: 'SRV-FLEET', quantity: 2 }],
    });
    const typed = await seller.tell(
      `mutation ($offer: ID!, $product: ID!) {
        createOfferLine(input: { offer: $offer, product: $product, quantity: 1, listPrice: { amount: "0.01", currency: "EUR" } }) { problems { code } }
      }`,
      { offer: id, product: await idOf(seller, 'Product', 'code', 'SIM-BIZ-S') },
    );
    expect(typed.errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
    ]);
    const product = await idOf(seller, 'Product', 'code', 'SRV-FLEET');
    await journey
      .as('pricing')
      .ask(
        'mutation ($id: ID!) { updateProduct(id: $id, input: { monthlyPrice: { amount: "9.90", currency: "EUR" } }) { problems { code } } }',
        { id: product },
      );
    const { offer } = await seller.ask('query ($id: ID!) { offer(id: $id) { monthlyFee { amount } } }', { id });
    expect(offer).toEqual({ monthlyFee: { amount: '13.80' } });
  });

  test('the seller requests a personalised offer right there, saying what the customer asks for', async () => {
    const seller = journey.as('seller');
    const id = await createOffer(seller, {
      account,
      standardOffer: 'GROW-2026',
      lines: [{ product: 'SIM-BIZ-M', quantity: 10 }],
    });
    expect((await fire(seller, 'Offer', id, 'request-personalised')).problems).toEqual([
      expect.objectContaining({ path: ['input', 'request'] }),
    ]);
    const request = 'Tarif unic pentru toate SIM-urile, indiferent de trafic.';
    expect(await fire(seller, 'Offer', id, 'request-personalised', { request })).toEqual({
      status: 'in_approval',
      problems: [],
    });
  });

  test('another seller neither sees nor changes the offer', async () => {
    const id = await createOffer(journey.as('seller'), {
      account,
      standardOffer: 'GROW-2026',
      lines: [{ product: 'SIM-BIZ-M', quantity: 10 }],
    });
    const other = journey.as('seller-ma');
    expect(await other.ask('query ($id: ID!) { offer(id: $id) { number } }', { id })).toEqual({ offer: null });
    await expect(addLine(other, id, { product: 'SIM-BIZ-S', quantity: 1 })).rejects.toThrow();
  });
});
