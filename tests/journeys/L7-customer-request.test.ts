import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, idOf, updateLead } from './steps.ts';

const journey = openJourney();

describe('L7: operations register what a customer asks for', () => {
  test.each(['care', 'collection', 'fraud', 'masupport', 'loyalty', 'tam', 'ma-team', 'data-support'])(
    '%s may register it',
    async (username) => {
      const { lead } = await createLead(journey.as(username), {
        companyName: `Solicitare prin ${username}`,
        channel: 'customer_request',
      });
      expect(lead).toMatchObject({ status: 'incomplete' });
    },
  );

  test('it must be reconciled with the customer’s account; then the matrix runs, which never sends it to a dealer', async () => {
    const care = journey.as('care');
    const { lead } = await createLead(care, {
      companyName: 'Carpatica Distribuție S.R.L.',
      channel: 'customer_request',
      contactName: 'Andreea Șerban',
      phone: '0264 300 105',
      estimatedSims: 15,
    });
    const id = lead?.id ?? '';
    const early = await fire(care, 'Lead', id, 'qualify');
    expect(early.problems.map(({ message }) => message)).toEqual([
      "The request must be reconciled with the customer's account.",
    ]);
    await updateLead(care, id, { account: await idOf(care, 'Account', 'fiscalCode', '27651205') });
    expect(await fire(care, 'Lead', id, 'qualify')).toEqual({ status: 'qualified', problems: [] });
    const seen = await care.ask('query ($id: ID!) { lead(id: $id) { salesTeam segment existingCustomer } }', { id });
    expect(seen.lead).toEqual({ salesTeam: 'DS_GBM', segment: 'GBM_High', existingCustomer: true });
  });
});
