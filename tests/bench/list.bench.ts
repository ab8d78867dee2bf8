/** A list of 50 with a nested object, filter and order, 16 connections: the whole server, against others on the same data. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { startDatabase } from '@dealwright/storage';
import pg from 'pg';
import { SERVER_FLAGS } from '../../scripts/server-flags.mjs';
import { compare, ratioLine } from './compare.ts';
import { poster } from './list/post.ts';
import { type Started, start, stop } from './list/wait-for.ts';

const CUSTOMERS = 2_000;
const ORDERS = 10_000;
const QUERY = `query Orders($status: OrderStatus!) {
  orders(filter: { status: { eq: $status } }, orderBy: [{ amount: DESC }], first: 50) {
    nodes { id number subject status amount due customer { id name segment } }
  }
}`;
const THEIR_QUERY = `query Orders($status: String!) {
  orders: allOrders(condition: { status: $status }, orderBy: [AMOUNT_DESC], first: 50) {
    nodes { rowId number subject status amount due customer: customerByCustomer { rowId name segment } }
  }
}`;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const database = await startDatabase({ temporary: true, durable: true });
assert(database.is === 'postgres', 'this bench needs PostgreSQL');
const env = { DATABASE_URL: database.url, PORT: '0' };
const started: Started[] = [];
const begin = async (...which: Parameters<typeof start>) => {
  const one = await start(...which);
  started.push(one);
  return one;
};
try {
  const server = await begin([...SERVER_FLAGS, here('../../apps/server/dist/main.js')], env, here('./list'));
  const token = await signIn(`${server.url}/graphql`);
  await fill(database.url);
  const bare = await begin([here('./list/bare-server.ts')], env);
  const postgraphile = await begin([here('./list/postgraphile-server.ts')], env);
  const variables = { status: 'open' };
  const ours = poster(`${server.url}/graphql`, { authorization: `Bearer ${token}` }, { query: QUERY, variables });
  const plain = poster(bare.url, {}, { variables });
  const theirs = poster(postgraphile.url, {}, { query: THEIR_QUERY, variables });
  assert((await ours.post()).trim() === (await plain.post()).trim(), 'the two answer differently');
  const { data } = JSON.parse(await theirs.post());
  assert(data.orders.nodes[49].customer.name, 'PostGraphile answers something else');

  const us = { name: 'Dealwright', run: ours.post };
  await compare({
    name: 'list of 50, against bare http and pg',
    ours: us,
    theirs: { name: 'http + pg', run: plain.post },
    atLeast: 0.5,
    callers: 16,
    secondsARound: 2,
  });
  await compare({
    name: 'list of 50, against PostGraphile',
    ours: us,
    theirs: { name: 'PostGraphile', run: theirs.post },
    atLeast: 1.5,
    callers: 16,
    secondsARound: 2,
  });
  for (let sent = 0; sent < 10_000; sent += 16) await Promise.all(Array.from({ length: 16 }, ours.post));
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const resident = Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 2 ** 20;
  console.log(`  resident memory: ${resident.toFixed(0)} MB`);
  console.log(
    ratioLine('resident memory after more than 10,000 requests, against 350 MB', resident / 350, { atMost: 1 }),
  );
  for (const each of [ours, plain, theirs]) each.close();
} finally {
  await Promise.all(started.map(stop));
  await database.stop();
}

async function signIn(url: string): Promise<string> {
  const query = 'mutation { login(username: "clerk", password: "demo") { token } }';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { login: { token: string } } };
  return data.login.token;
}

/** Straight into the tables: the same rows each time, analysed as a grown database is. */
async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const id = (kind: string, n: string) => `('00000000-0000-7000-8${kind}-' || lpad(${n}::text, 12, '0'))::uuid`;
  await client.query(`insert into customer (id, version, created_at, updated_at, name, segment)
    select ${id('001', 'n')}, 1, now(), now(), 'Customer ' || n, (array['small', 'medium', 'large'])[1 + n % 3] from generate_series(1, ${CUSTOMERS}) n`);
  await client.query(`insert into "order" (id, version, created_at, updated_at, number, subject, status, amount, due, customer)
    select ${id('002', 'n')}, 1, now(), now(), 'ORD-' || n, 'Order number ' || n, case when n % 2 = 0 then 'open' else 'closed' end,
      (n * 7919 % 100000)::numeric(10, 2) / 4, date '2026-01-01' + n % 300, ${id('001', `(1 + n % ${CUSTOMERS})`)} from generate_series(1, ${ORDERS}) n`);
  await client.query('create index on "order" (status, amount desc, id)');
  await client.query('analyze');
  await client.end();
}
