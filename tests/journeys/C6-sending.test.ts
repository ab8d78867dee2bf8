import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { actions, attach, createAccount, fire, generatedContract, heard, idOf, read, states, update } from './steps.ts';

const journey = openJourney({ sandbox: true });
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

const TERMS = { contactEmail: 'andreea.serban@carpatica-distributie.example' };

/** A generated contract, whose document is made. */
async function generated(of = account, more: JsonObject = {}, devices = 0): Promise<string> {
  const id = await generatedContract(journey.as('seller'), of, {
    standardOffer: 'GROW-2026',
    lines: [
      { product: 'SIM-BIZ-M', quantity: 12 },
      ...(devices > 0 ? [{ product: 'DEV-A15', quantity: devices }] : []),
    ],
    terms: { ...TERMS, ...more },
  });
  await journey.settle();
  return id;
}

async function newCustomer(fiscalCode: string): Promise<string> {
  return createAccount(journey.as('seller'), {
    ...{ fiscalCode, tradeRegister: 'J33/210/2016', street: 'Str. Morii nr. 7', city: 'Suceava', county: 'Suceava' },
    ...{ representative: 'Elisabeta Morar', representativePosition: 'Administrator', email: 'office@moraria.example' },
    name: `Morăria ${fiscalCode} S.R.L.`,
  });
}

const deliveries = async (record: string) => {
  const { deliveries } = await journey.as('admin').ask(
    `query ($record: String!) { deliveries(filter: { record: { eq: $record } }, orderBy: [{ createdAt: ASC }]) {
      nodes { is to status lastError }
    } }`,
    { record },
  );
  return (deliveries as unknown as { nodes: JsonObject[] }).nodes;
};

describe('C6, X2: the contract is sent from the application, by mail or by fax', () => {
  test('by e-mail it goes to the contact person, with the document', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'unsent']);
    expect(await fire(seller, 'Contract', id, 'send-by-mail')).toEqual({ status: 'generated', problems: [] });
    await journey.settle();
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'with-customer']);
    expect(await read(seller, 'Contract', id, 'sentBy sentOn')).toEqual({ sentBy: 'email', sentOn: '2026-03-02' });
    expect(await deliveries(id)).toContainEqual(expect.objectContaining({ is: 'mail', to: TERMS.contactEmail }));
  });

  test('without an address it is not sent; the address can come with the sending', async () => {
    const seller = journey.as('seller');
    const id = await generated(account, { contactEmail: null });
    const without = await fire(seller, 'Contract', id, 'send-by-mail');
    expect(without.problems.map(({ path }) => path?.at(-1))).toEqual(['contactEmail']);
    const wrong = await fire(seller, 'Contract', id, 'send-by-mail', { contactEmail: 'andreea.serban' });
    expect(wrong.problems.map(({ path }) => path?.at(-1))).toEqual(['contactEmail']);
    expect(await fire(seller, 'Contract', id, 'send-by-mail', TERMS)).toEqual({ status: 'generated', problems: [] });
  });

  test('by fax the gateway confirms it', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    expect((await fire(seller, 'Contract', id, 'send-by-fax', { contactFax: '0264 300 106' })).problems).toEqual([]);
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'faxing']);
    await journey.settle();
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'with-customer']);
    expect(await read(seller, 'Contract', id, 'sentBy faxReference')).toEqual({
      sentBy: 'fax',
      faxReference: expect.stringMatching(/^FAX\d{8}$/),
    });
  });

  test('at a wrong number nobody answers: the seller reads why, and sends it in another way', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    await fire(seller, 'Contract', id, 'send-by-fax', { contactFax: '0264 300 000' });
    await journey.settle();
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'undelivered']);
    expect(await read(seller, 'Contract', id, 'sendingProblem')).toEqual({
      sendingProblem: 'Nobody answers at this number.',
    });
    expect(await heard(seller, id)).toEqual([expect.stringMatching(/nu a ajuns la Carpatica/)]);
    await fire(seller, 'Contract', id, 'send-by-mail');
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'with-customer']);
    const back = await fire(seller, 'Contract', id, 'returned', { reason: 'Adresa nu mai există.' });
    expect(back).toEqual({ status: 'generated', problems: [] });
    expect(await read(seller, 'Contract', id, 'sendingProblem')).toEqual({ sendingProblem: 'Adresa nu mai există.' });
  });

  test('X5: a gateway that is down for a while is asked again; the fax goes out once', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    journey.fault('fax-gateway', { fault: '500', times: 2 });
    await fire(seller, 'Contract', id, 'send-by-fax', { contactFax: '0264 300 106' });
    await journey.settle();
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'faxing']);
    await journey.pass('10 minutes');
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'with-customer']);
  });

  test('X5: a gateway that stays down is given up, and the seller is told', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    journey.fault('fax-gateway', { fault: '500' });
    await fire(seller, 'Contract', id, 'send-by-fax', { contactFax: '0264 300 106' });
    await journey.pass('1 days');
    journey.fault('fax-gateway', { fault: 'off' });
    expect(await states(seller, 'Contract', id)).toEqual(['generated', 'undelivered']);
    expect(await heard(seller, id)).toEqual([expect.stringMatching(/nu a ajuns la Carpatica/)]);
  });

  test('what the customer keeps for five working days is remembered', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    await fire(seller, 'Contract', id, 'send-by-mail');
    await journey.pass('4 working days');
    expect(await heard(seller, id)).toEqual([]);
    await journey.pass('2 working days');
    expect(await heard(seller, id)).toEqual([expect.stringMatching(/nu a semnat încă/)]);
  });
});

