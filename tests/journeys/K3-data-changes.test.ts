import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { attach, create, createAccount, fire, heard, idOf, openTasks, read, relied, states, update } from './steps.ts';

const journey = openJourney({ sandbox: true });
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

async function asked(username: string, input: JsonObject, ...papers: readonly string[]): Promise<string> {
  const person = journey.as(username);
  const { id } = await create(person, 'DataChange', { account, ...input });
  expect(await attach(person, 'DataChange', String(id), ...papers)).toEqual([]);
  const { problems } = await fire(person, 'DataChange', String(id), 'submit');
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  await journey.settle();
  return String(id);
}

const asksOf = (connector: string, of: string) =>
  journey.calls(connector).filter(({ request }) => JSON.stringify(request).includes(of));

describe('K3: every change of data has a workflow that decides which systems are updated and who is told', () => {
  test('a new telephone is changed at once, here and in three systems; the account manager is told', async () => {
    const [care, seller] = [journey.as('care'), journey.as('seller')];
    const id = await asked('care', { type: 'contact', newPhone: '0264 300 111', newEmail: 'birou@carpatica.example' });
    expect(await read(care, 'DataChange', id, 'status systems doneOn createdBy { username }')).toEqual({
      status: 'done',
      systems: ['billing', 'activation', 'collection'],
      doneOn: '2026-03-02',
      createdBy: { username: 'care' },
    });
    expect(await read(seller, 'Account', account, 'phone email')).toEqual({
      phone: '+40264300111',
      email: 'birou@carpatica.example',
    });
    for (const system of ['billing', 'activation', 'collection'])
      expect(asksOf(system, '+40264300111')).toHaveLength(1);
    expect(await heard(seller, id)).toEqual([expect.stringMatching(/^Carpatica Distribuție.*modificat$/)]);
    expect((await relied(care, id, 'data-change-handling'))[0]?.matched[0]?.because).toBe(
      'Telephone and e-mail are changed at once.',
    );
  });

  test('the data warehouse is told of every change: who, what, from and to are kept', async () => {
    const id = await asked('seller', { type: 'contact', newPhone: '0264 300 112' });
    const seen = await read(journey.as('seller'), 'DataChange', id, 'number before after');
    expect(seen).toMatchObject({ before: { phone: '+40264300111' }, after: { phone: '+40264300112' } });
    expect(asksOf('data-warehouse', String(seen?.number))).toHaveLength(1);
    const { deliveries } = await journey
      .as('admin')
      .ask(
        `query ($record: String!) { deliveries(filter: { record: { eq: $record }, is: { eq: mail } }) { nodes { to } } }`,
        { record: id },
      );
    expect(deliveries).toMatchObject({ nodes: expect.arrayContaining([{ to: 'birou@carpatica.example' }]) });
  });

  test('X3: a new name is proved by a paper and looked at by support before it stands anywhere', async () => {
    const [seller, masupport] = [journey.as('seller'), journey.as('masupport')];
    const { id } = await create(seller, 'DataChange', { account, type: 'name', newName: 'Carpatica Logistică S.R.L.' });
    const bare = await fire(seller, 'DataChange', String(id), 'submit');
    expect(bare.problems.map(({ message }) => message).join()).toMatch(/Registration certificate/);
    await attach(seller, 'DataChange', String(id), 'registration-certificate');
    expect(await fire(seller, 'DataChange', String(id), 'submit')).toEqual({ status: 'in_review', problems: [] });
    await journey.settle();
    expect([...(await openTasks(masupport, String(id))).keys()]).toEqual(['support']);
    expect(await read(seller, 'Account', account, 'name')).toEqual({ name: 'Carpatica Distribuție S.R.L.' });
    expect((await fire(seller, 'DataChange', String(id), 'agree-support')).status).toBeNull();
    expect((await fire(masupport, 'DataChange', String(id), 'agree-support')).problems).toEqual([]);
    await journey.settle();
    expect(await read(seller, 'Account', account, 'name')).toEqual({ name: 'Carpatica Logistică S.R.L.' });
    expect(await read(seller, 'DataChange', String(id), 'status')).toEqual({ status: 'done' });
  });

  test('what support does not believe is rejected with a reason, and nothing changes', async () => {
    const [seller, masupport] = [journey.as('seller'), journey.as('masupport')];
    const id = await asked('seller', {
      ...{ type: 'bank', newBank: 'Banca Dunării', newIban: 'RO34DNBR1000220033440055' },
    });
    const silent = await fire(masupport, 'DataChange', id, 'disagree-support');
    expect(silent.status).toBeNull();
    const reason = 'Contul aparține altei companii.';
    expect(await fire(masupport, 'DataChange', id, 'disagree-support', { reason })).toEqual({
      status: 'rejected',
      problems: [],
    });
    await journey.settle();
    expect(await read(seller, 'Account', account, 'iban')).toEqual({ iban: 'RO03CRPT0000550012340001' });
    expect((await heard(seller, id)).at(-1)).toMatch(/este respinsă$/);
    expect(asksOf('billing', 'RO34DNBR1000220033440055')).toHaveLength(0);
  });

  test('X5: a system that refuses is told, the others go on, and a person decides', async () => {
    const [seller, masupport] = [journey.as('seller'), journey.as('masupport')];
    // Billing knows that postal codes of Cluj begin with 40.
    const id = await asked(
      'seller',
      { type: 'seat', newStreet: 'Str. Nouă nr. 1', newCity: 'Turda', newCounty: 'Cluj', newPostalCode: '500035' },
      'registration-certificate',
    );
    await fire(masupport, 'DataChange', id, 'agree-support');
    await journey.settle();
    expect(await read(seller, 'DataChange', id, 'status billingProblem')).toEqual({
      status: 'updating',
      billingProblem: 'The postal code does not belong to the county.',
    });
    expect(await states(seller, 'DataChange', id)).toEqual(
      expect.arrayContaining(['billing-stuck', 'collection-done']),
    );
    expect((await heard(seller, id)).at(-1)).toMatch(/un sistem a refuzat modificarea$/);
    expect([...(await openTasks(masupport, id)).keys()]).toEqual(['decide-billing']);
    await fire(masupport, 'DataChange', id, 'complete-decide-billing', { billingDecision: 'again' });
    await journey.settle();
    expect(asksOf('billing', 'Str. Nouă nr. 1')).toHaveLength(2);
    expect((await openTasks(masupport, id)).get('decide-billing')).toMatchObject({ round: 2 });
    await fire(masupport, 'DataChange', id, 'complete-decide-billing', { billingDecision: 'by_hand' });
    await journey.settle();
    expect(await read(seller, 'DataChange', id, 'status')).toEqual({ status: 'done' });
  });

  test('X1: what nobody decides is told to the manager, who may decide', async () => {
    const id = await asked(
      'care',
      { type: 'representative', newRepresentative: 'Ana Pop', newRepresentativePosition: 'Director' },
      'identity-card',
    );
    await journey.pass('3 working days');
    const manager = journey.as('manager');
    expect((await heard(manager, id)).length).toBeGreaterThan(0);
    expect((await fire(manager, 'DataChange', id, 'agree-support')).problems).toEqual([]);
    await journey.settle();
    expect(await read(manager, 'DataChange', id, 'status systems')).toEqual({ status: 'done', systems: [] });
  });

  test('of a prospect no other system knows anything; each type says what it needs', async () => {
    const seller = journey.as('seller');
    const prospect = await createAccount(seller, { fiscalCode: '36504823', email: 'office@moraria.example' });
    const before = journey.calls('billing').length;
    const id = await asked('seller', { account: prospect, type: 'contact', newEmail: 'birou@moraria.example' });
    expect(await read(seller, 'DataChange', id, 'status systems')).toEqual({ status: 'done', systems: [] });
    expect(journey.calls('billing')).toHaveLength(before);
    const { id: empty } = await create(seller, 'DataChange', { account: prospect, type: 'seat' });
    const lacking = await fire(seller, 'DataChange', String(empty), 'submit');
    expect(lacking.problems.flatMap(({ path }) => path?.at(-1) ?? []).sort()).toEqual(
      expect.arrayContaining(['newCity', 'newCounty', 'newStreet']),
    );
  });

  test('a colleague changes no data of another’s customer, and nobody writes what the workflow keeps', async () => {
    await expect(create(journey.as('seller-ma'), 'DataChange', { account, type: 'contact' })).rejects.toThrow();
    const { id } = await create(journey.as('seller'), 'DataChange', { account, type: 'contact' });
    const written = await update(journey.as('seller'), 'DataChange', String(id), {
      doneOn: '2026-03-01',
    } as never).catch((error: Error) => [error.message]);
    expect(JSON.stringify(written)).toMatch(/doneOn/);
    const faked = await fire(journey.as('masupport'), 'Account', account, 'change-data', { name: 'Alta S.R.L.' });
    expect(faked.status).toBeNull();
  });

  test('nobody writes past the workflow who a customer is, and whoever asks does not say yes to it', async () => {
    for (const username of ['seller', 'masupport', 'manager', 'collection']) {
      const written = update(journey.as(username), 'Account', account, { iban: 'RO34DNBR1000220033440055' });
      expect(await written.catch((error: Error) => [error.message])).not.toEqual([]);
    }
    expect(await read(journey.as('seller'), 'Account', account, 'iban')).toEqual({ iban: 'RO03CRPT0000550012340001' });
    const bank = { type: 'bank', newBank: 'Banca Dunării', newIban: 'RO34DNBR1000220033440055' };
    const own = await asked('masupport', bank);
    expect((await fire(journey.as('masupport'), 'DataChange', own, 'agree-support')).status).toBeNull();
    expect(await read(journey.as('masupport'), 'DataChange', own, 'status')).toEqual({ status: 'in_review' });
  });
});
