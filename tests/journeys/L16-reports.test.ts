import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, register, step, userOf } from './lead-steps.ts';

const journey = openJourney();
let filled: Promise<void> | undefined;

/** Six leads: three of telemarketing, one won, one lost; two of the store, one late; one of an employee. */
function fill(): Promise<void> {
  filled ??= (async () => {
    journey.at('2026-03-02T08:00:00.000Z');
    const won = await register(journey, 'telesales', {
      companyName: 'Raport Unu',
      city: 'Arad',
      fiscalCode: '41000016',
    });
    const lost = await register(journey, 'telesales', { companyName: 'Raport Doi', city: 'Beiuș' });
    await register(journey, 'marketing', { companyName: 'Raport Trei', city: 'Caracal' });
    const late = await register(journey, 'store', { companyName: 'Raport Patru', city: 'Dorohoi', channel: 'store' });
    await register(journey, 'store', { companyName: 'Raport Cinci', city: 'Eforie', channel: 'store' });
    await register(journey, 'employee', {
      ...{ companyName: 'Raport Șase', city: 'Focșani', channel: 'employee_referral' },
      ...{ registrantDepartment: 'finance', registrantPhone: '0722 555 499' },
    });
    for (const id of [won, lost, late]) await allot(journey, id, 'seller');
    await journey.pass('2 hours');
    await step(journey, 'seller', won, 'contact');
    await step(journey, 'seller', won, 'open-account');
    await step(journey, 'seller', won, 'accept');
    await step(journey, 'seller', won, 'win', { customerNumber: '10061601' });
    await step(journey, 'seller', lost, 'contact');
    await step(journey, 'seller', lost, 'lose', { lossReason: 'price', reason: 'Prea scump.' });
    await journey.pass('30 hours');
    await step(journey, 'seller', late, 'contact');
  })();
  return filled;
}

async function names(filter: string, variables: JsonObject = {}, who = 'manager'): Promise<string[]> {
  await fill();
  const declared = Object.keys(variables).length > 0 ? '($id: ID!)' : '';
  const { leads } = await journey.as(who).ask(
    `query ${declared} { leads(
      filter: { companyName: { startsWith: "Raport" }, ${filter} }
      orderBy: [{ companyName: ASC }]
    ) { nodes { companyName } } }`,
    variables,
  );
  return (leads as unknown as { nodes: { companyName: string }[] }).nodes.map(({ companyName }) => companyName);
}

describe('L16: reports over leads, filtered by what the reader sets', () => {
  test.each([
    ['channel', 'channel: { eq: store }', ['Raport Cinci', 'Raport Patru']],
    ['status', 'status: { in: [won, lost] }', ['Raport Doi', 'Raport Unu']],
    ['department of who registered', 'registrantDepartment: { eq: finance }', ['Raport Șase']],
    ['registering person', 'createdBy: { username: { eq: "marketing" } }', ['Raport Trei']],
    ['owner', 'owner: { username: { eq: "seller" } }', ['Raport Doi', 'Raport Patru', 'Raport Unu']],
    ['sales worker', 'worker: { name: { eq: "Ioana Dumitrescu" } }', ['Raport Doi', 'Raport Patru', 'Raport Unu']],
    ['age', 'ageHours: { gt: "40" }', []],
    [
      'promise that was broken',
      'contactPromise: { eq: broken }, channel: { eq: store }',
      ['Raport Cinci', 'Raport Patru'],
    ],
    ['promise that was kept', 'contactPromise: { eq: kept }', ['Raport Doi', 'Raport Unu']],
    ['hours until the first contact', 'hoursToContact: { gt: "24" }', ['Raport Patru']],
    ['conversion', 'isWon: { eq: true }', ['Raport Unu']],
    ['reason of loss', 'lossReason: { eq: price }', ['Raport Doi']],
  ])('by %s', async (_, filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  test('by the registering person as the reader knows it', async () => {
    expect(await names('createdBy: { id: { eq: $id } }', { id: await userOf(journey, 'telesales') })).toEqual([
      'Raport Doi',
      'Raport Unu',
    ]);
  });

  test('conversion per channel: leads that were won of all that were registered, in one question', async () => {
    await fill();
    const counts = await journey.as('manager').ask(
      `query {
        telemarketing: leads(filter: { companyName: { startsWith: "Raport" }, channel: { eq: telemarketing } }) { totalCount }
        won: leads(filter: { companyName: { startsWith: "Raport" }, channel: { eq: telemarketing }, isWon: { eq: true } }) { totalCount }
        store: leads(filter: { companyName: { startsWith: "Raport" }, channel: { eq: store } }) { totalCount }
        late: leads(filter: { companyName: { startsWith: "Raport" }, channel: { eq: store }, contactLate: { eq: true } }) { totalCount }
      }`,
    );
    expect(counts).toEqual({
      telemarketing: { totalCount: 3 },
      won: { totalCount: 1 },
      store: { totalCount: 2 },
      late: { totalCount: 2 },
    });
  });

  test('ordered by age, the oldest first, with what closing took', async () => {
    await fill();
    const { leads } = await journey.as('manager').ask(
      `{ leads(
        filter: { companyName: { startsWith: "Raport" }, status: { in: [won, lost] } }
        orderBy: [{ ageHours: DESC }, { companyName: DESC }]
      ) { nodes { companyName ageHours daysToClose } } }`,
    );
    expect(leads).toEqual({
      nodes: [
        { companyName: 'Raport Unu', ageHours: '32.00', daysToClose: '0.08' },
        { companyName: 'Raport Doi', ageHours: '32.00', daysToClose: '0.08' },
      ],
    });
  });

  test('each reader’s report holds only what that reader may see', async () => {
    expect(await names('channel: { eq: store }', {}, 'store')).toEqual(['Raport Cinci', 'Raport Patru']);
    expect(await names('channel: { eq: telemarketing }', {}, 'store')).toEqual([]);
    expect(await names('channel: { eq: employee_referral }', {}, 'employee')).toEqual(['Raport Șase']);
  });
});
