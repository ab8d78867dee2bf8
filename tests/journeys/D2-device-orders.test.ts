import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { actions, create, fire, heard, idOf, read, relied, states, update } from './steps.ts';

const journey = openJourney({ sandbox: true });

const CARPATICA = '27651205';
const address = 'Str. Fabricii nr. 14, Cluj-Napoca';

async function ordered(fiscalCode: string, device: string, more: JsonObject = {}): Promise<string> {
  const seller = journey.as('seller');
  const { id } = await create(seller, 'DeviceOrder', {
    account: await idOf(seller, 'Account', 'fiscalCode', fiscalCode),
    product: await idOf(seller, 'Product', 'code', device),
    deliveryAddress: address,
    ...more,
  });
  return String(id);
}

const unpaid = async (unpaidInvoices: number) =>
  update(journey.as('collection'), 'Account', await idOf(journey.as('seller'), 'Account', 'fiscalCode', CARPATICA), {
    unpaidInvoices,
  });

describe('D2: a device order is refused when the customer has more than one unpaid invoice', () => {
  test('with one unpaid invoice it goes to logistics', async () => {
    await unpaid(1);
    const id = await ordered(CARPATICA, 'DEV-A15', { quantity: 3 });
    expect(await fire(journey.as('seller'), 'DeviceOrder', id, 'submit')).toEqual({
      status: 'submitted',
      problems: [],
    });
    await journey.settle();
    expect(await heard(journey.as('logistics'), id)).toEqual([expect.stringContaining('Carpatica Distribuție')]);
    expect(await read(journey.as('logistics'), 'DeviceOrder', id, 'quantity deliveryAddress')).toEqual({
      quantity: 3,
      deliveryAddress: address,
    });
    await unpaid(0);
  });

  test('with two it is refused, and the seller reads why before asking; a gift is refused, too', async () => {
    const seller = journey.as('seller');
    const id = await ordered('33184520', 'DEV-S24', { payment: 'gift' });
    const why = 'The customer has more unpaid invoices than devices are delivered with.';
    expect((await actions(seller, 'DeviceOrder', id)).get('submit')).toMatchObject({ possible: false, reasons: [why] });
    const { status, problems } = await fire(seller, 'DeviceOrder', id, 'submit');
    expect({ status, messages: problems.map(({ message }) => message) }).toEqual({ status: null, messages: [why] });
    expect(await fire(seller, 'DeviceOrder', id, 'cancel')).toEqual({ status: 'cancelled', problems: [] });
  });

  test('D6: loyalty points must suffice, and nothing may be owed', async () => {
    const seller = journey.as('seller');
    const three = await ordered(CARPATICA, 'DEV-A15', { quantity: 3, payment: 'loyalty_points' });
    expect(await read(seller, 'DeviceOrder', three, 'points')).toEqual({ points: 900 });
    await unpaid(1);
    const owing = await fire(seller, 'DeviceOrder', three, 'submit');
    expect(owing.problems.map(({ message }) => message)).toEqual([
      'Loyalty points are redeemed only without outstanding debts.',
    ]);
    await unpaid(0);
    expect(await fire(seller, 'DeviceOrder', three, 'submit')).toEqual({ status: 'submitted', problems: [] });
    const four = await ordered(CARPATICA, 'DEV-A15', { quantity: 4, payment: 'loyalty_points' });
    const { problems } = await fire(seller, 'DeviceOrder', four, 'submit');
    expect(problems.map(({ message }) => message)).toEqual(['The customer has too few loyalty points.']);
  });

  test('the answer is kept with what was known then; who may not see unpaid invoices is not told them', async () => {
    const id = await ordered(CARPATICA, 'DEV-ROUTER');
    await fire(journey.as('seller'), 'DeviceOrder', id, 'submit');
    await unpaid(5);
    const [answer] = await relied(journey.as('seller'), id, 'device-eligibility');
    expect(answer).toMatchObject({ outcome: [], inputs: { unpaidInvoices: 0, unpaidAllowed: 1, payment: 'money' } });
    await unpaid(0);
    const [masked] = await relied(journey.as('logistics'), id, 'device-eligibility');
    expect(masked).toMatchObject({ outcome: null, inputs: null });
  });

  test('only devices are ordered, and only for the own customers', async () => {
    await expect(ordered(CARPATICA, 'SIM-BIZ-M')).rejects.toThrow('Only devices are ordered here.');
    const colleague = journey.as('seller-ma');
    await expect(
      create(colleague, 'DeviceOrder', {
        account: await idOf(colleague, 'Account', 'fiscalCode', CARPATICA),
        product: await idOf(colleague, 'Product', 'code', 'DEV-A15'),
      }),
    ).rejects.toThrow();
  });
});

