import { askRecord, type Context } from '@dealwright/records';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openShop, type Shop, told } from './shop.ts';

let shop: Shop;
let ana: Context;
let chief: Context;

beforeAll(async () => {
  shop = await openShop();
  [ana, chief] = await Promise.all([shop.person('Ana', ['clerk']), shop.person('Corina', ['chief'])]);
});
afterAll(() => shop.close());

async function order(who: Context) {
  const customer = await shop.create(who, 'Customer', { name: 'Paper & Co' });
  return shop.create(who, 'Order', { subject: 'Chairs', amount: '10', customer });
}

const fire = (who: Context, id: string, event: string, input = {}) =>
  shop.save(who, 'Order', { is: 'fire', id, event, input });

describe('events', () => {
  test('that a decision refuses leave its answer, with what it was asked, though nothing else', async () => {
    const id = await order(chief);
    const { customer = '', version } = await shop.stored('Order', id, 'customer', 'version');
    await shop.save(chief, 'Customer', { is: 'update', id: String(customer), values: { secret: 'debts' } });
    expect(told(await fire(chief, id, 'trust'))).toEqual(['DECISION_REFUSES event']);
    expect(await shop.stored('Order', id, 'version')).toEqual({ version });
    const [kept] = await shop.records.read(chief, (reading) => reading.decisions(id));
    expect(kept).toMatchObject({
      ...{ refused: true, by: chief.actor.id, zone: chief.zone, facts: { customer: { secret: 'debts' } } },
      answer: { decision: 'trust', outcome: { allowed: false }, inputs: { secret: 'debts' } },
    });
    expect(await shop.records.read(chief, (reading) => reading.decision(String(kept?.id)))).toEqual(kept);
    expect(await shop.records.read(ana, (reading) => reading.decision(String(kept?.id)))).toBeUndefined();
  });

  test('that are only asked about leave no answer', async () => {
    const id = await order(chief);
    const asked = await askRecord(shop.storage.store, chief, shop.entity('Order'), {
      is: 'fire',
      id,
      event: 'trust',
      input: {},
    });
    expect(told(asked)).toEqual([]);
    expect(await shop.records.read(chief, (reading) => reading.decisions(id))).toEqual([]);
  });

  test('that a decision refuses tell nobody of the hidden fields that it read', async () => {
    const id = await order(ana);
    const { customer = '' } = await shop.stored('Order', id, 'customer');
    await shop.save(chief, 'Customer', { is: 'update', id: String(customer), values: { secret: 'debts' } });
    const toAna = await fire(ana, id, 'trust');
    const toChief = await fire(chief, id, 'trust');
    expect(toChief.problems[0]?.decision).toMatchObject({ inputs: { secret: 'debts' } });
    expect(toAna.problems[0]?.decision).toMatchObject({
      decision: 'trust',
      inputs: null,
      matched: [{ rule: '1', met: [] }],
    });
    expect(JSON.stringify(toAna)).not.toContain('debts');
    const [reason] = await shop.records.read(ana, async (reading) => {
      const actions = (await reading.actions(shop.entity('Order'), [id])).get(id) ?? [];
      return actions.filter(({ event }) => event === 'trust').flatMap(({ reasons }) => reasons);
    });
    expect(reason?.decision).toMatchObject({ decision: 'trust', inputs: null });
    const [stored] = await shop.records.read(ana, (reading) => reading.decisions(id));
    expect(stored).toMatchObject({ facts: null, answer: { inputs: null } });
  });
});
