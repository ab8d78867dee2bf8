import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { attach, create, createAccount, createOffer, fire, fireAll, heard, read, sign } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await createAccount(journey.as('seller'), {
    ...{
      fiscalCode: '36504823',
      tradeRegister: 'J33/210/2016',
      street: 'Str. Morii nr. 7',
      city: 'Suceava',
      county: 'Suceava',
    },
    ...{ representative: 'Elisabeta Morar', representativePosition: 'Administrator', phone: '0230 555 600' },
  });
});

async function accepted(): Promise<{ offer: string; contract: string }> {
  const seller = journey.as('seller');
  const lines = [{ product: 'SIM-BIZ-M', quantity: 12 }];
  const offer = await createOffer(seller, { account, standardOffer: 'GROW-2026', lines });
  await fireAll(seller, 'Offer', offer, 'submit', 'accept');
  const { found } = await seller.ask('query ($id: ID!) { found: offer(id: $id) { contracts { nodes { id } } } }', {
    id: offer,
  });
  const [contract] = (found as unknown as { contracts: { nodes: { id: string }[] } }).contracts.nodes;
  return { offer, contract: contract?.id ?? '' };
}

describe('O9: how an offer ended is recorded', () => {
  test('it is signed only when its contract is', async () => {
    const seller = journey.as('seller');
    const { offer, contract } = await accepted();
    const early = await fire(seller, 'Offer', offer, 'sign');
    expect(early.problems.map(({ message }) => message)).toEqual(['The contract is not signed yet.']);
    await seller.ask(
      `mutation ($id: ID!) { updateContract(id: $id, input: {
        group: "Livrări", startsOn: "2026-04-01", endsOn: "2028-03-31", contactName: "Elisabeta Morar"
      }) { problems { code } } }`,
      { id: contract },
    );
    expect((await fire(seller, 'Contract', contract, 'generate')).problems).toEqual([]);
    expect(await sign(seller, contract, '2026-03-03')).toEqual({
      status: 'signed',
      problems: [],
    });
    const given = { outcome: 'no_decision', reason: 'Nu mai răspunde.' };
    expect((await fire(seller, 'Offer', offer, 'abandon', given)).status).toBeNull();
    expect(await fire(seller, 'Offer', offer, 'sign')).toEqual({ status: 'signed', problems: [] });
    expect(await read(seller, 'Offer', offer, 'outcome actions { event }')).toEqual({ outcome: 'signed', actions: [] });
  });

  test('not signed needs the kind of reason and a sentence; the competitor may be named', async () => {
    const seller = journey.as('seller');
    const { offer } = await accepted();
    expect((await fire(seller, 'Offer', offer, 'abandon')).problems).toHaveLength(2);
    const ended = await fire(seller, 'Offer', offer, 'abandon', {
      ...{ outcome: 'competitor', competitor: 'Vector Mobil', reason: 'A primit o ofertă mai bună.' },
    });
    expect(ended).toEqual({ status: 'not_signed', problems: [] });
    const { offer: seen } = await seller.ask(
      'query ($id: ID!) { offer(id: $id) { outcome competitor actions { event } } }',
      { id: offer },
    );
    expect(seen).toEqual({ outcome: 'competitor', competitor: 'Vector Mobil', actions: [] });
  });

  test('the offer of the competitor is kept with the customer, with its paper, and the outcome names it', async () => {
    const seller = journey.as('seller');
    const { offer } = await accepted();
    const competitorOffer = (
      await create(seller, 'CompetitorOffer', {
        ...{ account, competitor: 'vector', madeOn: '2026-03-02', terms: '12 SIM-uri la 8 EUR, 24 de luni.' },
        monthlyFee: { amount: '96.00', currency: 'EUR' },
      })
    ).id as string;
    expect(await attach(seller, 'CompetitorOffer', competitorOffer, 'competitor-offer')).toEqual([]);
    const outcome = { outcome: 'competitor', competitor: 'Vector Mobil', competitorOffer, reason: 'Preț mai mic.' };
    expect(await fire(seller, 'Offer', offer, 'abandon', outcome)).toEqual({ status: 'not_signed', problems: [] });
    const seen = await read(
      journey.as('pricing'),
      'Account',
      account,
      'competitorOffers { nodes { competitor terms offers { nodes { outcome } } } }',
    );
    expect(seen).toMatchObject({
      competitorOffers: { nodes: [{ competitor: 'vector', offers: { nodes: [{ outcome: 'competitor' }] } }] },
    });
  });

  test('who stays on the existing offer stays; who terminates is told to Retention at once', async () => {
    const seller = journey.as('seller');
    const { offer: stays } = await accepted();
    const reason = 'Nu este momentul.';
    expect(await fire(seller, 'Offer', stays, 'abandon', { outcome: 'stays_on_existing', reason })).toEqual({
      status: 'not_signed',
      problems: [],
    });
    const { offer: leaves } = await accepted();
    await fire(seller, 'Offer', leaves, 'abandon', { outcome: 'terminates', reason: 'Închide firma.' });
    await journey.settle();
    expect(await heard(journey.as('retention'), leaves)).toEqual(['Vrea să plece: Morăria Nouă S.R.L.']);
    expect(await heard(journey.as('retention'), stays)).toEqual([]);
  });

  test('nobody says of an offer that it was signed when it was not', async () => {
    const { offer } = await accepted();
    const { status, problems } = await fire(journey.as('seller'), 'Offer', offer, 'abandon', {
      ...{ outcome: 'signed', reason: 'Da.' },
    });
    expect({ status, problems: problems.map(({ message }) => message) }).toEqual({
      status: null,
      problems: ['Say why it was not signed. A contract that was signed is cancelled first.'],
    });
  });
});
