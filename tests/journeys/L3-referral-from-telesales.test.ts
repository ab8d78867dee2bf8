import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, register, step } from './lead-steps.ts';
import { createLead, fire, idOf, read, relied, update } from './steps.ts';

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

  test('L2: the criterion is kept, and an existing account is referred only when it wants more', async () => {
    const agent = journey.as('telesales');
    const account = await idOf(agent, 'Account', 'fiscalCode', '27651205');
    const known = { channel: 'referral_telesales', contactName: 'Andreea Șerban', phone: '0264 300 105' };
    const { lead } = await createLead(agent, { ...known, companyName: 'Carpatica Distribuție', account });
    expect(lead).toMatchObject({ status: 'incomplete' });
    const id = lead?.id ?? '';
    const early = await fire(agent, 'Lead', id, 'qualify');
    expect(early.problems.map(({ message }) => message)).toEqual([
      'An existing account may be referred when it wants more.',
    ]);
    await update(agent, 'Lead', id, { estimatedSims: 5 });
    expect(await fire(agent, 'Lead', id, 'qualify')).toEqual({ status: 'qualified', problems: [] });
    expect(await read(agent, 'Lead', id, 'referralCriterion')).toEqual({ referralCriterion: 'wants_more' });
    const [answer] = await relied(agent, id, 'referral-criteria');
    expect(answer?.matched.map(({ because }) => because)).toEqual(['The existing account wants more than it has.']);
    const elsewhere = {
      ...known,
      companyName: 'Izvorul S.R.L.',
      phone: '0242 555 711',
      currentOperator: 'Vector Mobil',
    };
    const { lead: other } = await createLead(agent, elsewhere);
    expect(await read(agent, 'Lead', other?.id ?? '', 'referralCriterion status')).toEqual({
      referralCriterion: 'services_elsewhere',
      status: 'qualified',
    });
  });

  test('telesales is told when the analysis starts and at the end, and earns', async () => {
    const id = await register(journey, 'telesales', {
      ...{ companyName: 'Conserve Topoloveni S.A.', channel: 'referral_telesales', fiscalCode: '41000237' },
      monthlyValue: { amount: '250.00' },
    });
    await allot(journey, id, 'seller');
    await step(journey, 'seller', id, 'start-work');
    await journey.settle();
    expect(await heard(journey, 'telesales', id)).toContain(
      'Conserve Topoloveni S.A.: se lucrează la leadul dumneavoastră',
    );
    await step(journey, 'seller', id, 'open-account');
    await step(journey, 'seller', id, 'accept');
    await step(journey, 'seller', id, 'win', { customerNumber: '10061301' });
    await journey.settle();
    expect(await heard(journey, 'telesales', id)).toContain('Conserve Topoloveni S.A. este client');
    const { commissionEvents } = await journey
      .as('telesales')
      .ask(
        'query ($lead: ID!) { commissionEvents(filter: { lead: { id: { eq: $lead } } }) { nodes { reason amount { amount } } } }',
        {
          lead: id,
        },
      );
    expect(commissionEvents).toEqual({ nodes: [{ reason: 'referral', amount: { amount: '50.00' } }] });
  });

  test('also when it is lost', async () => {
    const id = await register(journey, 'telesales', { companyName: 'Var Fieni S.A.', channel: 'referral_telesales' });
    await allot(journey, id, 'seller');
    await step(journey, 'seller', id, 'lose', { lossReason: 'price', reason: 'Prea scump.' });
    await journey.settle();
    expect(await heard(journey, 'telesales', id)).toContain('Var Fieni S.A.: leadul este închis');
  });
});
