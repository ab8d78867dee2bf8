import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { fire, idOf, read, relied } from './steps.ts';

const journey = openJourney();

const account = (fiscalCode: string) => idOf(journey.as('masupport'), 'Account', 'fiscalCode', fiscalCode);
const reason = 'Clientul a cerut încetarea în scris.';

describe('K4: a customer is let go only after the retention offers', () => {
  test('who leaves for a competitor is first offered what may keep it; the steps are kept with the refusal', async () => {
    const masupport = journey.as('masupport');
    const id = await account('27651205');
    const first = await fire(masupport, 'Account', id, 'terminate', { terminationReason: 'competitor', reason });
    expect(first.status).toBeNull();
    expect(first.problems.map(({ message }) => message)).toEqual([
      'This customer may be kept. Make the retention offers, and record that they were refused.',
    ]);
    const refused = { terminationReason: 'competitor', retentionOutcome: 'refused', reason };
    expect(await fire(masupport, 'Account', id, 'terminate', refused)).toEqual({ status: 'terminated', problems: [] });
    const [answer] = await relied(masupport, id, 'retention-steps');
    expect(answer?.outcome).toEqual([
      { step: 'manager-call' },
      { step: 're-signing-offer' },
      { step: 'loyalty-offer' },
    ]);
    expect(answer?.matched.map(({ rule }) => rule)).toEqual(['3', '4', '5']);
    expect(await read(masupport, 'Account', id, 'terminationReason retentionOutcome')).toEqual({
      terminationReason: 'competitor',
      retentionOutcome: 'refused',
    });
  });

  test('nobody tries to keep who defrauds us, but the reason is asked for', async () => {
    const masupport = journey.as('masupport');
    const id = await account('33184520');
    const silent = await fire(masupport, 'Account', id, 'terminate', { terminationReason: 'fraud' });
    expect(silent.status).toBeNull();
    const without = await fire(masupport, 'Account', id, 'terminate', { reason });
    expect(without.problems.map(({ path }) => path?.at(-1))).toContain('terminationReason');
    const done = await fire(masupport, 'Account', id, 'terminate', { terminationReason: 'fraud', reason });
    expect(done).toEqual({ status: 'terminated', problems: [] });
  });

  test('a seller terminates nobody', async () => {
    const { problems } = await fire(journey.as('seller'), 'Account', await account('33184520'), 'activate', { reason });
    expect(problems).toHaveLength(1);
  });
});
