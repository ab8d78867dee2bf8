import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { heard, leadOf, step, telephone } from './lead-steps.ts';
import { createLead, fire, idOf } from './steps.ts';

const journey = openJourney();

async function refer(companyName: string, more: JsonObject = {}): Promise<string> {
  const { lead, problems } = await createLead(journey.as('seller'), {
    companyName,
    channel: 'referral_direct_sales',
    contactName: 'Liviu Oprea',
    phone: telephone(),
    estimatedSims: 4,
    currentOperator: 'Vector Mobil',
    ...more,
  });
  expect(problems).toEqual([]);
  expect(lead).toMatchObject({ status: 'qualified', salesChannel: 'DS', segment: 'GBM_Medium' });
  return lead?.id ?? '';
}

async function allot(id: string, username: string) {
  const owner = await idOf(journey.as('manager'), 'User', 'username', username);
  return fire(journey.as('manager'), 'Lead', id, 'allot', { owner });
}

describe('L2: a direct seller refers a company to a colleague', () => {
  test('the referral goes straight to the acquisition manager: the matrix would have sent four SIMs to telesales', async () => {
    const id = await refer('Banat Mobila S.R.L.');
    const { decisions } = await journey
      .as('manager')
      .ask('query ($id: ID!) { decisions(record: $id) { answer { decision matched { because } } } }', { id });
    expect(JSON.stringify(decisions)).toContain('Referred to the acquisition manager.');
  });

  test('the manager gives it to another person than the one who refers', async () => {
    const id = await refer('Timiș Logistic S.R.L.');
    const { status, problems } = await allot(id, 'seller');
    expect(status).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual(['Choose the person who will work on it.']);
    expect(await allot(id, 'seller-ma')).toEqual({ status: 'opened', problems: [] });
  });

  test('the colleague begins only after the referrer has introduced him', async () => {
    const id = await refer('Arad Textil S.A.');
    await allot(id, 'seller-ma');
    const colleague = journey.as('seller-ma');
    const early = await fire(colleague, 'Lead', id, 'start-work');
    expect(early.status).toBeNull();
    expect(early.problems).toEqual([expect.objectContaining({ path: ['input', 'introducedOn'] })]);
    const begun = await fire(colleague, 'Lead', id, 'start-work', { introducedOn: '2026-03-02' });
    expect(begun).toEqual({ status: 'in_progress', problems: [] });
  });

  test('the referrer stays linked to the lead, but only its owner works on it', async () => {
    const id = await refer('Lugoj Ambalaje S.R.L.');
    await allot(id, 'seller-ma');
    const referrer = journey.as('seller');
    const { lead } = await referrer.ask(
      'query ($id: ID!) { lead(id: $id) { status createdBy { username } owner { username } } }',
      { id },
    );
    expect(lead).toEqual({ status: 'opened', createdBy: { username: 'seller' }, owner: { username: 'seller-ma' } });
    const { status, problems } = await fire(referrer, 'Lead', id, 'start-work', { introducedOn: '2026-03-02' });
    expect(status).toBeNull();
    expect(problems).toHaveLength(1);
  });

  test('the referrer introduces, hears who works on it, and of its end; both earn', async () => {
    const id = await refer('Reșița Utilaje S.A.', { fiscalCode: '41000016', monthlyValue: { amount: '300.00' } });
    await allot(id, 'seller-ma');
    await step(journey, 'seller-ma', id, 'start-work', { introducedOn: '2026-03-02' });
    await step(journey, 'seller-ma', id, 'contact');
    await step(journey, 'seller-ma', id, 'open-account');
    await step(journey, 'seller-ma', id, 'accept');
    await step(journey, 'seller-ma', id, 'win', { customerNumber: '10061201' });
    await journey.settle();
    expect(await heard(journey, 'seller', id)).toEqual([
      'Reșița Utilaje S.A.: Andrei Marinescu lucrează la leadul dumneavoastră',
      'Reșița Utilaje S.A.: se lucrează la leadul dumneavoastră',
      'Reșița Utilaje S.A. a acceptat',
      'Reșița Utilaje S.A. este client',
    ]);
    const { commissions } = await leadOf(
      journey,
      id,
      'commissions { nodes { person { username } amount { amount } } }',
    );
    expect(commissions).toEqual({
      nodes: [
        { person: { username: 'seller' }, amount: { amount: '60.00' } },
        { person: { username: 'seller-ma' }, amount: { amount: '90.00' } },
      ],
    });
  });

  test('the rule never proposes the one who refers', async () => {
    const id = await refer('Caransebeș Lemn S.R.L.', { county: 'Cluj' });
    expect(await leadOf(journey, id, 'allotment territory proposedWorker { name }')).toEqual({
      allotment: 'by_territory',
      territory: 'north_west',
      proposedWorker: null,
    });
  });
});
