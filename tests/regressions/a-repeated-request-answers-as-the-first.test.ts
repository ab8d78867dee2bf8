import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Running, runServer } from '../server/run-server.ts';

let running: Running;
let token: string;
beforeAll(async () => {
  running = await runServer();
  token = await running.signIn('repeats', ['chief']);
}, 120_000);
afterAll(() => running?.close());

const ask = (query: string, variables: JsonObject = {}, key?: string) =>
  running.post(token, { query, variables }, key === undefined ? {} : { 'idempotency-key': key });
const CREATE = `mutation ($subject: String!) {
  made: createOrder(input: { subject: $subject }) {
    order { id version amount state: stage actions { event possible } history { operation } customer { name } }
    problems { code message }
  }
}`;
interface Made {
  readonly order: { readonly id: string } | null;
}
const made = (data: JsonObject | null) => data?.made as unknown as Made;

test('A repeated request tells the record as it was when the first one was answered.', async () => {
  const first = await ask(CREATE, { subject: 'Chairs' }, 'chairs');
  const id = made(first.data).order?.id ?? '';
  expect(first.data).toMatchObject({ made: { order: { version: 1, amount: null, state: 'draft' } } });
  const { data } = await ask(
    `mutation ($id: ID!) {
      updateOrder(id: $id, input: { amount: "7" }) { problems { code } }
      fireOrder(id: $id, event: cancel, input: { reason: "no need" }) { problems { code } }
    }`,
    { id },
  );
  expect(data).toEqual({ updateOrder: { problems: [] }, fireOrder: { problems: [] } });
  expect(await ask(CREATE, { subject: 'Chairs' }, 'chairs')).toEqual(first);
});

test('A repeated request tells of a record that is gone meanwhile.', async () => {
  const first = await ask(CREATE, { subject: 'Table' }, 'table');
  await ask('mutation ($id: ID!) { deleteOrder(id: $id) { problems { code } } }', {
    id: made(first.data).order?.id ?? '',
  });
  expect(await ask(CREATE, { subject: 'Table' }, 'table')).toEqual(first);
});

test('A refusal is answered again as it was, though by now it would be none; the same key with another body is a mistake.', async () => {
  const place =
    'mutation ($id: ID!) { made: fireOrder(id: $id, event: place) { order { id } problems { code path } } }';
  const id = made((await ask(CREATE, { subject: 'Lamp' })).data).order?.id ?? '';
  const first = await ask(place, { id }, 'place');
  expect(made(first.data).order).toBeNull();
  await ask('mutation ($id: ID!) { updateOrder(id: $id, input: { amount: "7" }) { problems { code } } }', { id });
  expect(await ask(place, { id }, 'place')).toEqual(first);
  expect(await ask(place, { id, more: 1 }, 'place')).toMatchObject({ codes: ['BAD_USER_INPUT'] });
});

test('A request that broke off half-way goes on where it stopped.', async () => {
  const two = (id: string, event: string) => `mutation {
    a: createOrder(input: { subject: "Half" }) { order { id number } problems { code } }
    b: updateOrder(id: "${id}", input: { subject: "${event}" }) { order { id version } problems { code } }
  }`;
  const id = made((await ask(CREATE, { subject: 'Sofa' })).data).order?.id ?? '';
  const both = two(id, 'Couch');
  const first = await ask(both, {}, 'half');
  // As if the process had died after the first root field: the second one's answer was never stored.
  await running.sql(
    `with gone as (delete from dealwright.idempotency where key like '%half 2' returning 1) select count(*)::text from gone`,
  );
  const again = await ask(both, {}, 'half');
  expect(again.data?.a).toEqual(first.data?.a);
  expect(again.data).toMatchObject({ b: { order: { id }, problems: [] } });
});

test('What fails half-way through its answer is not stored, and does not count as answered.', async () => {
  const asked = `mutation {
    createOrder(input: { subject: "Undone" }) { order { id customer { orders(first: 1000) { totalCount } } } problems { code } }
  }`;
  expect((await ask(asked, {}, 'undone')).codes).toHaveLength(1);
  expect(await ask('{ orders(filter: { subject: { eq: "Undone" } }) { totalCount } }')).toMatchObject({
    data: { orders: { totalCount: 0 } },
  });
});
