import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import {
  attach,
  createAccount,
  createOffer,
  fire,
  fireAll,
  generatedContract,
  heard,
  idOf,
  openTasks,
  read,
  sign,
  states,
  update,
} from './steps.ts';

const journey = openJourney({ sandbox: true });
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

const TERMS = { contactEmail: 'andreea.serban@carpatica-distributie.example' };

/** A signed contract of ten SIMs, which goes straight to activation. */
async function signed(of = account, terms: JsonObject = {}): Promise<string> {
  const seller = journey.as('seller');
  const id = await generatedContract(seller, of, {
    lines: [{ product: 'SIM-BIZ-M', quantity: 10 }],
    terms: { ...TERMS, ...terms },
  });
  expect((await sign(seller, id)).problems).toEqual([]);
  return id;
}

const activate = async (id: string) => {
  expect((await fire(journey.as('masupport'), 'Contract', id, 'activate')).problems).toEqual([]);
  await journey.settle();
};

describe('V3: support activates in billing and activation, and everybody concerned is told', () => {
  test('X5: both systems answer; Sales is told and tells the customer; Collection is not, because nothing was negotiated', async () => {
    const [seller, masupport] = [journey.as('seller'), journey.as('masupport')];
    const id = await signed();
    await activate(id);
    expect(await read(masupport, 'Contract', id, 'status customerNumber billingReference activatedOn number')).toEqual({
      status: 'activated',
      customerNumber: '10048211',
      billingReference: expect.stringMatching(/^SUB-CT-2026-/),
      activatedOn: '2026-03-02',
      number: expect.any(String),
    });
    expect((await heard(seller, id)).at(-1)).toMatch(/este activ$/);
    expect(await heard(journey.as('collection'), id)).toEqual([]);
    expect((await fire(seller, 'Contract', id, 'tell-customer')).problems).toEqual([]);
    expect(await read(seller, 'Contract', id, 'customerToldOn')).toEqual({ customerToldOn: '2026-03-02' });
  });

  test('a new customer gets its number from billing, and is a customer', async () => {
    const seller = journey.as('seller');
    const of = await createAccount(seller, {
      ...{ name: 'Morăria Nouă S.R.L.', fiscalCode: '36504823', tradeRegister: 'J33/210/2016' },
      ...{ street: 'Str. Morii nr. 7', city: 'Suceava', county: 'Suceava', email: 'office@moraria-noua.example' },
      ...{ representative: 'Elisabeta Morar', representativePosition: 'Administrator' },
    });
    const id = await signed(of);
    await activate(id);
    const contract = await read(seller, 'Contract', id, 'customerNumber');
    expect(contract).toEqual({ customerNumber: expect.stringMatching(/^10\d{6}$/) });
    expect(await read(seller, 'Account', of, 'status customerNumber')).toEqual({ status: 'customer', ...contract });
  });

  test('Collection is told of a contract that passed Pricing', async () => {
    const seller = journey.as('seller');
    const offer = await createOffer(seller, {
      account,
      standardOffer: 'GROW-2026',
      lines: [{ product: 'SIM-BIZ-M', quantity: 10, discount: '30.00' }],
    });
    await fireAll(seller, 'Offer', offer, 'submit');
    expect((await fire(journey.as('pricing'), 'Offer', offer, 'agree-pricing')).problems).toEqual([]);
    await fireAll(seller, 'Offer', offer, 'accept');
    const found = await read(seller, 'Offer', offer, 'contracts { nodes { id } }');
    const id = (found as unknown as { contracts: { nodes: { id: string }[] } }).contracts.nodes[0]?.id ?? '';
    const terms = { group: 'Agenți', startsOn: '2026-04-01', endsOn: '2028-03-31', contactName: 'Andreea Șerban' };
    expect(await update(seller, 'Contract', id, { ...terms, ...TERMS })).toEqual([]);
    expect((await fire(seller, 'Contract', id, 'generate')).problems).toEqual([]);
    await sign(seller, id);
    expect(await read(seller, 'Contract', id, 'negotiated')).toEqual({ negotiated: true });
    await activate(id);
    expect(await heard(journey.as('collection'), id)).toEqual([expect.stringMatching(/este activ$/)]);
  });

  test('when activation refuses, billing is taken back and support mends it by hand', async () => {
    const [seller, masupport] = [journey.as('seller'), journey.as('masupport')];
    const id = await signed(account, { group: 'Agenți de vânzări din regiunea Nord-Vest' });
    await activate(id);
    expect(await states(masupport, 'Contract', id)).toEqual(['signed', 'activation-failed']);
    expect(await read(masupport, 'Contract', id, 'activationProblem')).toEqual({
      activationProblem: 'The name of a group of users has at most 30 characters here.',
    });
    expect((await heard(seller, id)).at(-1)).toMatch(/activarea a eșuat$/);
    expect([...(await openTasks(masupport, id)).keys()]).toEqual(['mend']);
    const done = journey.calls('billing').map(({ operation }) => operation);
    expect(done.slice(-2)).toEqual(['activate', 'cancel']);
    const refused = await fire(seller, 'Contract', id, 'complete-mend', { group: 'Agenți', repair: 'Nume scurt.' });
    expect(refused.status).toBeNull();
    const mended = { group: 'Agenți Nord-Vest', repair: 'Numele grupului a fost scurtat.' };
    expect((await fire(masupport, 'Contract', id, 'complete-mend', mended)).problems).toEqual([]);
    await journey.settle();
    expect(await read(masupport, 'Contract', id, 'status group')).toEqual({
      status: 'activated',
      group: 'Agenți Nord-Vest',
    });
  });

  test('X5: an answer that is lost, a request that comes twice, and a slow hour activate once', async () => {
    const masupport = journey.as('masupport');
    for (const fault of ['lost', 'duplicate', '500'] as const) {
      const id = await signed();
      journey.fault('billing', { fault, times: 1 });
      await activate(id);
      await journey.pass('1 hours');
      expect(await read(masupport, 'Contract', id, 'status')).toEqual({ status: 'activated' });
      const seen = await read(masupport, 'Contract', id, 'number');
      const made = journey
        .calls('billing')
        .filter(({ executed, request }) => executed > 0 && JSON.stringify(request).includes(String(seen?.number)));
      expect(made).toHaveLength(1);
    }
  });

  test('X1: billing that stays down is a task for support; the contract is not lost', async () => {
    const masupport = journey.as('masupport');
    const id = await signed();
    journey.fault('billing', { fault: '500' });
    await activate(id);
    await journey.pass('2 days');
    journey.fault('billing', { fault: 'off' });
    expect(await states(masupport, 'Contract', id)).toEqual(['signed', 'activation-failed']);
    expect((await openTasks(masupport, id)).get('mend')).toMatchObject({ dueAt: expect.any(String) });
    await fire(masupport, 'Contract', id, 'complete-mend', { repair: 'Facturarea funcționează din nou.' });
    await journey.settle();
    expect(await read(masupport, 'Contract', id, 'status')).toEqual({ status: 'activated' });
  });

  test('a contract that support forgets is called to mind, then told to the manager', async () => {
    const id = await signed();
    await journey.pass('3 working days');
    const told = await heard(journey.as('masupport'), id);
    expect(told.filter((subject) => /^De activat/.test(subject))).toHaveLength(2);
    expect(
      (await heard(journey.as('manager'), id)).filter((subject) => /așteaptă activarea/.test(subject)),
    ).toHaveLength(1);
  });

  test('nobody but the systems says that a contract is billed', async () => {
    const id = await signed();
    for (const username of ['seller', 'masupport', 'admin']) {
      const { status, problems } = await fire(journey.as(username), 'Contract', id, 'billed', {});
      expect({ status, refused: problems.length > 0 }).toEqual({ status: null, refused: true });
    }
    expect(await attach(journey.as('dealer'), 'Contract', id, 'deposit-proof')).toHaveLength(1);
  });

  test('a customer may withdraw until a system is asked, not while it is', async () => {
    const seller = journey.as('seller');
    const [early, late] = [await signed(), await signed()];
    const reason = 'Clientul s-a răzgândit.';
    expect(await fire(seller, 'Contract', early, 'cancel', { reason })).toEqual({ status: 'cancelled', problems: [] });
    await fire(journey.as('masupport'), 'Contract', late, 'activate');
    expect((await fire(seller, 'Contract', late, 'cancel', { reason })).status).toBeNull();
    await journey.settle();
    expect(await read(seller, 'Contract', late, 'status')).toEqual({ status: 'activated' });
  });
});
