import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import {
  attach,
  create,
  createAccount,
  fire,
  generatedContract,
  heard,
  idOf,
  openTasks,
  read,
  relied,
  sign,
  states,
} from './steps.ts';

const journey = openJourney({ sandbox: true });

const CARPATICA = '27651205';
const DUNAREA = '33184520';
const account = (fiscalCode: string) => idOf(journey.as('masupport'), 'Account', 'fiscalCode', fiscalCode);

async function asked(fiscalCode: string, cause: string, more: JsonObject = {}): Promise<string> {
  const { id } = await create(journey.as('care'), 'Termination', {
    account: await account(fiscalCode),
    cause,
    ...more,
  });
  await journey.settle();
  return String(id);
}

async function ordered(id: string, endsOn = '2026-04-30'): Promise<void> {
  const masupport = journey.as('masupport');
  await attach(masupport, 'Termination', id, 'termination-request');
  expect((await fire(masupport, 'Termination', id, 'order', { endsOn })).problems).toEqual([]);
  await journey.settle();
}

describe('K4: a customer is let go only after the retention offers', () => {
  test('who leaves for a competitor is first offered what may keep it, by everybody whom the rule names', async () => {
    const retention = journey.as('retention');
    const id = await asked(CARPATICA, 'competitor');
    expect(await read(retention, 'Termination', id, 'status steps')).toEqual({
      status: 'retention',
      steps: ['manager_call', 're_signing_offer', 'loyalty_offer'],
    });
    const [answer] = await relied(retention, id, 'retention-steps');
    expect(answer?.matched.map(({ rule }) => rule)).toEqual(['3', '4', '5']);
    expect([...(await openTasks(retention, id)).keys()].sort()).toEqual([
      'loyalty-offer',
      'manager-call',
      're-signing-offer',
    ]);
    expect(await heard(journey.as('seller'), id)).toEqual([expect.stringMatching(/^Carpatica.*dorește să plece/)]);
    const early = await fire(journey.as('masupport'), 'Termination', id, 'order', { endsOn: '2026-04-30' });
    expect(early.status).toBeNull();
    // The customer accepts the loyalty offer: the other offers are not needed any more.
    const kept = await fire(retention, 'Termination', id, 'complete-loyalty-offer', { loyaltyAnswer: 'accepted' });
    expect(kept).toEqual({ status: 'kept', problems: [] });
    await journey.settle();
    expect((await openTasks(retention, id)).size).toBe(0);
    expect((await heard(journey.as('seller'), id)).at(-1)).toBe('Carpatica Distribuție S.R.L. rămâne');
    expect(await read(retention, 'Account', await account(CARPATICA), 'status retentionOutcome')).toEqual({
      status: 'customer',
      retentionOutcome: 'stays',
    });
  });

  test('a second termination of the same customer is refused while one is under way; a reason must fit the party', async () => {
    const id = await asked(CARPATICA, 'moved');
    await expect(asked(CARPATICA, 'price')).rejects.toThrow(/under way/);
    await expect(asked(DUNAREA, 'fraud')).rejects.toThrow(/no reason of whoever ends it/);
    const silent = await fire(journey.as('masupport'), 'Termination', id, 'withdraw');
    expect(silent.status).toBeNull();
    const withdrawn = await fire(journey.as('masupport'), 'Termination', id, 'withdraw', { reason: 'S-a răzgândit.' });
    expect(withdrawn).toEqual({ status: 'withdrawn', problems: [] });
  });

  test('X1: what is not offered within five working days lapses, after a warning; the manager is told', async () => {
    const id = await asked(CARPATICA, 'poor_service', { extent: 'services' });
    expect([...(await openTasks(journey.as('care'), id)).keys()].sort()).toEqual(['manager-call', 'technical-visit']);
    await journey.pass('4 working days');
    expect(await heard(journey.as('retention'), id)).toEqual([expect.stringMatching(/^Retenția clientului/)]);
    await journey.pass('2 working days');
    expect(await read(journey.as('care'), 'Termination', id, 'status')).toEqual({ status: 'to_order' });
    expect((await heard(journey.as('manager'), id)).at(-1)).toMatch(/nu i s-a oferit totul$/);
    await fire(journey.as('masupport'), 'Termination', id, 'withdraw', { reason: 'Vizita a rezolvat problema.' });
  });
});

