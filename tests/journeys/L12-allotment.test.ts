import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, refusal, register, step, telephone, userOf } from './lead-steps.ts';
import { create, createLead, decide, read, relied, update } from './steps.ts';

const journey = openJourney();
/** A Monday, 10:00 in Bucharest. */
const MONDAY = '2026-03-02T08:00:00.000Z';

async function worker(name: string): Promise<string> {
  const { salesWorkers } = await journey
    .as('manager')
    .ask('query ($name: String!) { salesWorkers(filter: { name: { eq: $name } }) { nodes { id } } }', { name });
  const [found] = (salesWorkers as unknown as { nodes: { id: string }[] }).nodes;
  return found?.id ?? '';
}

const openLeads = async (name: string) => {
  const found = await read(journey.as('manager'), 'SalesWorker', await worker(name), 'openLeads');
  return Number(found?.openLeads);
};

describe('L12: from the channel to one member of the team', () => {
  test.each<[string, JsonObject, string, string | null, string, string | null]>([
    ['a major account is given by hand', { estimatedSims: 60, county: 'Cluj' }, 'by_hand', 'north_west', '1', null],
    ['a small company goes by load', { estimatedSims: 3, county: 'Timiș' }, 'by_load', 'west', '3', 'Cristian Popa'],
    ['without a county it goes by load, too', { estimatedSims: 20 }, 'by_load', null, '4', 'Ovidiu Crișan'],
    [
      'a company worth a visit goes by territory',
      { estimatedSims: 20, county: 'Cluj' },
      'by_territory',
      'north_west',
      '6',
      'Ioana Dumitrescu',
    ],
  ])('%s, and it is said why', async (companyName, more, allotment, territory, row, name) => {
    const id = await register(journey, 'marketing', { companyName, city: companyName, ...more });
    const manager = journey.as('manager');
    expect(await leadOf(journey, id, 'allotment territory proposedWorker { name }')).toEqual({
      allotment,
      territory,
      proposedWorker: name && { name },
    });
    const [answer] = await relied(manager, id, 'lead-allotment');
    expect(answer?.matched).toEqual([{ rule: row, because: expect.stringMatching(/./) }]);
    const [who] = await relied(manager, id, 'lead-allottee');
    expect(who?.matched).toEqual([{ rule: expect.any(String), because: expect.stringMatching(/./) }]);
  });

  test('the manager takes the proposal with one click, or another person by hand; the load of both is counted', async () => {
    const [ioana, ovidiu] = [await openLeads('Ioana Dumitrescu'), await openLeads('Ovidiu Crișan')];
    const proposed = await register(journey, 'telesales', { companyName: 'Atelierul Gherla', county: 'Cluj' });
    await step(journey, 'manager', proposed, 'allot-as-proposed');
    expect(await leadOf(journey, proposed, 'status owner { username } worker { name }')).toEqual({
      status: 'opened',
      owner: { username: 'seller' },
      worker: { name: 'Ioana Dumitrescu' },
    });
    const chosen = await register(journey, 'telesales', { companyName: 'Moara Dej', county: 'Cluj', city: 'Dej' });
    await allot(journey, chosen, 'seller-west');
    expect(await leadOf(journey, chosen, 'owner { username }')).toEqual({ owner: { username: 'seller-west' } });
    expect([await openLeads('Ioana Dumitrescu'), await openLeads('Ovidiu Crișan')]).toEqual([ioana + 1, ovidiu + 1]);
    await step(journey, 'seller-west', chosen, 'lose', { lossReason: 'no_need', reason: 'Închis.' });
    expect(await openLeads('Ovidiu Crișan')).toBe(ovidiu);
  });

  test('who is absent today is left out; who comes back is proposed again', async () => {
    const manager = journey.as('admin');
    const [seller, west] = [await userOf(journey, 'seller'), await userOf(journey, 'seller-west')];
    const absence = await create(manager, 'Absence', {
      ...{ person: seller, substitute: west, from: '2026-03-01', until: '2026-03-03' },
    });
    const away = await register(journey, 'telesales', { companyName: 'Piese Turda', county: 'Cluj', city: 'Turda' });
    expect(await leadOf(journey, away, 'proposedWorker { name }')).toEqual({ proposedWorker: null });
    expect(await refusal(journey, 'manager', away, 'allot')).toContain('Choose the person who will work on it.');
    expect(await refusal(journey, 'manager', away, 'allot-as-proposed')).toEqual([
      'No rule proposes anybody; choose the person yourself.',
    ]);
    expect(await update(manager, 'Absence', String(absence.id), { until: '2026-03-01' })).toEqual([]);
    const back = await register(journey, 'telesales', { companyName: 'Piese Huedin', county: 'Cluj', city: 'Huedin' });
    expect(await leadOf(journey, back, 'proposedWorker { name }')).toEqual({
      proposedWorker: { name: 'Ioana Dumitrescu' },
    });
  });

  test('L13: a customer stays with its contact person, whatever the way of allotment', async () => {
    const account = await create(journey.as('admin'), 'Account', {
      ...{
        name: 'Zugrăveli Bistrița S.R.L.',
        fiscalCode: '41005005',
        segment: 'GBM_High',
        owner: await userOf(journey, 'seller-west'),
      },
    });
    const { lead } = await createLead(journey.as('store'), {
      ...{ channel: 'store', account: account.id ?? '', contactName: 'Ion Moldovan', phone: telephone() },
      ...{ estimatedSims: 5, county: 'Bistrița-Năsăud' },
    });
    const id = lead?.id ?? '';
    expect(await leadOf(journey, id, 'proposedWorker { name }')).toEqual({ proposedWorker: { name: 'Ovidiu Crișan' } });
    const [answer] = await relied(journey.as('manager'), id, 'lead-allottee');
    expect(answer?.matched).toEqual([{ rule: '1', because: "The customer's own contact person." }]);
  });

  test('what the manager does not allot in time the rule does, in working hours', async () => {
    journey.at('2026-03-06T14:00:00.000Z'); // a Friday, 16:00: two working hours are left
    const id = await register(journey, 'telesales', {
      companyName: 'Lână Bistrița S.A.',
      county: 'Cluj',
      city: 'Bistrița',
    });
    await journey.pass('60 hours'); // until Monday, 04:00
    expect(await leadOf(journey, id, 'status')).toEqual({ status: 'qualified' });
    await journey.pass('7 hours');
    expect(await leadOf(journey, id, 'status owner { username } allotmentOverdue')).toEqual({
      status: 'opened',
      owner: { username: 'seller' },
      allotmentOverdue: true,
    });
    expect(await heard(journey, 'seller', id)).toContain(
      `Leadul ${(await leadOf(journey, id, 'number')).number} vă aparține: Lână Bistrița S.A.`,
    );
  });

  test('where the rule finds nobody, the manager is told again and it waits', async () => {
    journey.at(MONDAY);
    const id = await register(journey, 'telesales', { companyName: 'Oțelărie Hunedoara S.A.', estimatedSims: 70 });
    await journey.pass('4 hours');
    const { number } = await leadOf(journey, id, 'number');
    expect(await heard(journey, 'manager', id)).toContain(`Leadul ${number} vă așteaptă: Oțelărie Hunedoara S.A.`);
    expect(await leadOf(journey, id, 'status')).toEqual({ status: 'qualified' });
    await allot(journey, id, 'seller-ma');
  });

  test('a seller cannot allot, and nobody who does not sell gets a lead', async () => {
    const id = await register(journey, 'telesales', { companyName: 'Moara Cluj', county: 'Cluj', city: 'Cluj-Napoca' });
    expect(await refusal(journey, 'telesales', id, 'allot', { owner: await userOf(journey, 'seller') })).toHaveLength(
      1,
    );
    expect(await refusal(journey, 'manager', id, 'allot', { owner: await userOf(journey, 'finance') })).toHaveLength(1);
  });

  test('who has as many open leads as the setting says gets no further one by rule', async () => {
    const unit = {
      workers: [
        { id: 'a', name: 'Ana', user: { id: 'ana' }, territory: 'north-west', openLeads: 15 },
        { id: 'b', name: 'Bob', user: { id: 'bob' }, territory: 'north-west', openLeads: 14 },
      ],
    };
    const facts = { allotment: 'by-territory', territory: 'north-west', salesUnit: unit };
    expect(await decide(journey.as('manager'), 'lead-allottee', facts)).toMatchObject({
      outcome: { worker: 'b' },
      matched: [{ rule: '3' }],
    });
  });

  test('L5: a small customer whom an employee refers is for the region', async () => {
    const facts = { channel: 'employee-referral', estimatedSims: 2, county: 'Iași', account: { id: 'x' } };
    expect(await decide(journey.as('employee'), 'lead-allotment', facts)).toMatchObject({
      outcome: { way: 'by-territory', territory: 'north-east' },
      matched: [{ rule: '2' }],
    });
  });
});
