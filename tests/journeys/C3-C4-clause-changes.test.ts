import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { answer, asked } from './answering.ts';
import { openJourney } from './harness.ts';
import { actions, create, fire, generatedContract, heard, idOf, openTasks, read, sign, update } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

/** A generated contract with fixed services beside the SIMs. */
async function integrated(): Promise<string> {
  const lines = [
    { product: 'SIM-BIZ-M', quantity: 10 },
    { product: 'FIX-100', quantity: 1 },
  ];
  const terms = { siteAddress: 'Str. Fabricii nr. 14, Cluj-Napoca', equipment: 'Router', contactPhone: '0264300105' };
  return generatedContract(journey.as('seller'), account, { lines, terms });
}

const wish = {
  clause: 'payment',
  content: 'Termen de plată de 45 de zile.',
  wording: 'Facturile se plătesc în 45 de zile de la primire.',
};

async function change(contract: string, more: JsonObject = wish): Promise<string> {
  return (await create(journey.as('seller'), 'ClauseChange', { contract, ...more })).id as string;
}

const go = (as: string, id: string, event: string, input: JsonObject = {}) =>
  fire(journey.as(as), 'ClauseChange', id, event, input);
const submitted = async (): Promise<{ contract: string; id: string }> => {
  const contract = await integrated();
  const id = await change(contract);
  expect(await go('seller', id, 'submit')).toEqual({ status: 'in_review', problems: [] });
  return { contract, id };
};

const DEPARTMENTS: readonly (readonly [person: string, name: string])[] = [
  ['marketing', 'marketing'],
  ['manager', 'sales'],
  ['legal', 'legal'],
  ['finance', 'finance'],
  ['collection', 'collection'],
  ['masupport', 'ma'],
  ['fraud', 'fraud'],
];

/** Every department answers: Finance objects with a text, Fraud is not concerned, the others agree. */
async function reviewed(id: string): Promise<void> {
  for (const [person, name] of DEPARTMENTS) {
    const says = { finance: 'disagree', fraud: 'not-concerned' }[name] ?? 'agree';
    const reason = says === 'disagree' ? { reason: 'Cel mult 30 de zile.' } : {};
    expect(await answer(journey.as(person), id, name, says, reason)).toEqual([]);
  }
}

async function worded(id: string): Promise<void> {
  await reviewed(id);
  const agreedContent = 'Termen de plată de 30 de zile.';
  expect(await go('marketing', id, 'agree-content', { agreedContent })).toEqual({ status: 'in_wording', problems: [] });
  expect(await go('legal', id, 'complete-word', wording)).toEqual({ status: 'worded', problems: [] });
}

const wording = {
  wordingRo: 'Facturile se plătesc în 30 de zile.\nPenalitățile nu se aplică în primele 5 zile.',
  wordingEn: 'Invoices are paid within 30 days.\nNo penalties are due in the first 5 days.',
};

