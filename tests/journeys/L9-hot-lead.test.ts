import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, refusal, register, step, userOf } from './lead-steps.ts';
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

  test('the contact is made while it is registered: no clock runs', async () => {
    const id = await register(journey, 'telesales', { ...call, companyName: 'Brutăria Slatina', estimatedSims: 3 });
    expect(await leadOf(journey, id, 'contactDue contactFrom')).toEqual({ contactDue: null, contactFrom: null });
  });

  test('telesales re-routes what fits direct sales; the manager there allots it and hears of it from time to time', async () => {
    journey.at('2026-03-02T08:00:00.000Z');
    const id = await register(journey, 'marketing', {
      ...call,
      companyName: 'Rafinăria Vega Sud S.A.',
      estimatedSims: 4,
      county: 'Cluj',
    });
    expect(await leadOf(journey, id, 'salesTeam proposedWorker { name }')).toEqual({
      salesTeam: 'telesales',
      proposedWorker: { name: 'Cristian Popa' },
    });
    await step(journey, 'manager-ts', id, 'allot-as-proposed');
    const reason = 'Clientul cere internet fix în trei sedii.';
    expect(await refusal(journey, 'marketing', id, 're-route', { reason })).toHaveLength(1);
    expect(await refusal(journey, 'telesales', id, 're-route')).toHaveLength(1);
    expect(await step(journey, 'telesales', id, 're-route', { reason })).toBe('qualified');
    expect(
      await leadOf(
        journey,
        id,
        'salesTeam segment reallotmentReason reroutedBy { username } proposedWorker { name } contactDue statusWatch',
      ),
    ).toEqual({
      salesTeam: 'DS_GBM',
      segment: 'GBM_Medium',
      reallotmentReason: 'hot_lead',
      reroutedBy: { username: 'telesales' },
      proposedWorker: { name: 'Ioana Dumitrescu' },
      contactDue: '2026-03-03T08:00:00.000Z',
      statusWatch: 'watching',
    });
    await step(journey, 'manager', id, 'allot-as-proposed');
    expect(await step(journey, 'seller', id, 'contact')).toBe('in_progress');
    await journey.pass('96 hours');
    const notices = (await heard(journey, 'manager', id)) as string[];
    expect(notices.filter((subject) => subject.includes('de la televânzări'))).toHaveLength(2);
    expect(await leadOf(journey, id, 'history { event reason }')).toMatchObject({
      history: expect.arrayContaining([{ event: 're-route', reason }]),
    });
    await step(journey, 'seller', id, 'lose', { lossReason: 'price', reason: 'Prea scump.' });
    await journey.pass('96 hours');
    const after = (await heard(journey, 'manager', id)) as string[];
    expect(after.filter((subject) => subject.includes('de la televânzări'))).toHaveLength(2);
    expect(await leadOf(journey, id, 'statusWatch')).toEqual({ statusWatch: 'ended' });
  });

  test('only a transferred call is re-routed, only by telesales, and it is re-allotted for that reason alone', async () => {
    const id = await register(journey, 'telesales', { companyName: 'Auto Craiova Vest S.R.L.', city: 'Craiova' });
    await allot(journey, id, 'seller');
    expect(await refusal(journey, 'seller', id, 're-route', { reason: 'Nu știu.' })).toEqual([
      expect.stringContaining('Only telesales'),
    ]);
    const hot = { owner: await userOf(journey, 'seller-ma'), reallotmentReason: 'hot_lead', reason: 'Altcineva.' };
    expect(await refusal(journey, 'manager', id, 're-allot', hot)).toHaveLength(1);
  });
});
