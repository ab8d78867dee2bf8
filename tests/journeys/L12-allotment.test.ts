import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, decide, fire, idOf, read, relied } from './steps.ts';

const journey = openJourney();

const company = { channel: 'telemarketing', contactName: 'Sorina Albu', phone: '0241 555 100' };

async function registered(more: Record<string, unknown>): Promise<string> {
  const { lead, problems } = await createLead(journey.as('telesales'), { ...company, ...more } as never);
  if (!lead) throw new Error(JSON.stringify(problems));
  return lead.id;
}

/** The sellers of a team as the decision wants them, with their open leads as the manager sees them. */
async function candidates(team: string) {
  const manager = journey.as('manager');
  const { salesWorkers } = await manager.ask(
    'query ($team: SalesTeam!) { salesWorkers(filter: { team: { eq: $team } }) { nodes { territory away user { id } } } }',
    { team },
  );
  const { nodes } = salesWorkers as unknown as {
    nodes: { territory: string | null; away: boolean; user: { id: string } }[];
  };
  return Promise.all(
    nodes.map(async ({ user, territory, away }) => {
      const { leads } = await manager.ask(
        'query ($owner: ID!) { leads(filter: { owner: { id: { eq: $owner } }, status: { in: [opened, in_progress] } }) { totalCount } }',
        { owner: user.id },
      );
      const { totalCount } = leads as unknown as { totalCount: number };
      return { id: user.id, territory: territory?.replace('_', '-') ?? null, away, openLeads: totalCount };
    }),
  );
}

describe('L12: from the channel to one member of the team', () => {
  test.each([
    ['a major account is given by hand', { estimatedSims: 60, county: 'Cluj' }, 'by_hand', 'north_west', '1'],
    ['a small company goes by load', { estimatedSims: 3, county: 'Timiș' }, 'by_load', 'west', '3'],
    ['without a county it goes by load, too', { estimatedSims: 20 }, 'by_load', null, '4'],
    [
      'a company worth a visit goes by territory',
      { estimatedSims: 20, county: 'Cluj' },
      'by_territory',
      'north_west',
      '6',
    ],
  ])('%s, and it is said why', async (companyName, more, allotment, territory, row) => {
    const id = await registered({ companyName, ...more });
    const manager = journey.as('manager');
    expect(await read(manager, 'Lead', id, 'allotment territory')).toEqual({ allotment, territory });
    const [answer] = await relied(manager, id, 'lead-allotment');
    expect(answer?.matched).toEqual([{ rule: row, because: expect.stringMatching(/./) }]);
  });

  test('the decision names the seller of the territory, and the manager allots the lead', async () => {
    const manager = journey.as('manager');
    const id = await registered({ companyName: 'Atelierul Gherla', estimatedSims: 20, county: 'Cluj' });
    const seller = await idOf(manager, 'User', 'username', 'seller');
    const people = await candidates('DS_GBM');
    expect(people).toEqual([{ id: seller, territory: 'north-west', away: false, openLeads: 1 }]);
    const facts = { way: 'by-territory', region: 'north-west', candidates: people };
    const { outcome, matched } = await decide(manager, 'lead-allottee', facts);
    expect({ outcome, matched }).toEqual({
      outcome: { person: seller },
      matched: [{ rule: '2', because: 'The one of the territory who has fewest open leads.' }],
    });
    expect(await fire(manager, 'Lead', id, 'allot', { owner: seller })).toEqual({ status: 'opened', problems: [] });
  });

  test('nobody of the territory has room: the decision leaves it to the manager', async () => {
    const busy = [{ id: 'a', territory: 'north-west', openLeads: 15 }];
    const facts = { way: 'by-territory', region: 'north-west', candidates: busy };
    expect(await decide(journey.as('manager'), 'lead-allottee', facts)).toMatchObject({
      outcome: { person: null },
      matched: [{ rule: '4' }],
    });
  });

  test('a seller cannot allot: the manager does', async () => {
    const id = await registered({ companyName: 'Moara Cluj', estimatedSims: 20, county: 'Cluj' });
    const owner = await idOf(journey.as('seller'), 'User', 'username', 'seller');
    const { status, problems } = await fire(journey.as('telesales'), 'Lead', id, 'allot', { owner });
    expect(status).toBeNull();
    expect(problems).toHaveLength(1);
  });

  test('L5: a small customer whom an employee refers is for the region', async () => {
    const facts = { channel: 'employee-referral', estimatedSims: 2, county: 'Iași', account: { id: 'x' } };
    expect(await decide(journey.as('employee'), 'lead-allotment', facts)).toMatchObject({
      outcome: { way: 'by-territory', territory: 'north-east' },
      matched: [{ rule: '2' }],
    });
  });
});
