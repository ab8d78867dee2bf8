import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { create, fire, idOf, read, update } from './steps.ts';

const journey = openJourney({ sandbox: true });

/** Plans the next visit of a customer and answers it. */
async function planned(fiscalCode: string): Promise<JsonObject> {
  const seller = journey.as('seller');
  const account = await idOf(seller, 'Account', 'fiscalCode', fiscalCode);
  expect((await fire(seller, 'Account', account, 'plan-visit')).problems).toEqual([]);
  const { visits } = await seller.ask(
    `query ($account: ID!) { visits(filter: { account: { id: { eq: $account } } }, orderBy: [{ createdAt: DESC }, { id: DESC }], first: 1) {
      nodes { id way purpose plannedOn status owner { username } }
    } }`,
    { account },
  );
  const [visit] = (visits as unknown as { nodes: JsonObject[] }).nodes;
  return visit ?? {};
}

describe('M5: visits are planned by segment, and sooner when something is due', () => {
  test('a major account that was never visited is visited today, then thirty days after each visit', async () => {
    const seller = journey.as('seller');
    const { id, ...visit } = await planned('33184520');
    expect(visit).toEqual({
      way: 'visit',
      purpose: 'relation',
      plannedOn: '2026-03-02',
      status: 'planned',
      owner: { username: 'seller' },
    });
    const early = await fire(seller, 'Visit', String(id), 'complete');
    expect(early.problems.map(({ path }) => path?.at(-1)).sort()).toEqual(['doneOn', 'outcome']);
    const done = { doneOn: '2026-03-02', outcome: 'Mulțumiți; doresc flotă.' };
    expect(await fire(seller, 'Visit', String(id), 'complete', done)).toEqual({ status: 'done', problems: [] });
    expect(await planned('33184520')).toMatchObject({ plannedOn: '2026-04-01', purpose: 'relation' });
  });

  test('GBM High is visited once a quarter, and for a renewal when the contract ends soon', async () => {
    expect(await planned('27651205')).toMatchObject({ way: 'visit', purpose: 'relation', plannedOn: '2026-03-02' });
    journey.at('2026-12-15T08:00:00.000Z');
    expect(await planned('27651205')).toMatchObject({ way: 'visit', purpose: 'renewal' });
  });

  test('with three open cases the customer is called at once', async () => {
    const care = journey.as('care');
    const account = await idOf(care, 'Account', 'fiscalCode', '33184520');
    for (const subject of ['Semnal slab', 'Factură greșită'])
      await create(care, 'Case', { subject, account, category: 'technical' });
    expect(await read(care, 'Account', account, 'openCases')).toEqual({ openCases: 3 });
    expect(await planned('33184520')).toMatchObject({ way: 'call', purpose: 'known_problem', plannedOn: '2026-12-15' });
  });

  test('a colleague plans no visit of another’s customer, and sees none', async () => {
    const colleague = journey.as('seller-ma');
    const account = await idOf(colleague, 'Account', 'fiscalCode', '27651205');
    expect((await fire(colleague, 'Account', account, 'plan-visit')).problems).toHaveLength(1);
    expect(await colleague.ask('{ visits { nodes { id } } }')).toEqual({ visits: { nodes: [] } });
  });
});

describe('M5, P4: an agreed visit stands in both calendars', () => {
  const invitations = async (record: string) => {
    const { deliveries } = await journey.as('admin').ask(
      `query ($record: String!) { deliveries(filter: { record: { eq: $record }, is: { eq: mail } }, orderBy: [{ createdAt: ASC }]) {
        nodes { to subject }
      } }`,
      { record },
    );
    return (deliveries as unknown as { nodes: { to: string; subject: string }[] }).nodes;
  };

  test('the customer and the seller are invited; a new time moves it, and calling it off is told', async () => {
    const seller = journey.as('seller');
    const { id } = await planned('27651205');
    const record = String(id);
    const when = { startsAt: '2026-12-22T09:00:00.000Z', place: 'Str. Fabricii nr. 14, Cluj-Napoca' };
    const guest = { guestEmail: 'andreea.serban@carpatica-distributie.example' };
    expect(await update(seller, 'Visit', record, guest)).toEqual([]);
    expect((await fire(seller, 'Visit', record, 'arrange', when)).problems).toEqual([]);
    await journey.settle();
    expect(await read(seller, 'Visit', record, 'plannedOn status')).toEqual({
      plannedOn: '2026-12-22',
      status: 'planned',
    });
    const invited = await invitations(record);
    expect(invited.map(({ to }) => to).join()).toContain(guest.guestEmail);
    expect(invited.map(({ to }) => to).join()).toContain('ioana.dumitrescu@meridian.example');
    await fire(seller, 'Visit', record, 'arrange', { ...when, startsAt: '2026-12-23T09:00:00.000Z' });
    await fire(seller, 'Visit', record, 'cancel', { reason: 'Clientul este plecat.' });
    await journey.settle();
    expect((await invitations(record)).length).toBeGreaterThan(invited.length);
  });

  test('a visit is not agreed for yesterday', async () => {
    const seller = journey.as('seller');
    const { id } = await planned('27651205');
    const past = { startsAt: '2026-12-14T09:00:00.000Z', place: 'Cluj-Napoca' };
    const { problems } = await fire(seller, 'Visit', String(id), 'arrange', past);
    expect(problems.map(({ message }) => message)).toEqual(['The visit would lie in the past.']);
  });
});
