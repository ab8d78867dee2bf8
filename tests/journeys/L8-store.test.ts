import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, idOf } from './steps.ts';

const journey = openJourney();

const customer = { channel: 'store', contactName: 'Valentin Cozma', phone: '0234 555 900' };

describe('L8: a store registers a customer above what it may offer', () => {
  test.each([
    ['a small company', { estimatedSims: 2 }, 'DS_GBM'],
    ['a large one', { estimatedSims: 70 }, 'DS_MA'],
    ['one of high value', { estimatedSims: 5, monthlyValue: { amount: '900' } }, 'DS_MA'],
  ])('%s goes to direct sales, never to telesales or a dealer', async (companyName, more, salesTeam) => {
    const { lead, problems } = await createLead(journey.as('store'), { ...customer, ...more, companyName });
    expect(problems.filter(({ code }) => code !== 'DUPLICATE')).toEqual([]);
    expect(lead).toMatchObject({ status: 'qualified', salesTeam });
  });

  test('a customer known to us goes to direct sales GBM, where a dealer would have got it by telemarketing', async () => {
    const store = journey.as('store');
    const account = await idOf(store, 'Account', 'fiscalCode', '27651205');
    const known = {
      ...customer,
      companyName: 'Carpatica Distribuție',
      phone: '0264 555 901',
      account,
      estimatedSims: 20,
    };
    const { lead } = await createLead(store, known);
    expect(lead).toMatchObject({ salesTeam: 'DS_GBM', segment: 'GBM_High' });
    const { decide } = await store.ask(
      'query ($facts: JSON!) { decide(decision: "lead-qualification", facts: $facts) { outcome } }',
      { facts: { channel: 'telemarketing', estimatedSims: 20, account: { id: account } } },
    );
    expect(decide).toEqual({ outcome: { channel: 'GBM', segment: 'GBM-High' } });
  });
});
