import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, idOf, updateLead } from './steps.ts';

const journey = openJourney();

const company = { channel: 'telemarketing', contactName: 'Lavinia Nistor', phone: '0259 555 220', estimatedSims: 12 };

async function register(companyName: string, more: JsonObject = {}) {
  return createLead(journey.as('telesales'), { ...company, companyName, ...more });
}

describe('L13: one customer has one contact person', () => {
  test('a second lead is recognised by fiscal code, however it is written, and refused', async () => {
    await register('Crișana Panouri S.R.L.', { fiscalCode: 'RO 11772642' });
    const { lead, problems } = await register('Alt nume S.R.L.', { fiscalCode: '11772642', phone: '0259 555 221' });
    expect(lead).toBeNull();
    expect(problems).toEqual([
      expect.objectContaining({ path: ['input', 'fiscalCode'], hint: expect.stringContaining('Crișana Panouri') }),
    ]);
  });

  test('an existing customer with an open lead gets no second one', async () => {
    const account = await idOf(journey.as('manager'), 'Account', 'fiscalCode', '27651205');
    expect((await register('Carpatica Distribuție S.R.L.', { account, phone: '0264 555 222' })).problems).toEqual([]);
    const { lead, problems } = await register('Filiala Turda', { account, phone: '0264 555 223' });
    expect(lead).toBeNull();
    expect(problems.map(({ message }) => message).join()).toContain('one customer has one contact person');
  });

  test('a similar name with the same telephone is pointed out, not refused', async () => {
    await register('Transilvania Cereale S.R.L.', { phone: '0263 555 224' });
    const { lead, problems } = await register('Transilvania Cereale SRL', { phone: '0263555224' });
    expect(lead).not.toBeNull();
    expect(problems).toEqual([
      expect.objectContaining({ hint: expect.stringContaining('Transilvania Cereale S.R.L.') }),
    ]);
  });

  test('the owner changes only by re-allotment, with its kind of reason and a sentence, both recorded', async () => {
    const manager = journey.as('manager');
    const id = (await register('Bihor Confecții S.A.', { phone: '0259 555 225' })).lead?.id ?? '';
    const to = (username: string) => idOf(manager, 'User', 'username', username);
    await fire(manager, 'Lead', id, 'allot', { owner: await to('seller') });
    const written = await updateLead(manager, id, { owner: await to('seller-ma') });
    expect(written.problems).toEqual([expect.objectContaining({ path: ['input', 'owner'] })]);
    const reason = 'Agentul a trecut alt județ.';
    expect(
      await fire(manager, 'Lead', id, 're-allot', {
        ...{ owner: await to('seller-ma'), reallotmentReason: 'entered_wrongly', reason },
      }),
    ).toEqual({ status: 'opened', problems: [] });
    const { lead } = await manager.ask(
      'query ($id: ID!) { lead(id: $id) { owner { username } reallotmentReason history { event reason } } }',
      { id },
    );
    expect(lead).toMatchObject({
      owner: { username: 'seller-ma' },
      reallotmentReason: 'entered_wrongly',
      history: expect.arrayContaining([{ event: 're-allot', reason }]),
    });
  });
});
