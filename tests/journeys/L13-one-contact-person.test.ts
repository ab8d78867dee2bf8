import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, refusal, register as registered, step, userOf } from './lead-steps.ts';
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

  test('the same telephone under another name, and a similar name in the same place, are pointed out', async () => {
    await register('Metalurgica Zărnești S.A.', { phone: '0268 555 225', city: 'Zărnești' });
    const byPhone = await register('Grup MZ S.R.L.', { phone: '0268555225', city: 'Brașov' });
    expect(byPhone.problems.map(({ message }) => message)).toEqual([expect.stringContaining('same telephone')]);
    const byName = await register('Metalurgica Zarnesti SA', { phone: '0268 555 226', city: 'Zărnești' });
    expect(byName.problems.map(({ message }) => message)).toEqual([expect.stringContaining('similar name')]);
    const elsewhere = await register('Metalurgica Zărnești S.A.', { phone: '0268 555 227', city: 'Cugir' });
    expect(elsewhere.problems).toEqual([]);
  });

  test('the second is joined with the first: its owner stays the one contact person, and both sides hear of it', async () => {
    const first = await registered(journey, 'telesales', { companyName: 'Cabluri Iernut S.A.', city: 'Iernut' });
    await allot(journey, first, 'seller');
    const second = await registered(journey, 'marketing', { companyName: 'Cabluri Iernut Trade', city: 'Mureș' });
    const reason = 'Aceeași firmă, alt punct de lucru.';
    expect(await refusal(journey, 'manager', second, 'join', { reason })).not.toHaveLength(0);
    expect(await refusal(journey, 'manager', second, 'join', { joinedTo: second, reason })).toHaveLength(1);
    expect(await refusal(journey, 'seller', second, 'join', { joinedTo: first, reason })).toHaveLength(1);
    expect(await step(journey, 'manager', second, 'join', { joinedTo: first, reason })).toBe('joined');
    await journey.settle();
    const subject = 'Cabluri Iernut Trade: unit cu alt lead';
    expect(await heard(journey, 'seller', second)).toEqual([subject]);
    expect(await heard(journey, 'marketing', second)).toContain(subject);
    expect(await leadOf(journey, first, 'status owner { username } joined { nodes { companyName } }')).toEqual({
      status: 'opened',
      owner: { username: 'seller' },
      joined: { nodes: [{ companyName: 'Cabluri Iernut Trade' }] },
    });
    expect(await refusal(journey, 'manager', second, 'allot')).toHaveLength(1);
  });

  test('re-allotment judges the corrected data anew, and goes to another person with kind of reason and sentence', async () => {
    const id = await registered(journey, 'telesales', {
      companyName: 'Gaz Mediaș Sud S.A.',
      estimatedSims: 3,
      county: 'Sibiu',
    });
    const manager = journey.as('manager');
    // Who registered it is not the one who gets it.
    expect(await refusal(journey, 'manager', id, 'allot', { owner: await userOf(journey, 'telesales') })).toHaveLength(
      1,
    );
    const allotted = await fire(manager, 'Lead', id, 'allot', { owner: await userOf(journey, 'seller') });
    expect(allotted).toEqual({ status: 'opened', problems: [] });
    const to = { owner: await userOf(journey, 'seller-ma'), reallotmentReason: 'received_wrongly' };
    expect(await refusal(journey, 'manager', id, 're-allot', to)).toHaveLength(1);
    expect(
      await refusal(journey, 'manager', id, 're-allot', { ...to, reallotmentReason: null, reason: 'Așa.' }),
    ).toHaveLength(1);
    const same = { ...to, owner: await userOf(journey, 'seller'), reason: 'Tot la el.' };
    expect(await refusal(journey, 'manager', id, 're-allot', same)).toHaveLength(1);
    expect(await refusal(journey, 'seller', id, 're-allot', { ...to, reason: 'Nu vreau.' })).toHaveLength(1);
    await step(journey, 'manager', id, 're-allot', { ...to, reason: 'Sunt 70 de SIM-uri, nu 3.', estimatedSims: 70 });
    expect(await leadOf(journey, id, 'salesTeam segment owner { username } effort')).toEqual({
      salesTeam: 'DS_MA',
      segment: 'MA',
      owner: { username: 'seller-ma' },
      effort: 'high',
    });
  });
});
