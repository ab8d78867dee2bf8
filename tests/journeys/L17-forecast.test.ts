import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, register, step } from './lead-steps.ts';
import { update } from './steps.ts';

const journey = openJourney();
const FORECAST = 'bant forecastStage probability expectedCloseOn forecastOn forecastValue { amount }';
const YES = { budget: true, authority: true, need: true, timeline: true };

async function inWork(companyName: string): Promise<string> {
  const id = await register(journey, 'telesales', {
    companyName,
    monthlyValue: { amount: '400.00' },
    city: companyName,
  });
  await allot(journey, id, 'seller');
  await step(journey, 'seller', id, 'contact');
  return id;
}

describe('L17: budget, accountable, need and timeline', () => {
  test('the same record enters the forecast when all four are answered, and its manager hears of it', async () => {
    const id = await inWork('Sere Olt S.R.L.');
    expect(await leadOf(journey, id, FORECAST)).toEqual({
      bant: 'B? A? N? T?',
      forecastStage: 'outside',
      probability: null,
      expectedCloseOn: null,
      forecastOn: null,
      forecastValue: null,
    });
    expect(await update(journey.as('seller'), 'Lead', id, { budget: true, authority: true, need: true })).toEqual([]);
    expect(await leadOf(journey, id, 'bant forecastStage')).toEqual({ bant: 'B+ A+ N+ T?', forecastStage: 'outside' });
    await update(journey.as('seller'), 'Lead', id, { timeline: true, decidesOn: '2026-04-15' });
    expect(await leadOf(journey, id, FORECAST)).toEqual({
      bant: 'B+ A+ N+ T+',
      forecastStage: 'in_forecast',
      probability: '70.00',
      expectedCloseOn: '2026-04-15',
      forecastOn: '2026-03-02',
      forecastValue: { amount: '280.00' },
    });
    await journey.settle();
    expect(await heard(journey, 'manager', id)).toContain('Sere Olt S.R.L. este în prognoză');
  });

  test('answers that change, and what the customer does, change the odds by rule', async () => {
    const seller = journey.as('seller');
    const id = await inWork('Lemn Vatra Dornei S.R.L.');
    await update(seller, 'Lead', id, { ...YES, authority: false, fiscalCode: '36504823' });
    expect(await leadOf(journey, id, 'bant probability expectedCloseOn')).toEqual({
      bant: 'B+ A- N+ T+',
      probability: '40.00',
      expectedCloseOn: '2026-04-01',
    });
    await update(seller, 'Lead', id, { authority: true });
    expect(await leadOf(journey, id, 'probability')).toEqual({ probability: '70.00' });
    await step(journey, 'seller', id, 'open-account');
    await step(journey, 'seller', id, 'accept');
    expect(await leadOf(journey, id, 'probability forecastValue { amount }')).toEqual({
      probability: '90.00',
      forecastValue: { amount: '360.00' },
    });
    await step(journey, 'seller', id, 'win', { customerNumber: '10067777' });
    expect(await leadOf(journey, id, 'forecastStage probability forecastValue { amount }')).toEqual({
      forecastStage: 'closed',
      probability: '100.00',
      forecastValue: null,
    });
  });

  test('an answer that is taken back takes the lead out of the forecast', async () => {
    const id = await inWork('Frigotehnica Deva S.A.');
    await update(journey.as('seller'), 'Lead', id, YES);
    await update(journey.as('seller'), 'Lead', id, { need: null });
    expect(await leadOf(journey, id, 'forecastStage probability forecastOn')).toEqual({
      forecastStage: 'outside',
      probability: null,
      forecastOn: null,
    });
  });

  test('nobody writes the odds, and whoever only registered the lead does not answer for it', async () => {
    const id = await inWork('Pielărie Sebeș S.R.L.');
    const odds = await update(journey.as('seller'), 'Lead', id, { probability: '99' }).catch((error) => [error]);
    expect(odds).toHaveLength(1);
    expect(await update(journey.as('telesales'), 'Lead', id, { budget: true })).toHaveLength(1);
    expect(await leadOf(journey, id, 'probability budget')).toEqual({ probability: null, budget: null });
  });

  test('the forecast is a list: by expected close, with its value', async () => {
    const { leads } = await journey.as('manager').ask(
      `{ leads(
        filter: { forecastStage: { eq: in_forecast }, expectedCloseOn: { lt: "2026-05-01" } }
        orderBy: [{ expectedCloseOn: ASC }]
      ) { totalCount nodes { companyName forecastValue { amount } } } }`,
    );
    expect(leads).toEqual({
      totalCount: 1,
      nodes: [{ companyName: 'Sere Olt S.R.L.', forecastValue: { amount: '280.00' } }],
    });
  });
});
