import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, leadOf, register, step, telephone } from './lead-steps.ts';
import { createLead, idOf, relied } from './steps.ts';

const journey = openJourney();

describe('L18: an opportunity is qualified by risk and effort, with or without a definite customer', () => {
  test.each([
    ['Fixed data takes much effort', { interests: ['fixed_data'], estimatedSims: 4 }, 'low', 'high'],
    ['A new company of sixty SIMs has no history', { estimatedSims: 60 }, 'medium', 'high'],
    ['A small one is sold by telephone', { estimatedSims: 3 }, 'low', 'low'],
    ['Twelve SIMs are sold at a visit', { estimatedSims: 12 }, 'low', 'medium'],
  ])('%s', async (companyName, more, risk, effort) => {
    const id = await register(journey, 'telesales', { companyName, city: companyName, ...more });
    expect(await leadOf(journey, id, 'risk effort')).toEqual({ risk, effort });
    const [answer] = await relied(journey.as('manager'), id, 'lead-effort');
    expect(answer?.matched).toEqual([{ rule: expect.any(String), because: expect.stringMatching(/./) }]);
  });

  test('a customer who owes two invoices is a high risk, and the form is filled from its account', async () => {
    const account = await idOf(journey.as('care'), 'Account', 'fiscalCode', '33184520');
    const { lead } = await createLead(journey.as('care'), {
      ...{ channel: 'customer_request', account, contactName: 'Victor Năstase', estimatedSims: 5 },
    });
    expect(lead).toMatchObject({ status: 'qualified' });
    expect(await leadOf(journey, lead?.id ?? '', 'companyName phone city county territory risk customerKind')).toEqual({
      companyName: 'Dunărea Transport S.A.',
      phone: '+40236400200',
      city: 'Galați',
      county: 'Galați',
      territory: 'south_east',
      risk: 'high',
      customerKind: 'existing',
    });
  });

  test('no definite customer yet, then a prospect, then one that is stored: always the same lead', async () => {
    const { lead, problems } = await createLead(journey.as('telesales'), {
      ...{ channel: 'telemarketing', contactName: 'Vizitator la târg', phone: telephone(), estimatedSims: 12 },
      preferences: 'Abonamente cu date nelimitate, telefoane în rate.',
    });
    expect(problems).toEqual([]);
    const id = lead?.id ?? '';
    expect(await leadOf(journey, id, 'companyName customerKind preferences')).toEqual({
      companyName: 'Vizitator la târg',
      customerKind: 'not_definite',
      preferences: 'Abonamente cu date nelimitate, telefoane în rate.',
    });
    await allot(journey, id, 'seller');
    await step(journey, 'seller', id, 'contact');
    const firm = { companyName: 'Târgul Cărții S.R.L.', fiscalCode: '15890365' };
    await journey
      .as('seller')
      .ask('mutation ($id: ID!, $input: LeadPatch!) { updateLead(id: $id, input: $input) { problems { message } } }', {
        id,
        input: firm,
      });
    expect(await leadOf(journey, id, 'customerKind')).toEqual({ customerKind: 'prospect' });
    await step(journey, 'seller', id, 'open-account');
    expect(await leadOf(journey, id, 'customerKind account { name status }')).toEqual({
      customerKind: 'prospect',
      account: { name: 'Târgul Cărții S.R.L.', status: 'prospect' },
    });
  });

  test('somebody must be named: a company, an account or a contact person', async () => {
    const { lead, problems } = await createLead(journey.as('telesales'), {
      channel: 'telemarketing',
      phone: telephone(),
    });
    expect(lead).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ path: ['input', 'companyName'] })]);
  });
});
