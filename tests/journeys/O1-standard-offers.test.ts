import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { fire } from './steps.ts';

const journey = openJourney();

const limits = {
  validFrom: '2026-04-01',
  validTo: '2026-12-31',
  minMonthlyFee: { amount: '50.00', currency: 'EUR' },
  minSims: 5,
  maxSims: 30,
  maxDiscount: '15.00',
  maxDeviceSubsidy: { amount: '60.00', currency: 'EUR' },
  minMonths: 12,
  maxMonths: 24,
};

async function design(username: string, code: string, more: JsonObject = limits) {
  const { createStandardOffer } = await journey.as(username).ask(
    `mutation ($input: StandardOfferInput!) {
      createStandardOffer(input: $input) { standardOffer { id status } problems { code path message } }
    }`,
    { input: { code, name: code, nameRo: code, segments: ['GBM_Low', 'GBM_Medium'], ...more } },
  );
  return createStandardOffer as unknown as {
    standardOffer: { id: string; status: string } | null;
    problems: unknown[];
  };
}

const visible = async (username: string, id: string) =>
  (await journey.as(username).ask('query ($id: ID!) { standardOffer(id: $id) { status } }', { id })).standardOffer;

describe('O1: Marketing designs a standard offer with its limits, operations confirm it, then it is published', () => {
  test('from design to publication, each step by whose it is; the seller sees it only at the end', async () => {
    const { standardOffer, problems } = await design('pricing', 'SPRING-2026');
    expect(problems).toEqual([]);
    const id = standardOffer?.id ?? '';
    expect(standardOffer).toMatchObject({ status: 'draft' });
    const go = (as: string, event: string, input: JsonObject = {}) =>
      fire(journey.as(as), 'StandardOffer', id, event, input);
    expect(await go('marketing', 'approve')).toEqual({ status: 'approved', problems: [] });
    const codes = { billingCode: 'B-SPRING', activationCode: 'A-SPRING' };
    expect(await go('masupport', 'confirm', codes)).toEqual({ status: 'confirmed', problems: [] });
    expect(await go('marketing', 'announce')).toEqual({ status: 'announced', problems: [] });
    expect(await visible('seller', id)).toBeNull();
    expect(await go('marketing', 'publish')).toEqual({ status: 'published', problems: [] });
    expect(await visible('seller', id)).toEqual({ status: 'published' });
  });

  test('an offer without its limits is not approved, and all that is missing is told at once', async () => {
    const { standardOffer } = await design('pricing', 'NO-LIMITS', {});
    const { status, problems } = await fire(
      journey.as('marketing'),
      'StandardOffer',
      standardOffer?.id ?? '',
      'approve',
    );
    expect(status).toBeNull();
    expect(problems.map(({ path }) => path?.at(-1)).sort()).toEqual([
      'maxDeviceSubsidy',
      'maxDiscount',
      'maxMonths',
      'maxSims',
      'minMonthlyFee',
      'minMonths',
      'minSims',
      'validFrom',
    ]);
  });

  test('nobody approves what they designed, and Pricing approves nothing', async () => {
    const own = (await design('marketing', 'OWN-WORK')).standardOffer?.id ?? '';
    expect(
      (await fire(journey.as('marketing'), 'StandardOffer', own, 'approve')).problems.map(({ message }) => message),
    ).toEqual(['Somebody else in Marketing approves what you designed.']);
    expect((await fire(journey.as('pricing'), 'StandardOffer', own, 'approve')).status).toBeNull();
  });

  test('operations confirm only what they have configured, or send it back with the reason', async () => {
    const id = (await design('pricing', 'HARD-2026')).standardOffer?.id ?? '';
    await fire(journey.as('marketing'), 'StandardOffer', id, 'approve');
    const operations = journey.as('masupport');
    const early = await fire(operations, 'StandardOffer', id, 'confirm');
    expect(early.problems.map(({ path }) => path?.at(-1)).sort()).toEqual(['activationCode', 'billingCode']);
    expect((await fire(operations, 'StandardOffer', id, 'return')).problems).toHaveLength(1);
    const returned = await fire(operations, 'StandardOffer', id, 'return', {
      reason: 'Reducerea nu se poate configura.',
    });
    expect(returned).toEqual({ status: 'draft', problems: [] });
  });

  test('limits do not change once the offer is approved', async () => {
    const id = (await design('pricing', 'FIXED-2026')).standardOffer?.id ?? '';
    await fire(journey.as('marketing'), 'StandardOffer', id, 'approve');
    const { updateStandardOffer } = await journey.as('pricing').ask(
      `mutation ($id: ID!) { updateStandardOffer(id: $id, input: { maxDiscount: "90.00" }) {
        standardOffer { maxDiscount } problems { code }
      } }`,
      { id },
    );
    expect(updateStandardOffer).toMatchObject({ standardOffer: null, problems: [expect.anything()] });
  });

  test('limits that contradict each other are refused', async () => {
    const { standardOffer, problems } = await design('pricing', 'ODD-2026', {
      ...limits,
      minSims: 31,
      validTo: '2026-03-01',
    });
    expect(standardOffer).toBeNull();
    expect(problems).toHaveLength(2);
  });

  test('a seller designs no offers', async () => {
    const { standardOffer, problems } = await design('seller', 'MINE-2026');
    expect(standardOffer).toBeNull();
    expect(problems).toHaveLength(1);
  });
});
