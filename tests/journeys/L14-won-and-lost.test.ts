import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, idOf } from './steps.ts';

const journey = openJourney();

/** A lead that the seller works on. */
async function inProgress(companyName: string, more: JsonObject = {}): Promise<string> {
  const { lead, problems } = await createLead(journey.as('telesales'), {
    companyName,
    channel: 'telemarketing',
    contactName: 'Horia Manea',
    phone: '0231 555 500',
    estimatedSims: 12,
    ...more,
  });
  if (!lead) throw new Error(JSON.stringify(problems));
  const owner = await idOf(journey.as('manager'), 'User', 'username', 'seller');
  await fire(journey.as('manager'), 'Lead', lead.id, 'allot', { owner });
  await fire(journey.as('seller'), 'Lead', lead.id, 'start-work');
  return lead.id;
}

describe('L14: a lead is won only with the customer number, and lost only with a reason', () => {
  test('a new customer accepts, is activated, and only the customer number makes the lead won', async () => {
    const seller = journey.as('seller');
    const id = await inProgress('Panificația Bucovina S.R.L.', { fiscalCode: '36504823' });
    expect((await fire(seller, 'Lead', id, 'accept')).problems.map(({ message }) => message)).toEqual([
      'Open an account for the company first.',
    ]);
    expect((await fire(seller, 'Lead', id, 'open-account')).problems).toEqual([]);
    expect(await fire(seller, 'Lead', id, 'accept')).toEqual({ status: 'accepted', problems: [] });
    const early = await fire(seller, 'Lead', id, 'win');
    expect(early.status).toBeNull();
    expect(early.problems).toEqual([expect.objectContaining({ path: ['input', 'customerNumber'] })]);
    expect(await fire(seller, 'Lead', id, 'win', { customerNumber: '10061234' })).toEqual({
      status: 'won',
      problems: [],
    });
    const { lead } = await seller.ask(
      'query ($id: ID!) { lead(id: $id) { acceptedOn closedOn customerNumber account { name fiscalCode status } } }',
      { id },
    );
    expect(lead).toEqual({
      acceptedOn: '2026-03-02',
      closedOn: '2026-03-02',
      customerNumber: '10061234',
      account: { name: 'Panificația Bucovina S.R.L.', fiscalCode: '36504823', status: 'prospect' },
    });
  });

  test('a customer number that billing could not have given is refused', async () => {
    const seller = journey.as('seller');
    const id = await inProgress('Lactate Suceava S.R.L.', { fiscalCode: '15890365' });
    await fire(seller, 'Lead', id, 'open-account');
    await fire(seller, 'Lead', id, 'accept');
    const { problems } = await fire(seller, 'Lead', id, 'win', { customerNumber: 'mâine' });
    expect(problems).toEqual([expect.objectContaining({ code: 'WRONG_PATTERN', path: ['input', 'customerNumber'] })]);
  });

  test('for an existing customer the activation must be done', async () => {
    const seller = journey.as('seller');
    const account = await idOf(seller, 'Account', 'fiscalCode', '27651205');
    const id = await inProgress('Carpatica Distribuție S.R.L.', { account });
    await fire(seller, 'Lead', id, 'accept');
    const early = await fire(seller, 'Lead', id, 'win', { customerNumber: '10048211' });
    expect(early.status).toBeNull();
    expect(early.problems.map(({ message }) => message).join(' ')).toContain('activation');
    expect(await fire(seller, 'Lead', id, 'win', { activationDone: true })).toEqual({ status: 'won', problems: [] });
  });

  test('giving up needs the kind of reason and a sentence, both kept', async () => {
    const seller = journey.as('seller');
    const id = await inProgress('Metal Prelucrări Iași S.R.L.');
    const early = await fire(seller, 'Lead', id, 'lose');
    expect(early.status).toBeNull();
    expect(early.problems.length).toBe(2);
    const reason = 'A prelungit contractul cu operatorul actual.';
    expect(await fire(seller, 'Lead', id, 'lose', { lossReason: 'competitor', reason })).toEqual({
      status: 'lost',
      problems: [],
    });
    const { lead } = await seller.ask('query ($id: ID!) { lead(id: $id) { lossReason history { event reason } } }', {
      id,
    });
    expect(lead).toMatchObject({
      lossReason: 'competitor',
      history: expect.arrayContaining([{ event: 'lose', reason }]),
    });
  });

  test('nobody but its owner changes the status, and not by writing it either', async () => {
    const id = await inProgress('Cherestea Vatra S.R.L.', { fiscalCode: '11772642' });
    await fire(journey.as('seller'), 'Lead', id, 'open-account');
    const { status, problems } = await fire(journey.as('manager'), 'Lead', id, 'accept');
    expect(status).toBeNull();
    expect(problems).toHaveLength(1);
    const { errors } = await journey
      .as('manager')
      .tell('mutation ($id: ID!) { updateLead(id: $id, input: { status: won }) { lead { status } } }', { id });
    expect(errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
    ]);
  });
});
