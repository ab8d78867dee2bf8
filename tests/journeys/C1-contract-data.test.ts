import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createAccount, createOffer, fire, fireAll, idOf } from './steps.ts';

const journey = openJourney();
let customer: string;
beforeAll(async () => {
  customer = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

const terms = {
  group: 'Agenți de vânzări',
  startsOn: '2026-04-01',
  endsOn: '2028-03-31',
  contactName: 'Andreea Șerban',
  contactPhone: '0264 300 105',
};

/** The contract that the acceptance of an offer makes. */
async function accepted(account: string, standardOffer = 'GROW-2026'): Promise<string> {
  const seller = journey.as('seller');
  const lines = [{ product: 'SIM-BIZ-M', quantity: 18, discount: '20.00' }];
  const offer = await createOffer(seller, { account, standardOffer, lines });
  await fireAll(seller, 'Offer', offer, 'submit', 'accept');
  const { found } = await seller.ask('query ($id: ID!) { found: offer(id: $id) { contracts { nodes { id } } } }', {
    id: offer,
  });
  return (found as unknown as { contracts: { nodes: { id: string }[] } }).contracts.nodes[0]?.id ?? '';
}

async function missing(id: string): Promise<string[]> {
  const { requiredData } = await journey
    .as('seller')
    .ask('query ($id: ID!) { requiredData(document: "master-contract", record: $id) { path message } }', { id });
  return (requiredData as unknown as { path: string[] }[]).map(({ path }) => path.join('.')).sort();
}

const write = (id: string, input: JsonObject) =>
  journey
    .as('seller')
    .ask(
      'mutation ($id: ID!, $input: ContractPatch!) { updateContract(id: $id, input: $input) { problems { code message } } }',
      { id, input },
    );

describe('C1: the contract is filled from stored data, and what is missing is listed before it is generated', () => {
  test('for an existing customer nothing is keyed in again: the accepted offer brings the contract with it', async () => {
    const id = await accepted(customer);
    const { contract } = await journey.as('seller').ask(
      `query ($id: ID!) { contract(id: $id) {
        number status months language account { name fiscalCode iban representative } offer { monthlyFee { amount } }
      } }`,
      { id },
    );
    expect(contract).toEqual({
      number: expect.stringMatching(/^CT-2026-\d{6}$/),
      status: 'draft',
      months: 24,
      language: 'ro',
      account: {
        name: 'Carpatica Distribuție S.R.L.',
        fiscalCode: '27651205',
        iban: 'RO03CRPT0000550012340001',
        representative: 'Mihai Crăciun',
      },
      offer: { monthlyFee: { amount: '172.80' } },
    });
  });

  test('the seller enters the mandatory data, and the contract is generated', async () => {
    const seller = journey.as('seller');
    const id = await accepted(customer);
    const early = await fire(seller, 'Contract', id, 'generate');
    expect(early.status).toBeNull();
    expect(early.problems.map(({ path }) => path?.at(-1)).sort()).toEqual([
      'contactName',
      'endsOn',
      'group',
      'startsOn',
    ]);
    expect(await write(id, terms)).toEqual({ updateContract: { problems: [] } });
    expect(await missing(id)).toEqual([]);
    expect(await fire(seller, 'Contract', id, 'generate')).toEqual({ status: 'generated', problems: [] });
  });

  test('for a new customer name and fiscal code are enough to begin; the rest is listed, field by field', async () => {
    const account = await createAccount(journey.as('seller'), { fiscalCode: '36504823', name: 'Morăria Nouă S.R.L.' });
    const id = await accepted(account);
    await write(id, terms);
    expect(await missing(id)).toEqual(expect.arrayContaining(['account.representative', 'account.street']));
    await journey
      .as('seller')
      .ask(
        'mutation ($id: ID!, $input: AccountPatch!) { updateAccount(id: $id, input: $input) { problems { code } } }',
        {
          id: account,
          input: {
            ...{
              tradeRegister: 'J33/210/2016',
              street: 'Str. Morii nr. 7',
              city: 'Suceava',
              county: 'Suceava',
              postalCode: '720012',
            },
            ...{ bank: 'Banca Dunării', iban: 'RO07DNBR1000220033440056', representative: 'Elisabeta Morar' },
            ...{ representativePosition: 'Administrator', phone: '0230 555 600', email: 'office@moraria-noua.example' },
          },
        },
      );
    expect(await missing(id)).toEqual([]);
  });

  test('eligibility is checked again at generation: debts made since stop the contract', async () => {
    const seller = journey.as('seller');
    const id = await accepted(customer);
    await write(id, terms);
    const invoices = (unpaidInvoices: number) =>
      journey
        .as('collection')
        .ask(
          'mutation ($id: ID!, $unpaid: Int!) { updateAccount(id: $id, input: { unpaidInvoices: $unpaid }) { problems { code } } }',
          {
            id: customer,
            unpaid: unpaidInvoices,
          },
        );
    await invoices(3);
    const { status, problems } = await fire(seller, 'Contract', id, 'generate');
    expect(status).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual(['The customer has too many unpaid invoices.']);
    await invoices(0);
    expect(await fire(seller, 'Contract', id, 'generate')).toEqual({ status: 'generated', problems: [] });
  });

  test('another duration than the accepted offer’s is a matter for a new offer', async () => {
    const id = await accepted(customer);
    await write(id, { ...terms, months: 12 });
    const { problems } = await fire(journey.as('seller'), 'Contract', id, 'generate');
    expect(problems.map(({ message }) => message)).toEqual(["The contract's months are not those of the offer."]);
  });

  test('an expired offer is no longer accepted', async () => {
    const seller = journey.as('seller');
    const lines = [{ product: 'SIM-BIZ-M', quantity: 12 }];
    const offer = await createOffer(seller, { account: customer, standardOffer: 'GROW-2026', lines });
    await fireAll(seller, 'Offer', offer, 'submit');
    journey.at('2026-04-02T08:00:00.000Z');
    const { status, problems } = await fire(seller, 'Offer', offer, 'accept');
    journey.at('2026-03-02T08:00:00.000Z');
    expect(status).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual(['The offer has expired; submit it again.']);
  });

  test('a colleague generates no contract of another’s customer', async () => {
    const id = await accepted(customer);
    await write(id, terms);
    const { status, problems } = await fire(journey.as('seller-ma'), 'Contract', id, 'generate');
    expect(status).toBeNull();
    expect(problems).toHaveLength(1);
  });
});
