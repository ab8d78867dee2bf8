import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createAccount, createOffer, fire, fireAll } from './steps.ts';

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
    expect(await fire(seller, 'Contract', contract, 'sign', { signedOn: '2026-03-03' })).toEqual({
      status: 'signed',
      problems: [],
    });
    expect(await fire(seller, 'Offer', offer, 'sign')).toEqual({ status: 'signed', problems: [] });
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
});
