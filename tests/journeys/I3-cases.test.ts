import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { create, decide, fire, idOf, read, relied } from './steps.ts';

const journey = openJourney();

async function opened(fiscalCode: string | null, more: JsonObject): Promise<string> {
  const care = journey.as('care');
  const account = fiscalCode === null ? null : await idOf(care, 'Account', 'fiscalCode', fiscalCode);
  const { id } = await create(care, 'Case', { subject: 'Întrebare', account, ...more });
  return String(id);
}

describe('I3, M6: cases are routed by subject and segment', () => {
  test.each([
    ['a technical question of a major account to its team', '33184520', 'technical', 'ma_team', '2026-03-03', '4'],
    ['one of a smaller account to service', '27651205', 'technical', 'service', '2026-03-04', '5'],
    ['a payment to Collection, of a major account, too', '33184520', 'payment', 'collection', '2026-03-05', '3'],
    ['a question about an invoice to customer care', '27651205', 'invoice', 'care', '2026-03-05', '6'],
    ['what somebody unknown asks to customer care', null, 'other', 'care', '2026-03-05', '6'],
  ])('%s, with the day until which it is expected', async (_, fiscalCode, category, team, expectedOn, row) => {
    const id = await opened(fiscalCode, { category });
    expect(await read(journey.as('care'), 'Case', id, 'team expectedOn status becomesLead')).toEqual({
      team,
      expectedOn,
      status: 'open',
      becomesLead: false,
    });
    expect((await relied(journey.as('care'), id, 'case-routing'))[0]?.matched[0]?.rule).toBe(row);
  });

  test('the right category becomes a lead, once', async () => {
    const care = journey.as('care');
    const contact = { contactName: 'Andreea Șerban', mobile: '0264300105' };
    const id = await opened('27651205', { category: 'interest_to_buy', ...contact });
    expect(await fire(care, 'Case', id, 'hand-to-sales')).toEqual({ status: 'open', problems: [] });
    const seen = await read(care, 'Case', id, 'lead { status channel account { name } contactName }');
    expect(seen).toEqual({
      lead: {
        status: 'qualified',
        channel: 'customer_request',
        account: { name: 'Carpatica Distribuție S.R.L.' },
        contactName: 'Andreea Șerban',
      },
    });
    const again = await fire(care, 'Case', id, 'hand-to-sales');
    expect(again.problems.map(({ message }) => message)).toEqual([
      'Only a case of a category that becomes a lead is handed to sales, and only once.',
    ]);
    const other = await opened('27651205', { category: 'interest_to_buy', ...contact });
    const second = await fire(care, 'Case', other, 'hand-to-sales');
    expect(second.problems.map(({ message }) => message).join()).toContain('already has an open lead');
  });

  test('an answer that the customer declines goes on, with the reason', async () => {
    const care = journey.as('care');
    const id = await opened('27651205', { category: 'invoice' });
    await fire(care, 'Case', id, 'answer', { answer: 'Factura este corectă.' });
    expect((await fire(care, 'Case', id, 'decline')).status).toBeNull();
    expect(await fire(care, 'Case', id, 'decline', { reason: 'Lipsește reducerea.' })).toEqual({
      status: 'open',
      problems: [],
    });
    const routed = await fire(care, 'Case', id, 'route-again', { category: 'payment', reason: 'Ține de plată.' });
    expect(routed).toEqual({ status: 'open', problems: [] });
    expect(await read(care, 'Case', id, 'team')).toEqual({ team: 'collection' });
    await fire(care, 'Case', id, 'answer', { answer: 'Reducerea a fost aplicată.' });
    expect(await fire(care, 'Case', id, 'accept')).toEqual({ status: 'accepted', problems: [] });
  });

  test('sellers do not see the contact centre’s cases', async () => {
    const { cases } = await journey.as('seller').ask('{ cases { nodes { id } } }');
    expect(cases).toEqual({ nodes: [] });
    const { cases: all } = await journey.as('manager').ask('{ cases { totalCount } }');
    expect((all as unknown as { totalCount: number }).totalCount).toBeGreaterThan(2);
  });

  test('M6: the routing can be asked without opening a case', async () => {
    const facts = { category: 'termination', account: { segment: 'MA' } };
    expect(await decide(journey.as('care'), 'case-routing', facts)).toEqual({
      outcome: { team: 'loyalty', days: 1, lead: false },
      matched: [{ rule: '2', because: 'Loyalty speaks to whoever wants to leave.' }],
    });
  });
});
