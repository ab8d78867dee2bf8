import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, leadOf, register, step } from './lead-steps.ts';
import { createLead, idOf } from './steps.ts';

const journey = openJourney();

const customer = { channel: 'store', contactName: 'Valentin Cozma', phone: '0234 555 900' };

describe('L8: a store registers a customer above what it may offer', () => {
  test.each([
    ['a small company', { estimatedSims: 4 }, 'DS_GBM'],
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

  test('whom the store may serve itself it keeps, unless the value or fixed services are above it', async () => {
    const store = journey.as('store');
    const small = { ...customer, companyName: 'Frizeria Centrală', phone: '0234 555 902', estimatedSims: 2 };
    const { lead, problems } = await createLead(store, small);
    expect(lead).toBeNull();
    expect(problems).toEqual([
      expect.objectContaining({ path: ['input', 'estimatedSims'], message: expect.stringContaining('may serve') }),
    ]);
    const fixed = await createLead(store, { ...small, interests: ['fixed_data'] });
    expect(fixed.lead).toMatchObject({ status: 'qualified', salesTeam: 'DS_GBM' });
  });

  test('the store earns per account that is won', async () => {
    const id = await register(journey, 'store', {
      companyName: 'Curierat Moldova S.R.L.',
      channel: 'store',
      fiscalCode: '41000016',
    });
    await allot(journey, id, 'seller');
    await step(journey, 'seller', id, 'contact');
    await step(journey, 'seller', id, 'open-account');
    await step(journey, 'seller', id, 'accept');
    await step(journey, 'seller', id, 'win', { customerNumber: '10061801' });
    const { commissions } = await leadOf(
      journey,
      id,
      'commissions { nodes { reason person { username } amount { amount } } }',
    );
    expect(commissions).toEqual({
      nodes: [{ reason: 'store_account', person: { username: 'store' }, amount: { amount: '15.00' } }],
    });
  });
});
