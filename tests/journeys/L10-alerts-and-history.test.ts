import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, register, step } from './lead-steps.ts';
import { createLead, fire, idOf, told, updateLead } from './steps.ts';

const journey = openJourney({ effects: true });

describe('L10: each change of a lead is told to those it concerns, and kept', () => {
  test('the manager, the owner and the agent each hear of their step, in their own language', async () => {
    const agent = journey.as('telesales');
    const { lead } = await createLead(agent, {
      companyName: 'Sticla Azuga S.A.',
      channel: 'telemarketing',
      contactName: 'Remus Voicu',
      phone: '0244 555 330',
      estimatedSims: 14,
    });
    const { id = '', number = '' } = lead ?? {};
    expect(await told(journey.as('manager'), id, 1)).toEqual([`Lead nou ${number}: Sticla Azuga S.A.`]);

    await allot(journey, id, 'seller');
    expect(await told(journey.as('seller'), id, 1)).toEqual([`Leadul ${number} vă aparține: Sticla Azuga S.A.`]);
    expect(await told(agent, id, 1)).toEqual(['Sticla Azuga S.A.: Ioana Dumitrescu lucrează la leadul dumneavoastră']);

    await step(journey, 'seller', id, 'start-work');
    expect(await told(agent, id, 2)).toContain('Sticla Azuga S.A.: se lucrează la leadul dumneavoastră');

    const reason = 'Buget tăiat pentru anul acesta.';
    await step(journey, 'seller', id, 'lose', { lossReason: 'no_budget', reason });
    expect(await told(agent, id, 3)).toContain('Sticla Azuga S.A.: leadul este închis');
    expect(await told(journey.as('manager'), id, 2)).toContain(`Leadul ${number} este pierdut: Sticla Azuga S.A.`);
  });

  test('the manager of the team hears of its leads, and no other manager', async () => {
    const id = await register(journey, 'telesales', { companyName: 'Florăria Iasomia', estimatedSims: 2 });
    expect(await told(journey.as('manager-ts'), id, 1)).toHaveLength(1);
    await journey.settle();
    expect(await heard(journey, 'manager', id)).toEqual([]);
  });

  test('a lead whose data are missing is told to the manager once they are there', async () => {
    const agent = journey.as('telesales');
    const { lead } = await createLead(agent, { companyName: 'Covoare Cisnădie S.A.', channel: 'telemarketing' });
    const id = lead?.id ?? '';
    await journey.settle();
    expect(await heard(journey, 'manager', id)).toEqual([]);
    await updateLead(agent, id, { contactName: 'Ana Pop', phone: '0269 555 332', estimatedSims: 20 });
    await step(journey, 'telesales', id, 'qualify');
    expect(await told(journey.as('manager'), id, 1)).toHaveLength(1);
  });

  test('the history of a lead names every step, who took it and when', async () => {
    const { lead } = await createLead(journey.as('telesales'), {
      companyName: 'Vopsele Făgăraș S.R.L.',
      channel: 'telemarketing',
      contactName: 'Ilinca Suciu',
      phone: '0268 555 331',
      estimatedSims: 14,
    });
    const id = lead?.id ?? '';
    const manager = journey.as('manager');
    journey.at('2026-03-02T09:30:00.000Z');
    await fire(manager, 'Lead', id, 'allot', { owner: await idOf(manager, 'User', 'username', 'seller') });
    const { lead: seen } = await manager.ask(
      'query ($id: ID!) { lead(id: $id) { history { event operation at by } } }',
      { id },
    );
    const { history } = seen as unknown as {
      history: { event: string | null; operation: string; at: string; by: string }[];
    };
    expect(history.map(({ event, operation, at }) => [event ?? operation, at])).toEqual([
      ['allot', '2026-03-02T09:30:00.000Z'],
      ['create', '2026-03-02T08:00:00.000Z'],
    ]);
    expect(history[0]?.by).toBe(await idOf(manager, 'User', 'username', 'manager'));
  });
});