describe('C3: every department answers a changed clause, Marketing approves its content, Legal words it', () => {
  test('from the wish of the customer to the agreed clause, the seller told at each status', async () => {
    const { id } = await submitted();
    expect([...(await openTasks(journey.as('seller'), id)).keys()].sort()).toEqual(
      DEPARTMENTS.map(([, name]) => name).sort(),
    );
    await journey.settle();
    for (const [person] of DEPARTMENTS) {
      const subject = expect.stringMatching(/^Modificarea de clauză CM-2026-/);
      expect({ person, heard: await heardOfTasks(person, id) }).toEqual({ person, heard: [subject] });
    }
    await reviewed(id);
    expect(await read(journey.as('seller'), 'ClauseChange', id, 'status')).toEqual({ status: 'in_consolidation' });
    expect((await go('marketing', id, 'agree-content')).problems.map(({ path }) => path)).toEqual([
      ['input', 'agreedContent'],
    ]);
    const agreedContent = 'Termen de plată de 30 de zile.';
    expect(await go('marketing', id, 'agree-content', { agreedContent })).toEqual({
      status: 'in_wording',
      problems: [],
    });
    expect((await go('legal', id, 'complete-word')).problems.map(({ path }) => path?.at(-1)).sort()).toEqual([
      'wordingEn',
      'wordingRo',
    ]);
    expect((await go('marketing', id, 'complete-word', wording)).problems).toHaveLength(1);
    expect(await go('legal', id, 'complete-word', wording)).toEqual({ status: 'worded', problems: [] });
    expect(await go('seller', id, 'accept')).toEqual({ status: 'agreed', problems: [] });
    await journey.settle();
    const seller = (await heard(journey.as('seller'), id)).map((subject) => subject.split(':')[0]);
    expect(seller).toEqual(['Au răspuns toate departamentele', 'Conținut aprobat', 'Redactată']);
  });

  test('what every department said of each round stays in the record', async () => {
    const { id } = await submitted();
    await reviewed(id);
    const reason = 'Reveniți cu o garanție.';
    expect(await go('marketing', id, 'disagree-content', { reason })).toEqual({ status: 'draft', problems: [] });
    const again = { content: 'Termen de 30 de zile, cu garanție.', wording: 'Facturile se plătesc în 30 de zile.' };
    expect(await go('seller', id, 'submit', again)).toEqual({ status: 'in_review', problems: [] });
    for (const [person, name] of DEPARTMENTS) expect(await answer(journey.as(person), id, name, 'agree')).toEqual([]);
    const seen = await read(
      journey.as('seller'),
      'ClauseChange',
      id,
      'round status departmentAnswers(first: 50, orderBy: [{ round: ASC }, { department: ASC }]) { nodes { round department content answer reason person } }',
    );
    expect(seen).toMatchObject({ round: 2, status: 'in_consolidation' });
    const { nodes } = (seen as unknown as { departmentAnswers: { nodes: JsonObject[] } }).departmentAnswers;
    expect(nodes).toHaveLength(14);
    expect(nodes).toContainEqual({
      ...{ round: 1, department: 'finance', content: wish.content, answer: 'disagree' },
      ...{ reason: 'Cel mult 30 de zile.', person: 'Carmen Stoica' },
    });
    expect(nodes).toContainEqual({
      ...{
        round: 2,
        department: 'fraud',
        content: again.content,
        answer: 'agree',
        reason: null,
        person: 'Oana Vasile',
      },
    });
    const reasons = (await asked(journey.as('seller'), id)).filter((each) => each.name === 'content');
    expect(reasons).toMatchObject([
      { round: 1, answer: 'disagree', reason },
      { round: 2, status: 'open' },
    ]);
  });

  test('a department that objects says why, and each answers for itself only', async () => {
    const { id } = await submitted();
    expect((await go('finance', id, 'disagree-finance')).problems).toHaveLength(1);
    expect((await go('finance', id, 'agree-legal')).problems).toHaveLength(1);
    expect((await go('seller', id, 'agree-sales')).problems).toHaveLength(1);
    expect(await go('fraud', id, 'not-concerned-fraud')).toMatchObject({ problems: [] });
    expect((await go('fraud', id, 'agree-fraud')).problems).toHaveLength(1);
  });

  test('silence is no consent: after two working days the head of the department is asked, and nothing goes on', async () => {
    journey.at('2026-03-05T08:00:00.000Z'); // a Thursday
    const { id } = await submitted();
    for (const [person, name] of DEPARTMENTS.filter(([, each]) => each !== 'legal'))
      expect(await answer(journey.as(person), id, name, 'agree')).toEqual([]);
    expect((await openTasks(journey.as('seller'), id)).get('legal')?.dueAt).toBe('2026-03-09T16:00:00.000Z');
    expect((await go('director', id, 'agree-legal')).problems).toHaveLength(1);
    journey.at('2026-03-09T16:00:00.000Z');
    await journey.settle();
    expect(await read(journey.as('seller'), 'ClauseChange', id, 'status')).toEqual({ status: 'in_review' });
    expect(await heard(journey.as('seller'), id)).toEqual([expect.stringMatching(/^Întârzie: CM-/)]);
    expect(await heardOfTasks('director', id)).toHaveLength(1);
    await journey.pass('30 days');
    expect(await read(journey.as('seller'), 'ClauseChange', id, 'status')).toEqual({ status: 'in_review' });
    expect(await go('director', id, 'agree-legal')).toEqual({ status: 'in_consolidation', problems: [] });
  });

  test('Legal words it within two further working days', async () => {
    journey.at('2026-03-05T08:00:00.000Z');
    const { id } = await submitted();
    await reviewed(id);
    journey.at('2026-03-06T08:00:00.000Z');
    await go('marketing', id, 'agree-content', { agreedContent: 'Da.' });
    expect((await openTasks(journey.as('legal'), id)).get('word')?.dueAt).toBe('2026-03-10T16:00:00.000Z');
  });

  test('the customer asks for more, and the loop begins again; or the wish is withdrawn', async () => {
    const { id } = await submitted();
    await worded(id);
    const more = { content: 'Termen de 60 de zile.', wording: 'În 60 de zile.' };
    expect(await go('seller', id, 'ask-again', more)).toEqual({ status: 'draft', problems: [] });
    expect(await go('seller', id, 'submit')).toEqual({ status: 'in_review', problems: [] });
    expect((await openTasks(journey.as('legal'), id)).get('legal')).toMatchObject({ round: 2 });
    expect(await go('seller', id, 'recall')).toEqual({ status: 'draft', problems: [] });
    expect(await go('seller', id, 'withdraw', { reason: 'Clientul renunță.' })).toEqual({
      status: 'withdrawn',
      problems: [],
    });
    expect((await openTasks(journey.as('legal'), id)).size).toBe(0);
  });
});

