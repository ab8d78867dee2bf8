import type { Fired } from '@dealwright/processes';
import type { Json, JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import type { Writing } from '../src/save/draft.ts';
import { referByKey } from '../src/save/refer-by-key.ts';
import { entityOf, orderModel } from './order-model.ts';

const order = entityOf(orderModel(), 'Order');

/** What a process's values become, when only the customer ANA is stored. */
async function referred(values: JsonObject): Promise<JsonObject> {
  const asked: Json[] = [];
  const session = {
    async findByKey(entity: { name: string }, field: string, value: Json) {
      asked.push([entity.name, field, value]);
      return value === 'ANA' ? 'ana-id' : undefined;
    },
  };
  const fired = { to: 'open', values, problems: [] } as unknown as Fired;
  const answer = await referByKey({ session } as unknown as Writing, order, fired);
  return 'values' in answer ? { ...answer.values, asked } : {};
}

describe('A process refers to a record by its key', () => {
  test('The record with that key is the one referred to.', async () => {
    expect(await referred({ customer: { code: 'ANA' } })).toEqual({
      customer: 'ana-id',
      asked: [['Customer', 'code', 'ANA']],
    });
  });

  test('Where no record has the key, nothing is referred to.', async () => {
    expect(await referred({ customer: { code: 'NOBODY' } })).toMatchObject({ customer: null });
  });

  test.each<[string, JsonObject]>([
    ['An id stays an id.', { customer: 'some-id' }],
    ['A record that was loaded stays itself.', { customer: { id: 'some-id', code: 'ANA' } }],
    ['Nothing stays nothing.', { customer: null }],
    ['A field that is no key names no record.', { customer: { name: 'Ana' } }],
    ['A field that refers to nothing is left alone.', { subject: { code: 'ANA' } }],
  ])('%s', async (_, values) => {
    expect(await referred(values)).toEqual({ ...values, asked: [] });
  });

  test('A step that was refused is left alone.', async () => {
    const refused: Fired = { problems: [], answers: [] };
    expect(await referByKey({} as Writing, order, refused)).toBe(refused);
    expect(await referByKey({} as Writing, order, undefined)).toBeUndefined();
  });
});
