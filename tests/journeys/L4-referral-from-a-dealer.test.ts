import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire } from './steps.ts';

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
});