describe('C3: what the contracts group is not asked', () => {
  const refusedBecause = async (id: string, input: JsonObject = {}) =>
    (await go('seller', id, 'submit', input)).problems.map(({ message }) => message).sort();

  test('a technical wish is refused with the way to Presales', async () => {
    const id = await change(await integrated(), { ...wish, subject: 'technical' });
    expect(await refusedBecause(id)).toEqual([
      'Technical wishes belong to the technical solution. Ask Presales for them, not the contracts group.',
    ]);
  });

  test('annexes 1 and 6 are complete before: what is missing is told at once, before anybody is asked', async () => {
    const contract = await integrated();
    const seller = journey.as('seller');
    expect(await fire(seller, 'Contract', contract, 'revise')).toMatchObject({ problems: [] });
    const gone = { startsOn: null, contactName: null };
    expect(await update(seller, 'Contract', contract, gone)).toEqual([]);
    const id = await change(contract);
    expect(await refusedBecause(id)).toEqual([
      'Annex 1 is not complete: fill in the months and the first day of the contract.',
      'Annex 6 is not complete: fill in the contact person with a telephone or an e-mail address.',
    ]);
    expect((await actions(seller, 'ClauseChange', id)).get('submit')).toMatchObject({ possible: false });
    expect((await openTasks(seller, id)).size).toBe(0);
  });

  test('a request has content and wording', async () => {
    const id = await change(await integrated(), { clause: 'payment' });
    const { problems } = await go('seller', id, 'submit');
    expect(problems.map(({ path }) => path?.at(-1)).sort()).toEqual(['content', 'wording']);
  });

  test('a contract of mobile services has no negotiable clauses, and a signed one no more', async () => {
    const mobile = await generatedContract(journey.as('seller'), account, {
      lines: [{ product: 'SIM-BIZ-M', quantity: 10 }],
      terms: { contactPhone: '0264300105' },
    });
    expect(await refusedBecause(await change(mobile))).toEqual([
      'Only contracts with fixed and data services have negotiable clauses. For this one ask for other payment terms.',
    ]);
    const contract = await integrated();
    expect((await sign(journey.as('seller'), contract)).problems).toEqual([]);
    expect(await refusedBecause(await change(contract))).toEqual([
      'The contract is no longer under negotiation. A running contract is changed by an addendum.',
    ]);
  });

  test('only whose contract it is asks for a change', async () => {
    const contract = await integrated();
    await expect(create(journey.as('seller-ma'), 'ClauseChange', { contract, ...wish })).rejects.toThrow();
  });
});

describe('C4: the agreed clause stands in the contract, named as changed', () => {
  test('a contract is not generated while a clause is being negotiated; then the body carries the agreed text', async () => {
    const { contract, id } = await submitted();
    const seller = journey.as('seller');
    await fire(seller, 'Contract', contract, 'revise');
    expect((await fire(seller, 'Contract', contract, 'generate')).problems.map(({ message }) => message)).toEqual([
      'Clauses are still being negotiated.',
    ]);
    await worded(id);
    expect(await go('seller', id, 'accept')).toEqual({ status: 'agreed', problems: [] });
    expect(await fire(seller, 'Contract', contract, 'generate')).toEqual({ status: 'generated', problems: [] });
    expect(await read(seller, 'Contract', contract, 'agreedClauseChanges')).toEqual({ agreedClauseChanges: 1 });
  });

  test('what Legal has worded stands for this contract and this clause; nothing is signed while it is open', async () => {
    const { contract, id } = await submitted();
    await worded(id);
    const seller = journey.as('seller');
    const moved = update(seller, 'ClauseChange', id, { clause: 'liability' });
    expect(await moved.catch((error: Error) => [error.message])).not.toEqual([]);
    expect(await read(seller, 'ClauseChange', id, 'clause')).toEqual({ clause: 'payment' });
    expect((await sign(seller, contract)).status).toBeNull();
  });

  test('a contract that was generated with the old text goes back to be generated again', async () => {
    const { contract, id } = await submitted();
    await worded(id);
    await go('seller', id, 'accept');
    await journey.settle();
    expect(await read(journey.as('seller'), 'Contract', contract, 'status')).toEqual({ status: 'draft' });
  });
});

/** What a person was told about the tasks of a record. */
async function heardOfTasks(username: string, record: string): Promise<readonly string[]> {
  const person = journey.as(username);
  const { tasks } = await person.ask(
    'query ($record: String!) { tasks(filter: { record: { eq: $record } }, first: 50) { nodes { id } } }',
    { record },
  );
  const about = [record, ...(tasks as unknown as { nodes: { id: string }[] }).nodes.map(({ id }) => id)];
  const subjects = [];
  for (const each of about) subjects.push(...(await heard(person, each)));
  return subjects;
}
