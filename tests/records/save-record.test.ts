import type { Context } from '@dealwright/records';
import { askRecord } from '@dealwright/records';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openShop, type Shop, told } from './shop.ts';

let shop: Shop;
let ana: Context;
let chief: Context;
let visitor: Context;

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  [ana, chief, visitor] = await Promise.all([
    shop.person('Ana', ['clerk']),
    shop.person('Corina', ['chief']),
    shop.person('Vlad', ['visitor']),
  ]);
});
afterAll(() => shop.close());

let phones = 721_000_000;
const phone = () => `+40${++phones}`;
const customerOf = (who: Context, name = `Customer ${phones}`) =>
  shop.create(who, 'Customer', { name, phone: phone() });
async function order(who: Context, values: Record<string, string | null> = {}) {
  const customer = await customerOf(who);
  return shop.create(who, 'Order', { subject: 'Chairs', amount: '10', customer, ...values });
}

describe('creating a record', () => {
  test('stores what was said, with defaults, number, owner, times and formulas', async () => {
    const customer = await shop.create(ana, 'Customer', { name: '  Paper & Co ' });
    const values = { subject: 'Chairs', customer, amount: '12.5' };
    const saved = await shop.save(ana, 'Order', { is: 'create', values });
    expect(saved).toEqual({ id: expect.any(String), version: 1, problems: [] });
    const fields = ['number', 'subject', 'amount', 'priority', 'stage', 'owner', 'createdAt', 'createdBy'];
    expect(await shop.stored('Order', saved.id ?? '', ...fields)).toEqual({
      number: expect.stringMatching(/^ORD-2026-\d{4}$/),
      subject: 'Chairs',
      amount: '12.5',
      priority: 1,
      stage: 'draft',
      owner: ana.actor.id,
      createdAt: ana.now,
      createdBy: ana.actor.id,
    });
    expect(await shop.stored('Customer', customer, 'name', 'size', 'nickname', 'ordered')).toEqual({
      name: 'Paper & Co',
      size: 'small',
      nickname: 'Pap',
      ordered: 1,
    });
  });

  test('tells all that is missing, broken or not allowed by the rules at once, and stores nothing', async () => {
    const saved = await shop.save(ana, 'Order', { is: 'create', values: { amount: '2000', customer: null } });
    expect(told(saved)).toEqual([
      'REQUIRED input.subject',
      'AMOUNT_WITHIN_LIMIT input.amount',
      'LARGE_ORDERS_HAVE_A_CUSTOMER input.customer',
    ]);
    expect(saved.id).toBeUndefined();
  });

  test('tells all flaws of values at once', async () => {
    const values = { subject: 'x'.repeat(41), amount: '1e400', colour: 'red', customer: 'nobody' };
    const saved = await shop.save(ana, 'Order', { is: 'create', values });
    expect(told(saved)).toEqual([
      'TOO_LONG input.subject',
      expect.stringMatching(/ input\.amount$/),
      'UNKNOWN_FIELD input.colour',
      'NOT_AN_ID input.customer',
    ]);
  });

  test('a validation over a related record sees it whole, whoever asks', async () => {
    const customer = await shop.create(chief, 'Customer', { name: 'Small one', phone: phone() });
    const values = { subject: 'Desks', amount: '600', customer };
    expect(told(await shop.save(chief, 'Order', { is: 'create', values }))).toEqual([
      'SMALL_CUSTOMERS_ORDER_LITTLE input',
    ]);
  });

  test('a reference leads only to records that the person may see', async () => {
    const hidden = await customerOf(chief);
    const values = { subject: 'Desks', customer: hidden };
    expect(told(await shop.save(ana, 'Order', { is: 'create', values }))).toEqual(['UNKNOWN_REFERENCE input.customer']);
    const nobody = { ...values, customer: '0197a5b0-7c00-7000-8000-000000000001' };
    expect(told(await shop.save(chief, 'Order', { is: 'create', values: nobody }))).toEqual([
      'UNKNOWN_REFERENCE input.customer',
    ]);
  });

  test('needs the permission, for the record as it would be', async () => {
    const values = { subject: 'Desks' };
    expect(told(await shop.save(visitor, 'Order', { is: 'create', values }))).toEqual(['FORBIDDEN']);
    const forAnother = { ...values, owner: chief.actor.id };
    expect(told(await shop.save(ana, 'Order', { is: 'create', values: forAnother }))).toEqual(['FORBIDDEN']);
    expect(await shop.sql(`select 1 from "order" where subject = 'Desks'`)).toEqual([]);
  });

  test('a field that is read-only or hidden from a role is refused by name', async () => {
    const values = { subject: 'Desks', approver: 'me', stage: 'approved' };
    expect(told(await shop.save(ana, 'Order', { is: 'create', values }))).toEqual([
      'GOVERNED_FIELD input.stage',
      'FORBIDDEN input.approver',
    ]);
    expect(told(await shop.save(ana, 'Customer', { is: 'create', values: { name: 'X', secret: 'y' } }))).toEqual([
      'FORBIDDEN input.secret',
    ]);
  });

  test('a part goes with its parent: whoever may change the order may add lines', async () => {
    const id = await order(ana);
    const line = (who: Context) => shop.save(who, 'OrderLine', { is: 'create', values: { order: id, product: 'Leg' } });
    expect(told(await line(ana))).toEqual([]);
    expect(told(await line(chief))).toEqual([]);
    expect(told(await line(visitor))).toEqual(['FORBIDDEN']);
    expect(told(await line(await shop.person('Other', ['clerk'])))).toEqual(['UNKNOWN_REFERENCE input.order']);
    expect(told(await shop.save(ana, 'OrderLine', { is: 'create', values: { product: 'Leg' } }))).toContain(
      'REQUIRED input.order',
    );
  });
});

