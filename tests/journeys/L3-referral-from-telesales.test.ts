import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, idOf } from './steps.ts';

const journey = openJourney();

describe('L3: a telesales agent refers a company to direct sales', () => {
  test('it goes straight to the manager, needs no introduction, and telesales stays linked to it', async () => {
    const agent = journey.as('telesales');
    const { lead, problems } = await createLead(agent, {
      companyName: 'Avicola Călărași S.A.',
      channel: 'referral_telesales',
      contactName: 'Nicoleta Dobre',
      phone: '0242 555 700',
      estimatedSims: 3,
    });
    expect(problems).toEqual([]);
    expect(lead).toMatchObject({ status: 'qualified', salesChannel: 'DS', salesTeam: 'DS_GBM' });
    const id = lead?.id ?? '';
    const owner = await idOf(journey.as('manager'), 'User', 'username', 'seller');
    await fire(journey.as('manager'), 'Lead', id, 'allot', { owner });
    expect(await fire(journey.as('seller'), 'Lead', id, 'start-work')).toEqual({ status: 'in_progress', problems: [] });
    const seen = await agent.ask('query ($id: ID!) { lead(id: $id) { status owner { username } } }', { id });
    expect(seen.lead).toEqual({ status: 'in_progress', owner: { username: 'seller' } });
  });
});
