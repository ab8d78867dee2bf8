import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Running, runServer } from './run-server.ts';

let running: Running;
let token: string;

beforeAll(async () => {
  running = await runServer();
  token = await running.signIn('chief', ['chief']);
}, 120_000);
afterAll(() => running?.close());

const CREATE = `mutation ($input: OrderInput!) {
  createOrder(input: $input) { order { id number version } problems { code path } }
}`;
interface Payload {
  readonly order: { readonly id: string; readonly number: string; readonly version: number } | null;
  readonly problems: readonly { readonly code: string; readonly path: readonly string[] | null }[];
}
const payload = (data: unknown, field = 'createOrder') => (data as Record<string, Payload>)[field] as Payload;
const create = async (input: object, headers: Record<string, string> = {}) => {
  const answer = await running.post(token, { query: CREATE, variables: { input } }, headers);
  return { ...answer, ...(answer.data ? payload(answer.data) : { order: null, problems: [] }) };
};
const countOf = async (subject: string) => {
  const query = 'query ($s: String!) { orders(filter: { subject: { eq: $s } }) { totalCount } }';
  const { data } = await running.post(token, { query, variables: { s: subject } });
  return (data as { orders: { totalCount: number } }).orders.totalCount;
};

describe('bad input', () => {
  test.each([
    ['a number for a text', { subject: 1 }],
    ['an unknown field', { subject: 'a', nope: 1 }],
    ['an object for a reference', { subject: 'a', shipment: { id: 'x' } }],
    ['an object for a decimal', { subject: 'a', amount: {} }],
    ['text for a decimal', { subject: 'a', amount: 'much' }],
  ])('of the wrong shape is refused before anything is tried: %s', async (_what, input) => {
    expect(await create(input)).toMatchObject({ codes: ['BAD_USER_INPUT'], data: null });
  });

  test('of an endless number is refused', async () => {
    const body = `{"query": ${JSON.stringify(CREATE)}, "variables": {"input": {"subject": "a", "amount": 1e400}}}`;
    expect((await running.post(token, body)).codes).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['a text that is too long', { subject: 'x'.repeat(41) }, ['input', 'subject']],
    ['a text with NUL', { subject: 'a\0b' }, ['input', 'subject']],
    ['half of a surrogate pair', { subject: 'a\uD800' }, ['input', 'subject']],
    ['an amount below the least', { subject: 'a', amount: '-1' }, ['input', 'amount']],
    [
      'a reference to nothing',
      { subject: 'a', customer: '0198f6f0-0000-7000-8000-000000000000' },
      ['input', 'customer'],
    ],
    ['a reference that is no id', { subject: 'a', customer: 'nonsense' }, ['input', 'customer']],
  ])('that a person can make is told as data: %s', async (_what, input, path) => {
    const { codes, order, problems } = await create(input);
    expect({ codes, order, paths: problems.map((each) => each.path) }).toEqual({
      codes: [],
      order: null,
      paths: [path],
    });
  });

  test('of ids that are none finds nothing', async () => {
    const query = `mutation { updateOrder(id: "x", input: { subject: "y" }) { order { id } problems { code } } }`;
    const { data, codes } = await running.post(token, { query });
    expect(codes).toEqual([]);
    expect(payload(data, 'updateOrder')).toMatchObject({ order: null, problems: [{ code: 'NOT_FOUND' }] });
    const { data: read } = await running.post(token, {
      query: '{ order(id: "x") { id } orders(filter: { id: { eq: "x" } }) { totalCount } }',
    });
    expect(read).toEqual({ order: null, orders: { totalCount: 0 } });
  });

  test('of a cursor that is none is refused', async () => {
    for (const after of ['nonsense', 'bnVsbA==', '%00', 'x'.repeat(5_000)]) {
      const query = 'query ($after: String) { orders(after: $after) { nodes { id } } }';
      expect((await running.post(token, { query, variables: { after } })).codes).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('of enormous size is refused quickly', async () => {
    const fields = Array.from({ length: 5_000 }, (_, n) => `a${n}: orders { nodes { id } }`).join(' ');
    expect((await running.post(token, { query: `{ ${fields} }` })).codes).toEqual(['TOO_COMPLEX']);
    const words = Array.from({ length: 10_000 }, () => 'word').join(' ');
    expect((await running.post(token, { query: `{ orders(search: "${words}") { totalCount } }` })).codes).toEqual([]);
  });

  test('leaves the server well, and without surprises', async () => {
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200);
    expect(running.reports).toEqual([]);
  });
});

describe('a mutation that is sent twice', () => {
  test('with an Idempotency-Key is done once, and answered as the first time', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const [first, second] = [await create({ subject: 'Once' }, headers), await create({ subject: 'Once' }, headers)];
    expect(first.order).not.toBeNull();
    expect(second).toEqual(first);
    expect(await countOf('Once')).toBe(1);
  });

  test('at the same moment is done once', async () => {
    const headers = { 'idempotency-key': 'key-2' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => create({ subject: 'At once' }, headers)));
    expect(new Set(answers.map((each) => each.order?.id)).size).toBe(1);
    expect(await countOf('At once')).toBe(1);
  });

  test('with another body under the same key is refused', async () => {
    const headers = { 'idempotency-key': 'key-3' };
    await create({ subject: 'One body' }, headers);
    expect((await create({ subject: 'Another body' }, headers)).codes).toEqual(['BAD_USER_INPUT']);
    expect(await countOf('Another body')).toBe(0);
  });

  test('by another person is another one', async () => {
    const other = await running.signIn('second', ['chief']);
    const headers = { 'idempotency-key': 'key-4' };
    const body = { query: CREATE, variables: { input: { subject: 'By two' } } };
    for (const each of [token, other]) expect((await running.post(each, body, headers)).codes).toEqual([]);
    expect(await countOf('By two')).toBe(2);
  });

  test('repeats each of its root fields by itself', async () => {
    const query = `mutation {
      a: createOrder(input: { subject: "Root a" }) { order { number } problems { code } }
      b: createOrder(input: { subject: "Root b", amount: 5000 }) { order { number } problems { code } }
      c: createOrder(input: { subject: "Root c" }) { order { number } problems { code } }
    }`;
    const headers = { 'idempotency-key': 'key-5' };
    const first = await running.post(token, { query }, headers);
    expect(await running.post(token, { query }, headers)).toEqual(first);
    expect([await countOf('Root a'), await countOf('Root b'), await countOf('Root c')]).toEqual([1, 0, 1]);
  });
});

test('two people who save the same record: the second hears of it', async () => {
  const { order } = await create({ subject: 'Shared' });
  const save = (subject: string) =>
    running.post(token, {
      query: `mutation ($id: ID!, $input: OrderPatch!) { updateOrder(id: $id, input: $input, ifVersion: 1) { order { version } problems { code } } }`,
      variables: { id: order?.id, input: { subject } },
    });
  const answers = await Promise.all([save('Shared by one'), save('Shared by two')]);
  const outcomes = answers.map(
    ({ data }) =>
      payload(data, 'updateOrder')
        .problems.map((each) => each.code)
        .join() || 'saved',
  );
  expect(outcomes.sort()).toEqual(['VERSION_CONFLICT', 'saved']);
});
