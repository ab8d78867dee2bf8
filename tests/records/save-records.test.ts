import { RequestError } from '@dealwright/diagnostics';
import { type Change, type Context, type Saved, saveRecords } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openShop, type Shop, told } from './shop.ts';

let shop: Shop;
let chief: Context;
beforeAll(async () => {
  shop = await openShop();
  chief = await shop.person('Corina', ['chief']);
});
afterAll(() => shop.close());

const create = (subject: string | null, amount = '1'): Change => ({ is: 'create', values: { subject, amount } });
const many = (changes: readonly Change[], atomic: boolean, context = chief) =>
  saveRecords(shop.storage.store, context, shop.entity('Order'), changes, { atomic });
const count = async (subject: string) => (await shop.sql(`select 1 from "order" where subject = '${subject}'`)).length;

describe('many changes', () => {
  test('atomic: all are stored', async () => {
    const saved = await many([create('All 1'), create('All 2'), create('All 3')], true);
    expect(saved.map((each) => [each.version, each.problems])).toEqual([1, 1, 1].map((version) => [version, []]));
    expect(await count('All 2')).toBe(1);
  });

  test('atomic: nothing is stored when one is refused, and every problem is told at its index', async () => {
    const saved = await many([create('None'), create(null), create('None', '5000')], true);
    expect(saved.map((each) => each.id)).toEqual([undefined, undefined, undefined]);
    expect(saved.map(told)).toEqual([
      ['NOT_SAVED inputs.0'],
      ['REQUIRED inputs.1.subject'],
      ['AMOUNT_WITHIN_LIMIT inputs.2.amount', 'LARGE_ORDERS_HAVE_A_CUSTOMER inputs.2.customer'],
    ]);
    expect(await count('None')).toBe(0);
  });

  test('not atomic: each stands for itself', async () => {
    const saved = await many([create('Some'), create(null), create('Some')], false);
    expect(saved.map(told)).toEqual([[], ['REQUIRED inputs.1.subject'], []]);
    expect(await count('Some')).toBe(2);
  });

  test('a taken key undoes only its own change', async () => {
    const customers = (codes: readonly string[]) =>
      codes.map((code): Change => ({ is: 'create', values: { name: `Keyed ${code}`, code } }));
    const saved = await saveRecords(shop.storage.store, chief, shop.entity('Customer'), customers(['B1', 'B1', 'B2']), {
      atomic: false,
    });
    const errors = saved.map((each) =>
      told({ problems: each.problems.filter(({ severity }) => severity === 'error') }),
    );
    expect(errors).toEqual([[], ['KEY_TAKEN inputs.1.code'], []]);
  });
});

describe('a request sent twice', () => {
  /** As a root field of the API does it: the answer is kept with the change. */
  const saveOnce = async (key: string, change: Change, { as = chief, bodyHash = 'h1' } = {}) => {
    const context: Context = { ...as, idempotency: { key, bodyHash } };
    const answer = await shop.records.once(context, async (inside) => {
      const saved = await inside.save(as, shop.entity('Order'), change);
      return JSON.parse(JSON.stringify(saved)) as Json;
    });
    return answer as unknown as Saved;
  };

  test('is done once, and answered as the first time', async () => {
    const change: Change = create('Twice');
    const first = await saveOnce('k1', change);
    const second = await saveOnce('k1', change);
    expect(second).toEqual(first);
    expect(await count('Twice')).toBe(1);
  });

  test('at the same moment, too', async () => {
    const saves = await Promise.all([1, 2, 3, 4].map(() => saveOnce('k2', create('At once'))));
    expect(new Set(saves.map((each) => each.id)).size).toBe(1);
    expect(await count('At once')).toBe(1);
  });

  test('a refusal is answered the same again', async () => {
    const first = await saveOnce('k3', create(null));
    expect(told(first)).toEqual(['REQUIRED input.subject']);
    expect(await saveOnce('k3', create(null))).toEqual(first);
  });

  test('the same key with another body is no repetition', async () => {
    await saveOnce('k4', create('Body'));
    const other = saveOnce('k4', create('Other body'), { bodyHash: 'h2' });
    await expect(other).rejects.toThrow(RequestError);
    expect(await count('Other body')).toBe(0);
  });

  test('belongs to its person: another one’s key is another key', async () => {
    const other = await shop.person('Other', ['chief']);
    const mine = await saveOnce('k5', create('Mine'));
    const theirs = await saveOnce('k5', create('Theirs'), { as: other });
    expect(theirs.id).not.toBe(mine.id);
  });
});

describe('numbers', () => {
  test('are unique under concurrency; gapless ones have no holes, also when some are undone', async () => {
    const shipments = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        shop.save(shop.system, 'Shipment', {
          is: 'create',
          values: { label: `Box ${index}`, order: index % 4 === 3 ? '0197a5b0-7c00-7000-8000-000000000001' : null },
        }),
      ),
    );
    expect(shipments.filter((each) => each.id === undefined)).toHaveLength(3);
    const rows = await shop.sql('select number from shipment order by number');
    expect(rows.map((each) => each.number)).toEqual(
      Array.from({ length: 9 }, (_, index) => `S-${String(index + 1).padStart(3, '0')}`),
    );
  });
});
