import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { fire, idOf, read, relied, told, update } from './steps.ts';

const journey = openJourney({ effects: true });
let major: string;
beforeAll(async () => {
  major = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '33184520');
});

const TEAM = 'segment teamRoles collectionPlan collectionTeam';

describe('M2: the team of an account is assigned together by rule', () => {
  test('with unpaid invoices collector and plan wait; the owner and Collection are told', async () => {
    expect((await fire(journey.as('masupport'), 'Account', major, 'qualify')).problems).toEqual([]);
    expect(await read(journey.as('seller'), 'Account', major, TEAM)).toEqual({
      segment: 'MA',
      teamRoles: ['AM', 'MAS', 'DAS', 'AE'],
      collectionPlan: null,
      collectionTeam: 'MA_and_High',
    });
    expect(await told(journey.as('collection'), major, 1)).toEqual(['Dunărea Transport S.A. are facturi neplătite']);
    expect(await told(journey.as('seller'), major, 2)).toEqual(
      expect.arrayContaining(['Dunărea Transport S.A. are facturi neplătite']),
    );
  });

  test('at payment they are assigned, and nobody is warned again', async () => {
    await update(journey.as('collection'), 'Account', major, { unpaidInvoices: 0 });
    expect((await fire(journey.as('masupport'), 'Account', major, 'qualify')).problems).toEqual([]);
    expect(await read(journey.as('seller'), 'Account', major, TEAM)).toEqual({
      segment: 'MA',
      teamRoles: ['AM', 'MAS', 'MAC', 'DAS', 'AE'],
      collectionPlan: 'HV',
      collectionTeam: 'MA_and_High',
    });
    const [answer] = await relied(journey.as('manager'), major, 'account-team');
    expect(answer?.matched).toEqual([{ rule: '1', because: 'A major account that has paid gets its whole team.' }]);
    expect(await told(journey.as('collection'), major, 1)).toHaveLength(1);
  });

  test('nobody writes the team past the rule', async () => {
    const problems = await update(journey.as('seller'), 'Account', major, {
      collectionPlan: 'standard',
    } as never).catch((error: Error) => [error.message]);
    expect(JSON.stringify(problems)).toMatch(/collectionPlan/);
  });
});
