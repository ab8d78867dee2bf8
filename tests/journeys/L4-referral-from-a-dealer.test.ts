import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, register, step } from './lead-steps.ts';
import { createLead, fire, idOf, update } from './steps.ts';

const journey = openJourney();

const company = {
  companyName: 'Mobila Codlea S.A.',
  channel: 'referral_dealer',
  contactName: 'Sanda Filip',
  phone: '0268 555 800',
};

describe('L4: a GBM dealer refers a company to direct sales MA', () => {
  test('it goes to the acquisition manager of direct sales MA, whatever its size', async () => {
    const { lead, problems } = await createLead(journey.as('dealer'), company);
    expect(problems).toEqual([]);
    expect(lead).toMatchObject({ status: 'qualified', salesTeam: 'DS_MA' });
  });

  test('the form is restricted: a dealer writes no value, chooses no owner and changes nothing afterwards', async () => {
    const dealer = journey.as('dealer');
    const valued = await createLead(dealer, { ...company, monthlyValue: { amount: '10' } });
    expect(valued.problems).toEqual([expect.objectContaining({ code: 'FORBIDDEN', path: ['input', 'monthlyValue'] })]);
    const { leads } = await dealer.ask('{ leads { nodes { id monthlyValue { amount } hidden } } }');
    const { nodes } = leads as unknown as { nodes: { id: string; hidden: string[] }[] };
    expect(nodes.every(({ hidden }) => hidden.includes('monthlyValue'))).toBe(true);
    expect((await fire(dealer, 'Lead', nodes[0]?.id ?? '', 'allot')).status).toBeNull();
  });

  test('the dealer stays linked, is told at a successful close, and earns', async () => {
    const id = await register(journey, 'dealer', {
      ...{ companyName: 'Rulmenți Bârlad Nou S.A.', channel: 'referral_dealer', fiscalCode: '41003470' },
    });
    await allot(journey, id, 'seller-ma');
    expect(await update(journey.as('seller-ma'), 'Lead', id, { monthlyValue: { amount: '600.00' } })).toEqual([]);
    await step(journey, 'seller-ma', id, 'contact');
    await step(journey, 'seller-ma', id, 'open-account');
    await step(journey, 'seller-ma', id, 'accept');
    await step(journey, 'seller-ma', id, 'win', { customerNumber: '10061401' });
    await journey.settle();
    expect(await heard(journey, 'dealer', id)).toEqual(['Rulmenți Bârlad Nou S.A. este client']);
    const { commissions } = await leadOf(
      journey,
      id,
      'commissions { nodes { reason person { username } amount { amount } } }',
    );
    expect(commissions).toEqual({
      nodes: [{ reason: 'dealer_referral', person: { username: 'dealer' }, amount: { amount: '150.00' } }],
    });
  });

  test('a lead that is lost is not told, and earns nothing', async () => {
    const id = await register(journey, 'dealer', { companyName: 'Postav Buhuși S.A.', channel: 'referral_dealer' });
    await allot(journey, id, 'seller-ma');
    await step(journey, 'seller-ma', id, 'lose', { lossReason: 'no_need', reason: 'S-a închis.' });
    await journey.settle();
    expect(await heard(journey, 'dealer', id)).toEqual([]);
    expect(await leadOf(journey, id, 'commissions { totalCount }')).toEqual({ commissions: { totalCount: 0 } });
  });

  test('a dealer of the region works on what the matrix gives to dealers', async () => {
    const account = await idOf(journey.as('manager'), 'Account', 'fiscalCode', '27651205');
    const id = await register(journey, 'telesales', {
      ...{ companyName: 'Carpatica Distribuție S.R.L.', account, county: 'Timiș', estimatedSims: 20 },
    });
    expect(await leadOf(journey, id, 'salesTeam allotment proposedWorker { name }')).toEqual({
      salesTeam: 'dealers',
      allotment: 'by_territory',
      proposedWorker: { name: 'Florin Neagu' },
    });
    await step(journey, 'manager', id, 'allot-as-proposed');
    expect(await step(journey, 'dealer', id, 'contact')).toBe('in_progress');
  });
});
