import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { answer, asked } from './answering.ts';
import { openJourney } from './harness.ts';
import { create, createAccount, createOffer, fire, heard, idOf, type Line, openTasks, read, update } from './steps.ts';

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

const asksOf = async (id: string) => [...(await openTasks(journey.as('seller'), id)).keys()].sort();

const phones: Line = { product: 'DEV-S24', quantity: 2, subsidy: '150.00' };

async function composed(lines: readonly Line[], more: JsonObject = {}): Promise<string> {
  const standardOffer = 'GROW-2026';
  return createOffer(journey.as('seller'), {
    account,
    standardOffer,
    lines: lines.map((line) => ({ ...line })),
    ...more,
  });
}

describe('O7: outside the limits an offer goes back to Marketing', () => {
  test.each<[string, readonly Line[], JsonObject, readonly string[]]>([
    ['a discount above the limit goes to Pricing', [tooCheap], {}, ['pricing']],
    [
      'too short a contract goes to Pricing',
      [{ product: 'SIM-BIZ-M', quantity: 20 }],
      { contractMonths: 12 },
      ['pricing'],
    ],
    ['a tender goes to its own group', [tooCheap], { purpose: 'tender' }, ['tender']],
    [
      'a device discount goes to Acquisition & Retention',
      [{ product: 'SIM-BIZ-M', quantity: 10 }, phones],
      {},
      ['retention'],
    ],
    ['devices and price need both', [tooCheap, phones], {}, ['pricing', 'retention']],
  ])('%s', async (_, lines, more, expected) => {
    const id = await composed(lines, more);
    expect(await fire(journey.as('seller'), 'Offer', id, 'submit')).toEqual({ status: 'in_approval', problems: [] });
    expect(await asksOf(id)).toEqual(expected);
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
    expect(await fire(pricing, 'Offer', id, 'agree-pricing', { answer: 'Aprobat cu 25 %.' })).toEqual({
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
    expect((await fire(pricing, 'Offer', id, 'disagree-pricing')).status).toBeNull();
    const reason = 'Fără un angajament mai lung nu se justifică.';
    expect(await fire(pricing, 'Offer', id, 'disagree-pricing', { reason })).toEqual({ status: 'draft', problems: [] });
    await seller.ask(
      'mutation ($id: ID!) { updateOffer(id: $id, input: { contractMonths: 36 }) { problems { code } } }',
      { id },
    );
    expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'in_approval', problems: [] });
    const { offer } = await seller.ask(
      `query ($id: ID!) { offer(id: $id) { round
        versions(orderBy: [{ createdAt: ASC }]) { nodes { is round contractMonths monthlyTotal highestDiscount lines } }
        history { event reason }
      } }`,
      { id },
    );
    const lines = [{ product: 'Business M subscription', quantity: 20, discount: 30, monthlyTotal: 168 }];
    expect(offer).toMatchObject({
      round: 2,
      versions: {
        nodes: [
          { is: 'submitted', round: 1, contractMonths: 24, monthlyTotal: '168.00', highestDiscount: '30.00', lines },
          { is: 'returned', round: 1, contractMonths: 24, monthlyTotal: '168.00', highestDiscount: '30.00', lines },
          { is: 'submitted', round: 2, contractMonths: 36, monthlyTotal: '168.00', highestDiscount: '30.00', lines },
        ],
      },
      history: expect.arrayContaining([{ event: 'disagree-pricing', reason }]),
    });
  });

  test('what the customer refuses goes back to Marketing although it was inside the limits', async () => {
    const seller = journey.as('seller');
    const { id, status } = await submitted({ product: 'SIM-BIZ-M', quantity: 20, discount: '20.00' });
    expect(status).toBe('approved');
    const request = 'Concurența oferă cu un euro mai puțin.';
    expect(await fire(seller, 'Offer', id, 'ask-for-more', { request })).toEqual({
      status: 'in_approval',
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
      const { status, problems } = await fire(journey.as(username), 'Offer', id, 'agree-pricing');
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

describe('O7: everybody whom the offer concerns answers', () => {
  const submit = async (more: JsonObject = {}) => {
    const id = await composed([tooCheap, phones], more);
    expect(await fire(journey.as('seller'), 'Offer', id, 'submit')).toEqual({ status: 'in_approval', problems: [] });
    return id;
  };

  test('the offer is approved when Pricing and Acquisition & Retention have agreed, in whichever order', async () => {
    const id = await submit();
    expect(await answer(journey.as('retention'), id, 'retention', 'agree')).toEqual([]);
    expect(await read(journey.as('seller'), 'Offer', id, 'status')).toEqual({ status: 'in_approval' });
    expect(await answer(journey.as('pricing'), id, 'pricing', 'agree')).toEqual([]);
    expect(await read(journey.as('seller'), 'Offer', id, 'status')).toEqual({ status: 'approved' });
    await journey.settle();
    expect(await heard(journey.as('seller'), id)).toEqual([expect.stringMatching(/^Aprobată: /)]);
  });

  test('one who disagrees sends it back at once, and nobody else is asked any more', async () => {
    const id = await submit();
    const reason = 'Subvenția depășește bugetul.';
    expect(await answer(journey.as('retention'), id, 'retention', 'disagree', { reason })).toEqual([]);
    expect(await read(journey.as('seller'), 'Offer', id, 'status')).toEqual({ status: 'draft' });
    expect(await asked(journey.as('seller'), id)).toMatchObject([
      { name: 'pricing', status: 'recalled', answer: null },
      { name: 'retention', status: 'done', answer: 'disagree', reason },
    ]);
    expect((await fire(journey.as('pricing'), 'Offer', id, 'agree-pricing')).problems).toHaveLength(1);
  });

  test('nobody answers twice, and two at the same instant are one answer', async () => {
    const id = await submit();
    const both = await Promise.all(
      ['pricing', 'pricing-2'].map((username) => fire(journey.as(username), 'Offer', id, 'agree-pricing')),
    );
    expect(both.map(({ problems }) => problems.length).sort()).toEqual([0, 1]);
    expect(await read(journey.as('seller'), 'Offer', id, 'status')).toEqual({ status: 'in_approval' });
  });

  test('the seller takes it back while Marketing has it', async () => {
    const id = await submit();
    expect((await fire(journey.as('seller-ma'), 'Offer', id, 'recall')).problems).toHaveLength(1);
    expect(await fire(journey.as('seller'), 'Offer', id, 'recall')).toEqual({ status: 'draft', problems: [] });
    expect(await asksOf(id)).toEqual([]);
  });

  test('whoever is away is stood in for', async () => {
    const id = await submit({ purpose: 'acquisition' });
    const absent = { person: await idOf(journey.as('admin'), 'User', 'username', 'retention') };
    const substitute = await idOf(journey.as('admin'), 'User', 'username', 'marketing');
    expect((await fire(journey.as('marketing'), 'Offer', id, 'agree-retention')).problems).toHaveLength(1);
    await create(journey.as('retention'), 'Absence', {
      ...absent,
      substitute,
      from: '2026-03-02',
      until: '2026-03-06',
    });
    expect(await fire(journey.as('marketing'), 'Offer', id, 'agree-retention')).toMatchObject({ problems: [] });
    expect(await asked(journey.as('seller'), id, 'answeredBy { username } onBehalfOf { username }')).toContainEqual(
      expect.objectContaining({
        ...{ name: 'retention', answer: 'agree' },
        ...{ answeredBy: { username: 'marketing' }, onBehalfOf: { username: 'retention' } },
      }),
    );
  });

  test('a task that was handed over is answered by whoever took it', async () => {
    const id = await submit();
    const to = await idOf(journey.as('admin'), 'User', 'username', 'pricing-2');
    expect(await fire(journey.as('pricing'), 'Offer', id, 'delegate-pricing', { to })).toMatchObject({ problems: [] });
    expect((await fire(journey.as('pricing'), 'Offer', id, 'agree-pricing')).problems).toHaveLength(1);
    expect(await fire(journey.as('pricing-2'), 'Offer', id, 'agree-pricing')).toMatchObject({ problems: [] });
  });
});

describe('O7: the loop and its clocks', () => {
  test('five rounds with Pricing: every version and every answer is kept', async () => {
    const seller = journey.as('seller');
    const pricing = journey.as('pricing');
    const id = await composed([tooCheap]);
    for (let round = 1; round <= 5; round++) {
      expect(await fire(seller, 'Offer', id, 'submit')).toEqual({ status: 'in_approval', problems: [] });
      if (round === 5) break;
      const reason = `Nu la runda ${round}.`;
      expect(await fire(pricing, 'Offer', id, 'disagree-pricing', { reason })).toEqual({
        status: 'draft',
        problems: [],
      });
      expect(await update(seller, 'Offer', id, { contractMonths: 24 + round })).toEqual([]);
    }
    expect(await fire(pricing, 'Offer', id, 'agree-pricing')).toEqual({ status: 'approved', problems: [] });
    const offer = await read(
      seller,
      'Offer',
      id,
      'round versions(orderBy: [{ createdAt: ASC }]) { nodes { is round contractMonths } }',
    );
    const kept = (offer as unknown as { versions: { nodes: { is: string; round: number; contractMonths: number }[] } })
      .versions.nodes;
    expect(kept.filter((each) => each.is === 'submitted').map((each) => each.contractMonths)).toEqual([
      24, 25, 26, 27, 28,
    ]);
    expect(kept.filter((each) => each.is === 'returned')).toHaveLength(4);
    expect(kept.at(-1)).toEqual({ is: 'approved', round: 5, contractMonths: 28 });
    expect((await asked(seller, id)).map((each) => [each.round, each.answer, each.reason])).toEqual([
      ...[1, 2, 3, 4].map((round) => [round, 'disagree', `Nu la runda ${round}.`]),
      [5, 'agree', null],
    ]);
    await journey.settle();
    expect((await heard(seller, id)).map((subject) => subject.split(':')[0])).toEqual([
      ...['Returnată', 'Returnată', 'Returnată', 'Returnată'],
      'Aprobată',
    ]);
  });

  test('Pricing has three working days: a warning, then its head and the seller are told; silence is no consent', async () => {
    journey.at('2026-03-06T08:00:00.000Z'); // a Friday at ten
    const id = await composed([tooCheap]);
    await fire(journey.as('seller'), 'Offer', id, 'submit');
    const due = (await openTasks(journey.as('seller'), id)).get('pricing')?.dueAt;
    expect(due).toBe('2026-03-11T16:00:00.000Z'); // Wednesday, when the office closes
    expect((await fire(journey.as('marketing-head'), 'Offer', id, 'agree-pricing')).problems).toHaveLength(1);
    journey.at('2026-03-11T08:00:00.000Z');
    await journey.settle();
    const warned = await heard(journey.as('pricing'), id);
    expect(warned).toEqual([expect.stringMatching(/^Pentru dumneavoastră: Pricing/), expect.anything()]);
    journey.at('2026-03-11T16:00:00.000Z');
    await journey.settle();
    expect(await heard(journey.as('seller'), id)).toEqual([expect.stringMatching(/^Întârzie: /)]);
    expect(await read(journey.as('seller'), 'Offer', id, 'status')).toEqual({ status: 'in_approval' });
    expect(await heard(journey.as('marketing-head'), id)).toHaveLength(1);
    expect(await fire(journey.as('marketing-head'), 'Offer', id, 'agree-pricing')).toMatchObject({
      status: 'approved',
    });
  });

  test('an approver who has left is not waited for: their head is asked at once', async () => {
    journey.at('2026-03-02T08:00:00.000Z');
    const admin = journey.as('admin');
    const retention = await idOf(admin, 'User', 'username', 'retention');
    expect(await update(admin, 'User', retention, { active: false })).toEqual([]);
    const id = await composed([{ product: 'SIM-BIZ-M', quantity: 10 }, phones]);
    expect(await fire(journey.as('seller'), 'Offer', id, 'submit')).toEqual({ status: 'in_approval', problems: [] });
    expect((await openTasks(journey.as('seller'), id)).get('retention')).toMatchObject({
      escalatedAt: expect.any(String),
    });
    expect(await fire(journey.as('marketing-head'), 'Offer', id, 'agree-retention')).toMatchObject({
      status: 'approved',
    });
    expect(await update(admin, 'User', retention, { active: true })).toEqual([]);
  });

  test('a tender has five working days, holidays not counted', async () => {
    journey.at('2026-04-08T08:00:00.000Z'); // the Wednesday before Orthodox Easter: Good Friday and Easter Monday are free
    const id = await composed([tooCheap], { purpose: 'tender' });
    await fire(journey.as('seller'), 'Offer', id, 'submit');
    expect((await openTasks(journey.as('seller'), id)).get('tender')?.dueAt).toBe('2026-04-17T15:00:00.000Z');
  });
});
