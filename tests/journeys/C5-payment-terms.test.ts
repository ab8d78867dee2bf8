import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { answer } from './answering.ts';
import { openJourney } from './harness.ts';
import { attach, create, fire, generatedContract, heard, idOf, openTasks, read, sign } from './steps.ts';

const journey = openJourney();
let account: string;
let contract: string;
beforeAll(async () => {
  const seller = journey.as('seller');
  account = await idOf(seller, 'Account', 'fiscalCode', '27651205');
  contract = await generatedContract(seller, account, { lines: [{ product: 'SIM-BIZ-M', quantity: 10 }] });
  expect((await sign(seller, contract)).problems).toEqual([]);
});

async function asked(more: JsonObject = {}): Promise<string> {
  const input = { contract, requestedDays: 60, request: 'Plătim la 60 de zile.', ...more };
  return (await create(journey.as('seller'), 'PaymentTermsChange', input)).id as string;
}

const go = (as: string, id: string, event: string, input: JsonObject = {}) =>
  fire(journey.as(as), 'PaymentTermsChange', id, event, input);

const DEPARTMENTS: readonly (readonly [person: string, name: string])[] = [
  ['manager', 'sales'],
  ['legal', 'legal'],
  ['finance', 'finance'],
  ['collection', 'collection'],
  ['fraud', 'fraud'],
];

async function worded(id: string): Promise<void> {
  expect(await go('seller', id, 'submit')).toEqual({ status: 'in_review', problems: [] });
  for (const [person, name] of DEPARTMENTS) expect(await answer(journey.as(person), id, name, 'agree')).toEqual([]);
  expect(await go('marketing', id, 'agree-terms', { agreedDays: 45 })).toEqual({ status: 'in_wording', problems: [] });
  const text = { addendumRo: 'Se aplică facturilor viitoare.', addendumEn: 'It holds for future invoices.' };
  expect(await go('legal', id, 'complete-word', text)).toEqual({ status: 'worded', problems: [] });
}

describe('C5: other payment terms for the other contracts, in force with the signed papers', () => {
  test('departments, Marketing and Legal as for clauses; then the addendum is signed and its papers attached', async () => {
    const id = await asked();
    await worded(id);
    const seller = journey.as('seller');
    const signedOn = '2026-03-12';
    const without = await go('seller', id, 'sign', { signedOn });
    expect({ status: without.status, problems: without.problems.length }).toEqual({ status: null, problems: 1 });
    expect(await attach(seller, 'PaymentTermsChange', id, 'signed-papers')).toEqual([]);
    expect(await go('seller', id, 'sign', { signedOn })).toEqual({ status: 'in_force', problems: [] });
    await journey.settle();
    expect((await heard(seller, id)).map((subject) => subject.split(':')[0])).toEqual([
      'Au răspuns toate departamentele',
      'Condiții aprobate',
      'De semnat',
    ]);
    expect((await heard(journey.as('collection'), id)).at(-1)).toMatch(/^Condiții noi de plată: /);
    expect(await read(journey.as('finance'), 'Contract', contract, 'agreedTermsChanges')).toEqual({
      agreedTermsChanges: 1,
    });
  });

  test('Marketing sends them back with the reason, and the customer may ask again', async () => {
    const id = await asked();
    await go('seller', id, 'submit');
    for (const [person, name] of DEPARTMENTS) {
      const reason = name === 'collection' ? { reason: 'Clientul a întârziat de trei ori.' } : {};
      const says = name === 'collection' ? 'disagree' : 'not-concerned';
      expect(await answer(journey.as(person), id, name, says, reason)).toEqual([]);
    }
    const reason = 'Nu peste 30 de zile.';
    expect(await go('marketing', id, 'disagree-terms', { reason })).toEqual({ status: 'draft', problems: [] });
    expect(await go('seller', id, 'submit', { requestedDays: 30 })).toEqual({ status: 'in_review', problems: [] });
    expect((await openTasks(journey.as('legal'), id)).get('legal')).toMatchObject({ round: 2 });
    const kept = await read(
      journey.as('seller'),
      'PaymentTermsChange',
      id,
      'departmentAnswers { nodes { round requestedDays department answer reason } }',
    );
    const { nodes } = (kept as unknown as { departmentAnswers: { nodes: JsonObject[] } }).departmentAnswers;
    expect(nodes).toContainEqual({
      ...{ round: 1, requestedDays: 60, department: 'collection', answer: 'disagree' },
      reason: 'Clientul a întârziat de trei ori.',
    });
  });

  test('silence is no consent', async () => {
    const id = await asked();
    await go('seller', id, 'submit');
    await journey.pass('3 working days');
    expect(await read(journey.as('seller'), 'PaymentTermsChange', id, 'status')).toEqual({ status: 'in_review' });
    expect(await heard(journey.as('seller'), id)).toHaveLength(5);
  });

  test('what the contract gives already is not asked, and an integrated contract changes its clause instead', async () => {
    const seller = journey.as('seller');
    const refused = async (id: string) => (await go('seller', id, 'submit')).problems.map(({ message }) => message);
    expect(await refused(await asked({ requestedDays: 15 }))).toEqual(['The contract grants that many days already.']);
    const integrated = await generatedContract(seller, account, {
      lines: [
        { product: 'SIM-BIZ-M', quantity: 10 },
        { product: 'FIX-100', quantity: 1 },
      ],
      terms: { siteAddress: 'Str. Fabricii nr. 14', equipment: 'Router' },
    });
    expect(await refused(await asked({ contract: integrated }))).toEqual([
      'This contract has negotiable clauses. Ask for a change of the clause on payment.',
    ]);
  });
});
