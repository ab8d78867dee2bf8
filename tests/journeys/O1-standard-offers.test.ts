import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { answer, asked } from './answering.ts';
import { openJourney } from './harness.ts';
import { fire, heard, openTasks, read } from './steps.ts';

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

const go = (as: string, id: string, event: string, input: JsonObject = {}) =>
  fire(journey.as(as), 'StandardOffer', id, event, input);
const done = { problems: [] };

async function designed(username: string, code: string, more?: JsonObject): Promise<string> {
  const { standardOffer, problems } = await design(username, code, more);
  expect(problems).toEqual([]);
  return standardOffer?.id ?? '';
}

/** Approved in Marketing, and now with IT and operations. */
async function approved(code: string): Promise<string> {
  const id = await designed('pricing', code);
  expect(await go('pricing', id, 'submit')).toEqual({ status: 'in_approval', ...done });
  expect(await go('marketing', id, 'agree-marketing')).toEqual({ status: 'approved', ...done });
  return id;
}

async function published(code: string): Promise<string> {
  const id = await approved(code);
  const entered = { billingCode: 'B-1', deviceCode: 'D-1' };
  expect(await answer(journey.as('it'), id, 'enter-in-billing', 'complete', { input: entered })).toEqual([]);
  const activated = { activationCode: 'A-1' };
  expect(await answer(journey.as('masupport'), id, 'enter-in-activation', 'complete', { input: activated })).toEqual(
    [],
  );
  expect(await answer(journey.as('masupport'), id, 'implementation', 'agree')).toEqual([]);
  expect(await go('marketing', id, 'announce')).toEqual({ status: 'announced', ...done });
  expect(await go('marketing', id, 'publish')).toEqual({ status: 'published', ...done });
  return id;
}

const statusFor = async (username: string, id: string) =>
  (await read(journey.as(username), 'StandardOffer', id, 'status'))?.status ?? null;

