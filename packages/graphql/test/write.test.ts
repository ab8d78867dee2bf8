import { problem } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import { id, json, openDesk } from './order-desk.ts';

const refusal = problem(
  'TOO_SMALL',
  { en: 'Too small.', ro: 'Prea mic.' },
  { path: ['input', 'size'], hint: 'at least 1' },
);

describe('a mutation', () => {
  test('saves the values in wire form and reads the record back as it was asked', async () => {
    const { ask, records } = openDesk();
    const answer = await ask(
      'mutation ($input: OrderInput!) { createOrder(input: $input) { order { id status total { amount } } problems { code } } }',
      { input: { subject: 'Chairs', status: 'in_approval', total: { amount: 12.5 }, customer: id(11) } },
    );
    expect(records.saves.map(({ entity, changes }) => ({ entity, changes }))).toEqual([
      {
        entity: 'Order',
        changes: [
          {
            is: 'create',
            values: { subject: 'Chairs', status: 'in-approval', total: { amount: '12.5' }, customer: id(11) },
          },
        ],
      },
    ]);
    expect(Object.getPrototypeOf(records.saves[0]?.changes[0])).toBe(Object.prototype);
    expect(json(answer)).toEqual({
      data: { createOrder: { order: { id: id(21), status: 'in_approval', total: { amount: '12.50' } }, problems: [] } },
    });
  });

  test('tells refusals as data, in the language of the person', async () => {
    const { ask, records } = openDesk();
    records.answer = () => ({ id: undefined, version: undefined, problems: [refusal] });
    const document = `mutation { updateOrder(id: "${id(21)}", input: { size: 0 }, ifVersion: 3) { order { id } problems { code severity message path hint } } }`;
    expect(json(await ask(document, {}, { locale: 'ro' }))).toEqual({
      data: {
        updateOrder: {
          order: null,
          problems: [
            { code: 'TOO_SMALL', severity: 'error', message: 'Prea mic.', path: ['input', 'size'], hint: 'at least 1' },
          ],
        },
      },
    });
    expect(records.saves[0]?.changes).toEqual([{ is: 'update', id: id(21), values: { size: 0 }, ifVersion: 3 }]);
    expect(records.queries).toEqual([]);
  });

  test('runs its root fields one after the other, each with its own place below the idempotency key', async () => {
    const { ask, records } = openDesk();
    const document = `mutation {
      a: createOrder(input: { subject: "A" }) { order { id } }
      deleteOrder(id: "${id(21)}") { order { id } problems { code } }
      b: createOrder(input: { subject: "B" }) { problems { code } }
    }`;
    const answer = await ask(document, {}, { idempotencyKey: 'once' });
    expect(json(answer.data?.deleteOrder)).toEqual({ order: null, problems: [] });
    expect(records.saves.map(({ changes }) => changes[0]?.is)).toEqual(['create', 'delete', 'create']);
    const keys = [...records.kept];
    expect(keys.map((each) => each?.key)).toEqual([1, 2, 3].map((place) => `${id(1)} once ${place}`));
    await ask(document, { more: 1 }, { idempotencyKey: 'once' });
    expect(records.kept[3]?.key).toBe(keys[0]?.key);
    expect(records.kept[3]?.bodyHash).not.toBe(keys[0]?.bodyHash);
  });

  test('reads many new records back in one query', async () => {
    const { ask, records } = openDesk();
    let next = 20;
    records.answer = () => {
      next += 1;
      return next > 22
        ? { id: undefined, version: undefined, problems: [refusal] }
        : { id: id(next), version: 1, problems: [] };
    };
    const document =
      'mutation ($inputs: [OrderInput!]!) { createOrders(inputs: $inputs, atomic: false) { order { subject } problems { code } } }';
    const answer = await ask(document, { inputs: [{ subject: 'a' }, { subject: 'b' }, { subject: 'c' }] });
    expect(records.queries).toHaveLength(1);
    expect(records.queries[0]?.where).toMatchObject({ is: 'one of', values: [{ value: id(21) }, { value: id(22) }] });
    expect(json(answer)).toMatchObject({
      data: { createOrders: [{ problems: [] }, { problems: [] }, { order: null, problems: [{ code: 'TOO_SMALL' }] }] },
    });
  });

  test('refuses more records in one call than a bulk may have', async () => {
    const { ask, records } = openDesk();
    const inputs = Array.from({ length: 1001 }, () => ({ subject: 'x' }));
    const { errors } = await ask(
      'mutation ($inputs: [OrderInput!]!) { createOrders(inputs: $inputs) { order { id } } }',
      { inputs },
    );
    expect(errors?.[0]?.extensions.code).toBe('TOO_COMPLEX');
    expect(records.saves).toEqual([]);
  });

  test('upserts by exactly one key', async () => {
    const { ask, records } = openDesk();
    const upsert = (by: string) =>
      ask(`mutation { upsertCustomer(by: ${by}, input: { name: "Alfa" }) { problems { code } } }`);
    await upsert('{ fiscalCode: "123" }');
    expect(records.saves[0]?.changes).toEqual([
      { is: 'upsert', by: { field: 'fiscalCode', value: '123' }, values: { name: 'Alfa' } },
    ]);
    expect((await upsert('{ fiscalCode: "1", number: "C-1" }')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await upsert('{}')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(records.saves).toHaveLength(1);
  });

  test.each([
    ['{ subject: 1 }', 'wrong type'],
    ['{ subject: "a", nope: 1 }', 'unknown field'],
    ['{ size: 1 }', 'missing field'],
    ['{ subject: "a", status: nope }', 'unknown choice'],
    ['{ subject: "a", size: 1e400 }', 'number without end'],
    ['{ subject: "a", size: 3000000000 }', 'number too large'],
    ['{ subject: "a", due: "2026-02-30" }', 'no such day'],
  ])('%s is refused before anything is saved: %s', async (input) => {
    const { ask, records } = openDesk();
    const { errors, data } = await ask(`mutation { createOrder(input: ${input}) { order { id } } }`);
    expect(errors?.map((each) => each.extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(data).toBeUndefined();
    expect(records.saves).toEqual([]);
  });
});