describe('duplicates', () => {
  test('are refused or warned of, by the same key or a similar name', async () => {
    const number = phone();
    await shop.create(ana, 'Customer', { name: 'Northern Lights Trading', phone: number });
    const same = await shop.save(ana, 'Customer', { is: 'create', values: { name: 'Quite another', phone: number } });
    expect(told(same)).toEqual(['DUPLICATE input.phone']);
    expect(same.problems[0]?.hint).toMatchObject({ en: 'see “Northern Lights Trading”' });
    const values = { name: 'Northern Light Trading', phone: phone() };
    const similar = await shop.save(ana, 'Customer', { is: 'create', values });
    expect(similar.id).toBeDefined();
    expect(similar.problems.map((each) => [each.code, each.severity])).toEqual([['DUPLICATE', 'warning']]);
  });

  test('are found with full sight, and not named to those who may not read them', async () => {
    const number = phone();
    await shop.create(chief, 'Customer', { name: 'Top Secret Ltd', phone: number });
    const found = await shop.save(ana, 'Customer', { is: 'create', values: { name: 'Me too', phone: number } });
    expect(told(found)).toEqual(['DUPLICATE input.phone']);
    expect(JSON.stringify(found.problems)).not.toContain('Top Secret');
    expect(found.problems[0]?.hint).toMatchObject({ en: 'see 1 that you may not see' });
  });
});