describe('K4: the termination is ordered, and every system carries it out', () => {
  test('X3: the customer’s request is on file, all parties are told, all is dismantled, and basic data stay', async () => {
    const [seller, masupport, retention] = [journey.as('seller'), journey.as('masupport'), journey.as('retention')];
    const of = await account(CARPATICA);
    const contract = await generatedContract(seller, of, {
      standardOffer: 'LOYAL-2026',
      lines: [{ product: 'SIM-BIZ-M', quantity: 10 }],
    });
    await sign(seller, contract);
    await fire(masupport, 'Contract', contract, 'activate');
    const id = await asked(CARPATICA, 'price');
    await fire(seller, 'Termination', id, 'complete-manager-call', { callAnswer: 'refused' });
    await fire(retention, 'Termination', id, 'complete-re-signing-offer', { reSigningAnswer: 'refused' });
    await fire(retention, 'Termination', id, 'complete-loyalty-offer', { loyaltyAnswer: 'refused' });
    await journey.settle();
    expect(await read(masupport, 'Termination', id, 'status')).toEqual({ status: 'to_order' });
    const bare = await fire(masupport, 'Termination', id, 'order', { endsOn: '2026-04-30' });
    expect(bare.problems.map(({ message }) => message).join()).toMatch(/Request of the customer/);
    await ordered(id);
    expect(await read(masupport, 'Termination', id, 'status finalInvoice unpaidAtEnd')).toEqual({
      status: 'done',
      finalInvoice: 'F-10048211',
      unpaidAtEnd: 0,
    });
    for (const username of ['collection', 'care', 'fraud', 'seller'])
      expect(await heard(journey.as(username), id)).toContainEqual(expect.stringMatching(/încetează la/));
    const kept = 'status name fiscalCode city phone email iban activeSims terminationReason retentionOutcome';
    expect(await read(seller, 'Account', of, kept)).toEqual({
      ...{ status: 'terminated', name: 'Carpatica Distribuție S.R.L.', fiscalCode: '27651205', city: 'Cluj-Napoca' },
      ...{ phone: null, email: null, iban: null, activeSims: 0 },
      ...{ terminationReason: 'price', retentionOutcome: 'refused' },
    });
    expect(await read(seller, 'Contract', contract, 'status endedOn')).toMatchObject({ status: 'ended' });
    // Who worked for the company is nobody's business any more.
    expect(await read(seller, 'Account', of, 'contacts { nodes { name } }')).toEqual({ contacts: { nodes: [] } });
  });

  test('a possible return: support activates the same identity again', async () => {
    const masupport = journey.as('masupport');
    const of = await account(CARPATICA);
    expect((await fire(masupport, 'Account', of, 'activate')).status).toBeNull();
    const again = await fire(masupport, 'Account', of, 'activate', { reason: 'Clientul a revenit.' });
    expect(again).toEqual({ status: 'customer', problems: [] });
    expect(await read(masupport, 'Account', of, 'customerNumber terminationReason')).toEqual({
      customerNumber: '10048211',
      terminationReason: null,
    });
  });

  test('nobody tries to keep who defrauds us; X5: a system that does not answer holds up no other, and a person decides', async () => {
    const [masupport, collection] = [journey.as('masupport'), journey.as('collection')];
    const id = await asked(DUNAREA, 'fraud', { party: 'company' });
    expect(await read(masupport, 'Termination', id, 'status steps')).toEqual({ status: 'to_order', steps: [] });
    journey.fault('activation', { fault: '500' });
    expect((await fire(masupport, 'Termination', id, 'order', { endsOn: '2026-05-31' })).problems).toEqual([]);
    await journey.pass('1 days');
    journey.fault('activation', { fault: 'off' });
    expect(await states(masupport, 'Termination', id)).toEqual(
      expect.arrayContaining(['billing-done', 'activation-stuck', 'collection-done']),
    );
    expect(await read(collection, 'Termination', id, 'status unpaidAtEnd')).toEqual({
      status: 'ordered',
      unpaidAtEnd: 2,
    });
    await fire(masupport, 'Termination', id, 'complete-decide-activation', { activationDecision: 'again' });
    await journey.settle();
    expect(await read(masupport, 'Termination', id, 'status')).toEqual({ status: 'done' });
    expect(await read(masupport, 'Account', await account(DUNAREA), 'status retentionOutcome')).toEqual({
      status: 'terminated',
      retentionOutcome: null,
    });
  });

  test('ending all services is not ending the relationship', async () => {
    const seller = journey.as('seller');
    const of = await createAccount(seller, { fiscalCode: '36504823', name: 'Morăria Nouă S.R.L.' });
    await fire(journey.as('masupport'), 'Account', of, 'activate', { customerNumber: '10061234' });
    const id = await asked('36504823', 'legal', { party: 'company', extent: 'services' });
    await ordered(id, '2026-06-30');
    expect(await read(seller, 'Termination', id, 'status')).toEqual({ status: 'done' });
    expect(await read(seller, 'Account', of, 'status activeSims')).toEqual({ status: 'customer', activeSims: 0 });
  });

  test('a seller orders no termination and terminates nobody', async () => {
    const seller = journey.as('seller');
    await expect(
      create(seller, 'Termination', { account: await account(CARPATICA), cause: 'price' }),
    ).rejects.toThrow();
    for (const username of ['seller', 'masupport', 'manager']) {
      const { status } = await fire(journey.as(username), 'Account', await account(CARPATICA), 'terminate');
      expect({ username, status }).toEqual({ username, status: null });
    }
  });
});
