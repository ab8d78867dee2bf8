import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, idOf } from './steps.ts';

const journey = openJourney();

const call = { channel: 'hot_lead', contactName: 'Ovidiu Tudose', phone: '0251 555 110' };

describe('L9: telemarketing transfers a live call to telesales and registers the lead during it', () => {
  test('what fits telesales stays there, what fits direct sales is routed there', async () => {
    const agent = journey.as('telesales');
    const small = await createLead(agent, { ...call, companyName: 'Florăria Lalea', estimatedSims: 3 });
    expect(small.lead).toMatchObject({ salesTeam: 'telesales' });
    const large = await createLead(agent, { ...call, companyName: 'Uzina Mecanică Gorj S.A.', estimatedSims: 30 });
    expect(large.lead).toMatchObject({ salesTeam: 'DS_GBM' });
  });

  test('the manager re-routes a hot lead that turned out to fit direct sales, and says why', async () => {
    const manager = journey.as('manager');
    const { lead } = await createLead(journey.as('marketing'), {
      ...call,
      companyName: 'Servicii Olt S.R.L.',
      estimatedSims: 4,
    });
    const id = lead?.id ?? '';
    const to = (username: string) => idOf(manager, 'User', 'username', username);
    await fire(manager, 'Lead', id, 'allot', { owner: await to('telesales') });
    const early = await fire(manager, 'Lead', id, 're-allot', { owner: await to('seller') });
    expect(early.status).toBeNull();
    expect(early.problems).toHaveLength(2);
    const rerouted = await fire(manager, 'Lead', id, 're-allot', {
      ...{ owner: await to('seller'), reallotmentReason: 'hot_lead', reason: 'Clientul cere și internet fix.' },
    });
    expect(rerouted).toEqual({ status: 'opened', problems: [] });
  });
});