describe('changing a record', () => {
  test('keeps what is not said, counts the version, and writes history of the fields that have one', async () => {
    const id = await order(ana);
    const saved = await shop.save(ana, 'Order', { is: 'update', id, values: { amount: '20', subject: 'Tables' } });
    expect(saved).toEqual({ id, version: 2, problems: [] });
    expect(await shop.stored('Order', id, 'subject', 'amount', 'version', 'updatedBy')).toEqual({
      subject: 'Tables',
      amount: '20',
      version: 2,
      updatedBy: ana.actor.id,
    });
    const history = await shop.records.read(ana, (reading) => reading.history(shop.entity('Order'), [id]));
    expect(history.get(id)?.map(({ operation, version, changes }) => [operation, version, changes])).toEqual([
      ['update', 2, { amount: ['10', '20'] }],
      ['create', 1, expect.objectContaining({ amount: [null, '10'], stage: [null, 'draft'] })],
    ]);
  });

  test('that changes nothing writes nothing', async () => {
    const id = await order(ana);
    const saved = await shop.save(ana, 'Order', { is: 'update', id, values: { amount: '10.00' } });
    expect(saved).toEqual({ id, version: 1, problems: [] });
  });

  test('two people saving the same record: the second is told who was first, and when', async () => {
    const id = await order(ana);
    await shop.save(chief, 'Order', { is: 'update', id, values: { amount: '30' }, ifVersion: 1 });
    const second = await shop.save(ana, 'Order', { is: 'update', id, values: { amount: '40' }, ifVersion: 1 });
    expect(told(second)).toEqual(['VERSION_CONFLICT ifVersion']);
    expect(second.problems[0]?.message).toMatchObject({
      en: `Corina changed this record meanwhile (${chief.now}); it has version 2 now.`,
    });
    expect(await shop.stored('Order', id, 'amount')).toEqual({ amount: '30' });
  });

  test('at the very same moment only one of many with the same version wins', async () => {
    const id = await order(ana);
    const saves = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        shop.save(ana, 'Order', { is: 'update', id, values: { amount: String(index + 11) }, ifVersion: 1 }),
      ),
    );
    expect(saves.filter((each) => each.version === 2)).toHaveLength(1);
    expect(saves.filter((each) => told(each)[0] === 'VERSION_CONFLICT ifVersion')).toHaveLength(5);
    expect(await shop.stored('Order', id, 'version')).toEqual({ version: 2 });
  });

  test('what may not be seen is not found; what may only be seen is forbidden', async () => {
    const id = await order(ana);
    const update = (who: Context, target = id) =>
      shop.save(who, 'Order', { is: 'update', id: target, values: { amount: '1' } });
    const stranger = await shop.person('Other', ['clerk']);
    expect(told(await update(stranger))).toEqual(['NOT_FOUND id']);
    expect(told(await update(visitor))).toEqual(['FORBIDDEN']);
    expect(told(await update(chief, '0197a5b0-7c00-7000-8000-000000000001'))).toEqual(['NOT_FOUND id']);
    expect(told(await update(chief, 'x\'; drop table "order"'))).toEqual(['NOT_FOUND id']);
  });

  test('a state is changed by events only', async () => {
    const id = await order(ana);
    const saved = await shop.save(chief, 'Order', { is: 'update', id, values: { stage: 'shipped' } });
    expect(told(saved)).toEqual(['GOVERNED_FIELD input.stage']);
    expect(saved.problems[0]?.hint).toMatchObject({ en: 'fire one of: place, trust, cancel, approve, ship' });
  });
});

