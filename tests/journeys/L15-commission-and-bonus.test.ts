import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, decide, fire, idOf, read, relied, update } from './steps.ts';

const journey = openJourney();
let companies = 0;

const FISCAL_CODES = ['41000016', '41000237', '41003470', '41004158'];
const EARNED = 'commissions { nodes { person { username } reason amount { amount } earnedOn } }';

/** A lead that somebody registers, the manager allots to a seller, and the seller takes to the customer number. */
async function won(registrant: string, owner: string, input: JsonObject, atTheEnd: JsonObject = {}) {
  const company = { companyName: `Firma ${++companies}`, contactName: 'Ana Pop', phone: `07451002${10 + companies}` };
  const { lead, problems } = await createLead(journey.as(registrant), {
    ...company,
    fiscalCode: FISCAL_CODES[companies] ?? '',
    ...input,
  });
  if (!lead) throw new Error(JSON.stringify(problems));
  const manager = journey.as('manager');
  const seller = journey.as(owner);
  const steps = [
    await fire(manager, 'Lead', lead.id, 'allot', { owner: await idOf(manager, 'User', 'username', owner) }),
    await fire(
      seller,
      'Lead',
      lead.id,
      'start-work',
      input.channel === 'referral_direct_sales' ? { introducedOn: '2026-03-02' } : {},
    ),
    await fire(seller, 'Lead', lead.id, 'open-account'),
    await fire(seller, 'Lead', lead.id, 'accept'),
    await fire(seller, 'Lead', lead.id, 'win', { customerNumber: `1006123${companies}`, ...atTheEnd }),
  ];
  return { id: lead.id, problems: steps.flatMap((step) => step.problems) };
}

const earned = async (id: string) =>
  ((await read(journey.as('manager'), 'Lead', id, EARNED)) as unknown as { commissions: { nodes: JsonObject[] } })
    .commissions.nodes;

describe('L15: commission and bonus are computed by rules when a lead is won', () => {
  test('L2: within direct sales both earn, of the monthly value', async () => {
    const { id, problems } = await won('seller', 'seller-ma', {
      channel: 'referral_direct_sales',
      estimatedSims: 60,
      monthlyValue: { amount: '800.00' },
    });
    expect(problems).toEqual([]);
    expect(await earned(id)).toEqual([
      { person: { username: 'seller' }, reason: 'referral', amount: { amount: '160.00' }, earnedOn: '2026-03-02' },
      { person: { username: 'seller-ma' }, reason: 'closing', amount: { amount: '240.00' }, earnedOn: '2026-03-02' },
    ]);
  });

  test('L1: the telemarketer earns for the lead, and more for complete data; it is said why', async () => {
    const { id } = await won('telesales', 'seller', {
      channel: 'telemarketing',
      estimatedSims: 12,
      contactPosition: 'Administrator',
      email: 'ana@firma.example',
      employees: 20,
      currentOperator: 'Vector Mobil',
    });
    expect((await earned(id)).map(({ reason, amount }) => [reason, amount])).toEqual([
      ['telemarketing_lead', { amount: '5.00' }],
      ['telemarketing_quality', { amount: '3.00' }],
    ]);
    const [answer] = await relied(journey.as('manager'), id, 'lead-commission');
    expect(answer?.matched).toEqual([
      { rule: '1', because: 'Each won lead of telemarketing earns a bonus.' },
      { rule: '2', because: 'Complete data earn a further bonus.' },
    ]);
  });

  test('L5: an employee earns from three activated SIMs, which must be told', async () => {
    const lead = {
      channel: 'employee_referral',
      estimatedSims: 12,
      registrantDepartment: 'finance',
      registrantPhone: '0745100299',
    };
    const early = await won('employee', 'seller', lead);
    expect(early.problems.map(({ path }) => path?.at(-1))).toEqual(['activatedSims']);
    const seller = journey.as('seller');
    const late = await fire(seller, 'Lead', early.id, 'win', { customerNumber: '10061239', activatedSims: 5 });
    expect(late).toEqual({ status: 'won', problems: [] });
    expect(await earned(early.id)).toEqual([
      expect.objectContaining({ person: { username: 'employee' }, amount: { amount: '40.00' } }),
    ]);
  });

  test('L1: each so many won leads of an agent earn a bonus by number', async () => {
    const facts = { channel: 'telemarketing', registrant: { registeredWon: 9 } };
    const { outcome } = await decide(journey.as('manager'), 'lead-commission', facts);
    expect(outcome).toEqual([
      expect.objectContaining({ reason: 'telemarketing-lead' }),
      expect.objectContaining({ reason: 'telemarketing-number', to: 'registrant', amount: 25 }),
    ]);
    const { salesWorkers } = await journey
      .as('manager')
      .ask('{ salesWorkers(filter: { name: { eq: "Cristian Popa" } }) { nodes { registeredWon } } }');
    expect(salesWorkers).toEqual({ nodes: [{ registeredWon: 1 }] });
  });

  test('each sees only what is the own; finance lists and sums all', async () => {
    const amounts = 'query { commissionEvents { nodes { person { username } } totalCount } }';
    const { commissionEvents: own } = await journey.as('employee').ask(amounts);
    expect(own).toEqual({ nodes: [{ person: { username: 'employee' } }], totalCount: 1 });
    const { commissionEvents: all } = await journey.as('finance').ask(amounts);
    expect((all as unknown as { totalCount: number }).totalCount).toBe(5);
  });

  test('nobody writes a commission by hand, nor changes one', async () => {
    const { commissionEvents } = await journey.as('employee').ask('query { commissionEvents { nodes { id } } }');
    const [first] = (commissionEvents as unknown as { nodes: { id: string }[] }).nodes;
    const problems = await update(journey.as('employee'), 'CommissionEvent', first?.id ?? '', {
      amount: { amount: '4000', currency: 'EUR' },
    });
    expect(problems).toHaveLength(1);
  });
});
