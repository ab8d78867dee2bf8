import { beforeAll, expect, test } from '@jest/globals';
import { openJourney } from '../journeys/harness.ts';
import { createAccount, createOffer, fire, fireAll, idOf, type Refusable } from '../journeys/steps.ts';

const journey = openJourney();
const lines = [{ product: 'SIM-BIZ-M', quantity: 18, discount: '20.00' }];
const terms = { group: 'Birou', startsOn: '2026-04-01', endsOn: '2028-03-31', contactName: 'Ana', months: 24 };
let draft: string;

beforeAll(async () => {
  const seller = journey.as('seller');
  const account = await idOf(seller, 'Account', 'fiscalCode', '27651205');
  const offer = await createOffer(seller, { account, standardOffer: 'GROW-2026', lines });
  draft = await createContract({ account, offer, ...terms });
});

async function createContract(input: object): Promise<string> {
  const { createContract } = await journey
    .as('seller')
    .ask('mutation ($input: ContractInput!) { createContract(input: $input) { contract { id } } }', {
      input: { ...input },
    });
  return (createContract as unknown as { contract: { id: string } }).contract.id;
}

async function document(username: string, record: string) {
  const { generateDocument } = await journey
    .as(username)
    .ask(
      'mutation ($record: ID!) { generateDocument(document: "master-contract", record: $record) { id problems { code path } } }',
      { record },
    );
  const { id, problems } = generateDocument as unknown as Refusable & { id: string | null };
  return { id, problems: problems.map(({ code, path }) => [code, path?.join('.')]) };
}

test('Who only reads a contract makes no document of it.', async () => {
  expect((await document('pricing', draft)).problems).toContainEqual(['NOT_ALLOWED', 'document']);
});

test('The contract of an offer that nobody accepted is made in no way.', async () => {
  const seller = journey.as('seller');
  expect(await document('seller', draft)).toEqual({ id: null, problems: [['MISSING_DATA', 'offer.status']] });
  const { status, problems } = await fire(seller, 'Contract', draft, 'generate');
  expect(status).toBeNull();
  expect(problems.map(({ message }) => message)).toEqual(['The customer has not accepted the offer.']);
});

test('A contract is not generated while its account lacks what the document requires.', async () => {
  const seller = journey.as('seller');
  const account = await createAccount(seller, { fiscalCode: '36504823', name: 'Morăria Nouă S.R.L.' });
  const offer = await createOffer(seller, { account, standardOffer: 'GROW-2026', lines });
  await fireAll(seller, 'Offer', offer, 'submit', 'accept');
  const contract = await createContract({ account, offer, ...terms });
  const { status, problems } = await fire(seller, 'Contract', contract, 'generate');
  expect(status).toBeNull();
  expect(problems.map(({ path }) => path?.at(-1))).toContain('contactPhone');
  expect(problems.map(({ message }) => message)).toContainEqual(expect.stringContaining('trade register number'));
});
