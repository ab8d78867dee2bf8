import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, idOf, told } from './steps.ts';

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

    const owner = await idOf(journey.as('manager'), 'User', 'username', 'seller');
    await fire(journey.as('manager'), 'Lead', id, 'allot', { owner });
    expect(await told(journey.as('seller'), id, 1)).toEqual([`Leadul ${number} vă aparține: Sticla Azuga S.A.`]);

    await fire(journey.as('seller'), 'Lead', id, 'start-work');
    expect(await told(journey.as('telesales'), id, 1)).toEqual([
      'Sticla Azuga S.A.: se lucrează la leadul dumneavoastră',
    ]);

    const reason = 'Buget tăiat pentru anul acesta.';
    await fire(journey.as('seller'), 'Lead', id, 'lose', { lossReason: 'no_budget', reason });
    expect(await told(journey.as('telesales'), id, 2)).toContain('Sticla Azuga S.A.: leadul este închis');
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