describe('O1: Marketing designs and approves, IT and operations enter it, operations confirm it, then it is published', () => {
  test('from design to publication, each step by whose it is; sellers are told before, and see it only at the end', async () => {
    const id = await approved('SPRING-2026');
    // Both enter it at the same time, in whichever order.
    expect([...(await openTasks(journey.as('marketing'), id)).keys()].sort()).toEqual([
      'enter-in-activation',
      'enter-in-billing',
    ]);
    const activation = { activationCode: 'A-SPRING' };
    expect(await go('masupport', id, 'complete-enter-in-activation', activation)).toEqual({
      status: 'approved',
      ...done,
    });
    const codes = { billingCode: 'B-SPRING', deviceCode: 'D-SPRING' };
    expect(await go('it', id, 'complete-enter-in-billing', codes)).toEqual({ status: 'approved', ...done });
    expect(await go('masupport', id, 'agree-implementation')).toEqual({ status: 'confirmed', ...done });
    expect(await go('marketing', id, 'announce')).toEqual({ status: 'announced', ...done });
    expect(await statusFor('seller', id)).toBeNull();
    await journey.settle();
    expect(await heard(journey.as('seller'), id)).toEqual(['În curând: SPRING-2026']);
    expect(await go('marketing', id, 'publish')).toEqual({ status: 'published', ...done });
    expect(await statusFor('seller', id)).toBe('published');
  });

  test('an offer without its limits is not submitted, and all that is missing is told at once', async () => {
    const id = await designed('pricing', 'NO-LIMITS', {});
    const { status, problems } = await go('pricing', id, 'submit');
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
    const id = await designed('marketing', 'OWN-WORK');
    await go('marketing', id, 'submit');
    for (const username of ['marketing', 'pricing', 'seller']) {
      const { status, problems } = await go(username, id, 'agree-marketing');
      expect({ username, status, refused: problems.length }).toEqual({ username, status: null, refused: 1 });
    }
    expect(await go('marketing-head', id, 'agree-marketing')).toEqual({ status: 'approved', ...done });
  });

  test('whoever submits a colleague’s design does not approve it either', async () => {
    const id = await designed('pricing', 'FOUR-EYES-2026');
    expect(await go('marketing', id, 'submit')).toEqual({ status: 'in_approval', ...done });
    expect((await go('marketing', id, 'agree-marketing')).status).toBeNull();
    expect(await go('marketing-head', id, 'agree-marketing')).toEqual({ status: 'approved', ...done });
  });

  test('Marketing sends a design back with the reason, and its designer submits it again', async () => {
    const id = await designed('pricing', 'TOO-CHEAP');
    await go('pricing', id, 'submit');
    expect((await go('marketing', id, 'disagree-marketing')).problems).toHaveLength(1);
    const reason = 'Reducerea este prea mare pentru acest segment.';
    expect(await go('marketing', id, 'disagree-marketing', { reason })).toEqual({ status: 'draft', ...done });
    await journey.settle();
    expect(await heard(journey.as('pricing'), id)).toContain('Nu a fost aprobată: TOO-CHEAP');
    expect(await go('pricing', id, 'submit')).toEqual({ status: 'in_approval', ...done });
    expect(await asked(journey.as('marketing'), id)).toMatchObject([
      { name: 'marketing', round: 1, status: 'done', answer: 'disagree', reason },
      { name: 'marketing', round: 2, status: 'open', answer: null },
    ]);
  });

  test('what is entered brings its codes, and only IT and operations enter it', async () => {
    const id = await approved('CODES-2026');
    const early = await go('it', id, 'complete-enter-in-billing');
    expect(early.problems.map(({ path }) => path?.at(-1)).sort()).toEqual(['billingCode', 'deviceCode']);
    const codes = { billingCode: 'B', deviceCode: 'D' };
    expect((await go('marketing', id, 'complete-enter-in-billing', codes)).status).toBeNull();
    expect((await go('masupport', id, 'agree-implementation')).status).toBeNull();
  });

  test('operations say that it cannot be implemented, with the reason, and it goes back to its design', async () => {
    const id = await approved('HARD-2026');
    expect((await go('masupport', id, 'return')).problems).toHaveLength(1);
    const reason = 'Reducerea nu se poate configura.';
    expect(await go('masupport', id, 'return', { reason })).toEqual({ status: 'draft', ...done });
    expect((await openTasks(journey.as('marketing'), id)).size).toBe(0);
    await journey.settle();
    expect(await heard(journey.as('pricing'), id)).toContain('Nu poate fi implementată: HARD-2026');
  });

  test('whoever enters it late is reminded, then the head of the department', async () => {
    const id = await approved('SLOW-2026');
    await journey.pass('5 working days');
    const tasks = await openTasks(journey.as('director'), id);
    expect(tasks.get('enter-in-billing')).toMatchObject({ escalatedAt: expect.any(String) });
  });

  test('limits do not change once the offer is submitted', async () => {
    const id = await approved('FIXED-2026');
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

describe('O1: versions and validity', () => {
  test('the next version is designed from a published one, and takes its place when it is published', async () => {
    const first = await published('AUTUMN-2026');
    expect(await go('pricing', first, 'next-version')).toEqual({ status: 'published', ...done });
    const seen = await read(journey.as('pricing'), 'StandardOffer', first, 'replacedBy { nodes { id code revision } }');
    const [next] = (seen as unknown as { replacedBy: { nodes: { id: string }[] } }).replacedBy.nodes;
    expect(next).toMatchObject({ code: 'AUTUMN-2026/2', revision: 2 });
    const id = next?.id ?? '';
    expect((await go('pricing', id, 'submit')).problems.map(({ path }) => path?.at(-1))).toEqual(['validFrom']);
    expect(await go('pricing', id, 'submit', { validFrom: '2026-03-02' })).toEqual({
      status: 'in_approval',
      ...done,
    });
    expect(await go('marketing', id, 'agree-marketing')).toEqual({ status: 'approved', ...done });
    await go('it', id, 'complete-enter-in-billing', { billingCode: 'B-2', deviceCode: 'D-2' });
    await go('masupport', id, 'complete-enter-in-activation', { activationCode: 'A-2' });
    await go('masupport', id, 'agree-implementation');
    await go('marketing', id, 'announce');
    expect(await statusFor('marketing', first)).toBe('published');
    await go('marketing', id, 'publish');
    await journey.settle();
    expect([await statusFor('marketing', first), await statusFor('marketing', id)]).toEqual(['withdrawn', 'published']);
  });

  test('Marketing withdraws an offer with a reason, and the sellers are told', async () => {
    const id = await published('SHORT-2026');
    expect((await go('marketing', id, 'withdraw')).status).toBeNull();
    const reason = 'Echipamentul nu se mai fabrică.';
    expect(await go('marketing', id, 'withdraw', { reason })).toEqual({ status: 'withdrawn', ...done });
    await journey.settle();
    expect(await heard(journey.as('seller'), id)).toContain('Retrasă: SHORT-2026');
  });

  test('an announced offer is published on its first day, and withdrawn after its last one', async () => {
    const id = await designed('pricing', 'EASTER-2026', { ...limits, validFrom: '2026-06-01', validTo: '2026-06-30' });
    await go('pricing', id, 'submit');
    await go('marketing', id, 'agree-marketing');
    await go('it', id, 'complete-enter-in-billing', { billingCode: 'B-E', deviceCode: 'D-E' });
    await go('masupport', id, 'complete-enter-in-activation', { activationCode: 'A-E' });
    await go('masupport', id, 'agree-implementation');
    await go('marketing', id, 'announce');
    journey.at('2026-05-31T20:00:00.000Z');
    await journey.settle();
    expect(await statusFor('marketing', id)).toBe('announced');
    await journey.pass('2 hours');
    expect(await statusFor('seller', id)).toBe('published');
    journey.at('2026-06-30T20:00:00.000Z');
    await journey.settle();
    expect(await statusFor('seller', id)).toBe('published');
    await journey.pass('2 hours');
    expect(await statusFor('marketing', id)).toBe('withdrawn');
  });
});