describe('D2, X5: Collection itself is asked when a customer orders', () => {
  const DUNAREA = '33184520';

  test('what it knows better than our record refuses the order, and the seller is told why', async () => {
    const seller = journey.as('seller');
    const account = await idOf(seller, 'Account', 'fiscalCode', DUNAREA);
    await update(journey.as('collection'), 'Account', account, { unpaidInvoices: 0 });
    const id = await ordered(DUNAREA, 'DEV-S24');
    expect((await fire(seller, 'DeviceOrder', id, 'submit')).status).toBe('submitted');
    await journey.settle();
    expect(await read(seller, 'DeviceOrder', id, 'status unpaidInvoices')).toEqual({
      status: 'refused',
      unpaidInvoices: 2,
    });
    expect(await heard(seller, id)).toEqual([expect.stringMatching(/este refuzată$/)]);
    expect(await heard(journey.as('logistics'), id)).toEqual([]);
  });

  test('when it does not answer, the order desk decides, with a reason', async () => {
    const [seller, logistics] = [journey.as('seller'), journey.as('logistics')];
    const id = await ordered(CARPATICA, 'DEV-ROUTER');
    journey.fault('collection', { fault: '500' });
    await fire(seller, 'DeviceOrder', id, 'submit');
    await journey.pass('1 hours');
    journey.fault('collection', { fault: 'off' });
    expect(await states(logistics, 'DeviceOrder', id)).toEqual(['submitted', 'unanswered']);
    expect(await heard(logistics, id)).toHaveLength(1);
    expect((await fire(logistics, 'DeviceOrder', id, 'release-anyway')).status).toBeNull();
    expect((await fire(seller, 'DeviceOrder', id, 'release-anyway', { reason: 'Repede.' })).status).toBeNull();
    const released = await fire(logistics, 'DeviceOrder', id, 'release-anyway', { reason: 'Client cunoscut.' });
    expect(released.problems).toEqual([]);
    await journey.settle();
    expect(await states(logistics, 'DeviceOrder', id)).toEqual(['submitted', 'in-warehouse']);
  });

  test('D1: what is in order goes to order management and, with the courier, to the customer', async () => {
    const [seller, logistics] = [journey.as('seller'), journey.as('logistics')];
    const id = await ordered(CARPATICA, 'DEV-A15', { quantity: 2 });
    await fire(seller, 'DeviceOrder', id, 'submit');
    await journey.settle();
    expect(await read(logistics, 'DeviceOrder', id, 'orderReference')).toEqual({
      orderReference: expect.stringMatching(/^OM-DO-2026-/),
    });
    expect((await fire(logistics, 'DeviceOrder', id, 'ship')).problems).toEqual([]);
    await journey.settle();
    expect(await read(seller, 'DeviceOrder', id, 'status waybill')).toEqual({
      status: 'shipped',
      waybill: expect.stringMatching(/^AWB\d{8}$/),
    });
  });

  test('what is not in stock comes back refused', async () => {
    const seller = journey.as('seller');
    const id = await ordered(CARPATICA, 'DEV-A15', { quantity: 501 });
    await fire(seller, 'DeviceOrder', id, 'submit');
    await journey.settle();
    expect(await read(seller, 'DeviceOrder', id, 'status problem')).toEqual({
      status: 'refused',
      problem: 'There are only 500 pieces in stock.',
    });
  });
});
