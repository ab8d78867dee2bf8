import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { attach, create, fire, idOf, read } from './steps.ts';

const journey = openJourney();
let account: string;
let grow: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
  grow = await idOf(journey.as('seller'), 'StandardOffer', 'code', 'GROW-2026');
});

describe('O2: what sellers hear of an offer shapes the next one', () => {
  test('feedback is recorded, and the next version is not submitted before it says what was made of it', async () => {
    const heard = {
      standardOffer: grow,
      subject: 'devices',
      text: 'Clienții cer telefoane cu garanție extinsă.',
      account,
    };
    await create(journey.as('seller'), 'OfferFeedback', heard);
    const pricing = journey.as('pricing');
    const seen = await read(
      pricing,
      'StandardOffer',
      grow,
      'feedbackCount feedback { nodes { subject text owner { username } } }',
    );
    expect(seen).toEqual({
      feedbackCount: 1,
      feedback: { nodes: [{ subject: 'devices', text: heard.text, owner: { username: 'seller' } }] },
    });
    expect((await fire(pricing, 'StandardOffer', grow, 'next-version')).problems).toEqual([]);
    const versions = await read(pricing, 'StandardOffer', grow, 'replacedBy { nodes { id } }');
    const [next] = (versions as unknown as { replacedBy: { nodes: { id: string }[] } }).replacedBy.nodes;
    const early = await fire(pricing, 'StandardOffer', next?.id ?? '', 'submit', { validFrom: '2026-07-01' });
    expect(early.problems.map(({ path }) => path)).toEqual([['input', 'learnt']]);
    const input = { validFrom: '2026-07-01', learnt: 'Garanție de trei ani la telefoane.' };
    expect(await fire(pricing, 'StandardOffer', next?.id ?? '', 'submit', input)).toEqual({
      status: 'in_approval',
      problems: [],
    });
  });

  test('sellers see their own feedback only, and give none on what is not published', async () => {
    const text = 'Preț prea mare față de concurență.';
    const id = (await create(journey.as('seller-ma'), 'OfferFeedback', { standardOffer: grow, subject: 'price', text }))
      .id;
    expect(await read(journey.as('seller'), 'OfferFeedback', id as string, 'text')).toBeNull();
    await expect(
      create(journey.as('care'), 'OfferFeedback', { standardOffer: grow, subject: 'price', text }),
    ).rejects.toThrow();
  });
});

describe('O3: the offers of competitors are kept with the customer', () => {
  test('a seller sends one in with its paper; colleagues and Marketing see it at the customer', async () => {
    const terms = {
      competitor: 'orion',
      madeOn: '2026-02-27',
      terms: '20 de SIM-uri la 7 EUR, 12 luni.',
      sims: 20,
      months: 12,
    };
    const seller = journey.as('seller');
    const id = (await create(seller, 'CompetitorOffer', { account, ...terms })).id as string;
    expect(await attach(seller, 'CompetitorOffer', id, 'competitor-offer')).toEqual([]);
    const { files } = await journey
      .as('pricing')
      .ask('query ($id: String!) { files(filter: { record: { eq: $id } }) { nodes { as } } }', { id });
    expect(files).toEqual({ nodes: [{ as: 'competitor-offer' }] });
    const kept = await read(
      journey.as('marketing'),
      'Account',
      account,
      'competitorOffers { nodes { competitor madeOn sims } }',
    );
    expect(kept).toEqual({ competitorOffers: { nodes: [{ competitor: 'orion', madeOn: '2026-02-27', sims: 20 }] } });
  });

  test('without operator, day and terms it is none, and whoever sells nothing sends none in', async () => {
    await expect(create(journey.as('seller'), 'CompetitorOffer', { account, competitor: 'orion' })).rejects.toThrow();
    const offer = { account, competitor: 'orion', madeOn: '2026-02-27', terms: 'x' };
    await expect(create(journey.as('logistics'), 'CompetitorOffer', offer)).rejects.toThrow();
  });
});