describe('C6, X3: the original comes back with the papers that this customer needs', () => {
  test('a new customer who gets devices brings four; all that is missing is listed at once', async () => {
    const seller = journey.as('seller');
    const of = await newCustomer('36504823');
    const id = await generated(of, { deliveryAddress: 'Str. Morii nr. 7, Suceava' }, 2);
    expect(await read(seller, 'Contract', id, 'papers')).toEqual({
      papers: ['signed_contract', 'fiscal_certificate', 'registration_certificate', 'identity_card'],
    });
    const early = await fire(seller, 'Contract', id, 'sign', { signedOn: '2026-03-04' });
    expect(early.status).toBeNull();
    expect(early.problems).toHaveLength(4);
    expect((await actions(seller, 'Contract', id)).get('sign')?.possible).toBe(false);
    expect(await attach(seller, 'Contract', id, 'signed-contract', 'fiscal-certificate', 'identity-card')).toEqual([]);
    const still = await fire(seller, 'Contract', id, 'sign', { signedOn: '2026-03-04' });
    expect(still.problems.map(({ message }) => message).join()).toMatch(/Registration certificate/);
    expect(still.problems).toHaveLength(1);
    await attach(seller, 'Contract', id, 'registration-certificate');
    expect(await fire(seller, 'Contract', id, 'sign', { signedOn: '2026-03-04' })).toEqual({
      status: 'signed',
      problems: [],
    });
  });

  test('a known customer brings the original alone', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    await attach(seller, 'Contract', id, 'signed-contract');
    expect((await fire(seller, 'Contract', id, 'sign', { signedOn: '2026-03-04' })).status).toBe('signed');
  });

  test('a colleague uploads nothing to another’s contract, and what is no paper is refused', async () => {
    const seller = journey.as('seller');
    const id = await generated();
    const foreign = await attach(journey.as('seller-ma'), 'Contract', id, 'signed-contract');
    expect(foreign).toHaveLength(1);
    const { attachFile } = await seller.ask(
      `mutation ($id: ID!) { attachFile(entity: "Contract", record: $id, as: "signed-contract", name: "run.exe", content: "TVqQ") {
        file { id } problems { code }
      } }`,
      { id },
    );
    expect(attachFile).toMatchObject({ file: null });
    expect(await update(seller, 'Contract', id, { group: 'Altul' })).toHaveLength(1);
  });
});
