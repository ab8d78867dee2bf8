import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, idOf } from './steps.ts';

const journey = openJourney();

async function refer(companyName: string): Promise<string> {
  const { lead, problems } = await createLead(journey.as('seller'), {
    companyName,
    channel: 'referral_direct_sales',
    contactName: 'Liviu Oprea',
    phone: '0256 555 300',
    estimatedSims: 4,
    currentOperator: 'Vector Mobil',
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
});