describe('upsert by a key', () => {
  const upsert = (who: Context, code: string | number | null, name: string) =>
    shop.save(who, 'Customer', { is: 'upsert', by: { field: 'code', value: code }, values: { name } });

  test('creates the first time and changes the second time', async () => {
    const first = await upsert(chief, 'K1', 'First name of it');
    const second = await upsert(chief, 'K1', 'Second name of it');
    expect(second.id).toBe(first.id);
    expect(second.version).toBe(2);
    expect(await shop.stored('Customer', first.id ?? '', 'name', 'code')).toEqual({
      name: 'Second name of it',
      code: 'K1',
    });
  });

  test('many at the same moment make one record', async () => {
    const saves = await Promise.all(
      Array.from({ length: 8 }, (_, index) => upsert(chief, 'K2', `Racer number ${index}`)),
    );
    expect(saves.flatMap((each) => told(each)).filter((each) => !each.startsWith('DUPLICATE'))).toEqual([]);
    expect(new Set(saves.map((each) => each.id)).size).toBe(1);
    expect(saves.map((each) => each.version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('needs a key field and a value that fits it', async () => {
    const by = (field: string, value: string | null) =>
      shop.save(chief, 'Customer', { is: 'upsert', by: { field, value }, values: { name: 'X' } });
    expect(told(await by('name', 'x'))).toEqual(['NOT_A_KEY by.name']);
    expect(told(await by('code', null))).toEqual(['NOT_A_KEY by.code']);
    expect(told(await by('code', 'a\u0000'))).toEqual(['CONTROL_CHARACTER by.code']);
  });

  test('a key that another record has is refused, also at the very same moment', async () => {
    const create = (name: string) => shop.save(chief, 'Customer', { is: 'create', values: { name, code: 'K3' } });
    const saves = await Promise.all(['Alpha Beta', 'Gamma Delta', 'Epsilon Zeta'].map(create));
    expect(saves.filter((each) => each.id !== undefined)).toHaveLength(1);
    expect(saves.flatMap(told).sort()).toEqual(['KEY_TAKEN input.code', 'KEY_TAKEN input.code']);
  });
});

describe('deleting a record', () => {
  test('takes its parts along and leaves a trace', async () => {
    const id = await order(ana);
    const line = await shop.create(ana, 'OrderLine', { order: id, product: 'Leg' });
    expect(told(await shop.save(ana, 'Order', { is: 'delete', id }))).toEqual([]);
    expect(await shop.stored('OrderLine', line, 'product')).toEqual({});
    expect(await shop.stored('Order', id, 'subject')).toEqual({});
    const [last] = await shop
      .sql(`select operation, by from internal.history where record = '${id}' order by position desc limit 1`)
      .catch(() => []);
    expect([undefined, { operation: 'delete', by: ana.actor.id }]).toContainEqual(last);
  });

  test('is refused while others refer to it, and needs the permission', async () => {
    const customer = await customerOf(chief);
    await shop.create(chief, 'Order', { subject: 'Chairs', customer });
    const refused = await shop.save(chief, 'Customer', { is: 'delete', id: customer });
    expect(told(refused)).toEqual(['IN_USE id']);
    expect(refused.problems[0]?.message).toMatchObject({ en: 'It is still referred to by: Order (1).' });
    const mine = await customerOf(ana);
    expect(told(await shop.save(ana, 'Customer', { is: 'delete', id: mine }))).toEqual(['FORBIDDEN']);
  });
});

describe('events', () => {
  const fire = (who: Context, id: string, event: string, input = {}) =>
    shop.save(who, 'Order', { is: 'fire', id, event, input });

  test('move a record on, by decisions, and keep what they relied on', async () => {
    const id = await order(ana);
    expect(told(await fire(ana, id, 'place'))).toEqual([]);
    expect(await shop.stored('Order', id, 'stage')).toEqual({ stage: 'approved' });
    const decisions = await shop.records.read(ana, (reading) => reading.decisions(id));
    expect(decisions).toEqual([expect.objectContaining({ entity: 'Order', record: id, by: ana.actor.id })]);
    const history = await shop.records.read(ana, (reading) => reading.history(shop.entity('Order'), [id]));
    expect(history.get(id)?.[0]).toMatchObject({
      operation: 'fire',
      event: 'place',
      changes: { stage: ['draft', 'approved'] },
    });
  });

  test('bring fields that a person may otherwise not write, when the event needs them', async () => {
    const id = await order(ana, { amount: '400' });
    await fire(ana, id, 'place');
    expect(told(await fire(chief, id, 'approve'))).toEqual(['FIELD_NEEDED input.approver']);
    expect(told(await fire(ana, id, 'approve', { approver: 'Ana' }))).toEqual(['EVENT_NOT_ALLOWED event']);
    expect(told(await fire(chief, id, 'approve', { approver: 'Corina' }))).toEqual([]);
    expect(await shop.stored('Order', id, 'stage', 'approver')).toEqual({ stage: 'approved', approver: 'Corina' });
  });

  test('promise what follows in the same commit', async () => {
    const id = await order(ana, { amount: '400' });
    await fire(ana, id, 'place');
    await fire(chief, id, 'approve', { approver: 'Corina' });
    const promised: unknown[] = [];
    await shop.storage.outbox.take(100, async (entries) => {
      promised.push(...entries.filter((each) => each.record === id));
    });
    expect(promised).toEqual([
      expect.objectContaining({
        is: 'notify',
        entity: 'Order',
        data: { message: 'order-approved', to: 'owner', by: chief.actor.id, event: 'approve' },
      }),
    ]);
  });

  test('create other records in the same transaction, in the name of the person, and find the way back', async () => {
    const id = await order(ana);
    await fire(ana, id, 'place');
    const shipped = await fire(ana, id, 'ship');
    expect(told(shipped)).toEqual([]);
    const { shipment, version } = await shop.stored('Order', id, 'shipment', 'version');
    expect(version).toBe(shipped.version);
    expect(await shop.stored('Shipment', String(shipment), 'label', 'order', 'createdBy', 'number')).toEqual({
      label: 'Chairs',
      order: id,
      createdBy: ana.actor.id,
      number: expect.stringMatching(/^S-\d{3}$/),
    });
  });

  test('ask for a reason where the process wants one, and keep it', async () => {
    const id = await order(ana);
    expect(told(await fire(ana, id, 'cancel'))).toEqual(['REASON_NEEDED input.reason']);
    expect(told(await fire(ana, id, 'cancel', { reason: 'No longer wanted' }))).toEqual([]);
    const history = await shop.records.read(ana, (reading) => reading.history(shop.entity('Order'), [id]));
    expect(history.get(id)?.[0]).toMatchObject({ event: 'cancel', reason: 'No longer wanted' });
  });

  test('are refused with an explanation: unknown, not now, not by whom it is not allowed', async () => {
    const id = await order(ana);
    expect(told(await fire(ana, id, 'plaec'))).toEqual(['UNKNOWN_EVENT event']);
    expect(told(await fire(ana, id, 'ship'))).toEqual(['EVENT_NOT_POSSIBLE event']);
    expect(told(await fire(visitor, id, 'place'))).toEqual(['FORBIDDEN']);
    expect(told(await fire(await shop.person('Other', ['clerk']), id, 'place'))).toEqual(['NOT_FOUND id']);
  });

  test('tell beforehand what a person could do, and why not', async () => {
    const id = await order(ana, { amount: '400' });
    await fire(ana, id, 'place');
    const actions = (who: Context) => shop.records.read(who, (reading) => reading.actions(shop.entity('Order'), [id]));
    const [forAna] = (await actions(ana)).get(id) ?? [];
    expect([forAna?.event, forAna?.possible, forAna?.reasons[0]?.code]).toEqual([
      'approve',
      false,
      'EVENT_NOT_ALLOWED',
    ]);
    const [forChief] = (await actions(chief)).get(id) ?? [];
    expect([forChief?.possible, forChief?.needs]).toEqual([false, ['approver']]);
  });
});

describe('asking before', () => {
  test('says what saving would say, changes nothing and takes no number', async () => {
    const customer = await customerOf(ana);
    const numbers = () => shop.sql(`select max(number) as last from "order"`);
    const values = { subject: 'Only asked', customer, amount: '10' };
    const before = await shop.create(ana, 'Order', values);
    const ask = (more: object) =>
      askRecord(shop.storage.store, ana, shop.entity('Order'), { is: 'create', values: { ...values, ...more } });
    expect(await ask({})).toEqual({ id: undefined, version: undefined, problems: [] });
    expect(told(await ask({ amount: '5000' }))).toContain('AMOUNT_WITHIN_LIMIT input.amount');
    const [{ last } = {}] = await numbers();
    const next = await shop.stored('Order', await shop.create(ana, 'Order', values), 'number');
    expect(String(next.number) > String(last)).toBe(true);
    expect(
      Number(String(next.number).slice(-4)) -
        Number(String((await shop.stored('Order', before, 'number')).number).slice(-4)),
    ).toBe(1);
    expect(await shop.sql(`select 1 from "order" where number = id::text`)).toEqual([]);
  });
});
