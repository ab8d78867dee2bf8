/**
 * What commits promised, done by two nodes and by one, each an operating system process on one PostgreSQL: webhooks, whose
 * receiver takes its time, and notifications, which are work of the nodes and of the database alone. Those are held back by
 * the machine where it has no core for a second node and its database.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SYSTEM } from '@dealwright/access';
import { ENTITY } from '@dealwright/entities';
import { createPlatform } from '@dealwright/platform';
import { recordsOf } from '@dealwright/records';
import { startDatabase } from '@dealwright/storage';
import pg from 'pg';
import { ratioLine } from './compare.ts';
import { type Started, start, stop } from './list/wait-for.ts';

const RECORDS = 200;
const PROMISES = 400;
const WEBHOOKS = Array.from({ length: 16 }, (_, index) => `receiver-${index + 1}`);
/** Milliseconds that the receiver takes to answer. */
const PATIENCE = 250;
const ROUNDS = 3;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** As commits do: so many promises about the records, in turn; `data` is an SQL expression over `n`. */
const promise = (is: string, data: string) => `with promised as (
    insert into dealwright.outbox (id, "is", entity, record, data, request_id)
    select gen_random_uuid(), '${is}', 'Request', r.id, ${data}, 'bench'
    from generate_series(1, $1::int) n join (select id, row_number() over () - 1 as row from request) r on r.row = n % ${RECORDS}
    returning 1)
  select pg_notify('dealwright_outbox', '') from (select count(*) from promised) done`;
const NOTIFY = promise('notify', `'{"message": "request-late", "to": "owner", "by": "bench"}'`);
const WEBHOOK = promise(
  'webhook',
  `json_build_object('webhook', ('{${WEBHOOKS}}'::text[])[1 + n % ${WEBHOOKS.length}], 'type', 'request.created', 'body', json_build_object('n', n))`,
);

let received = 0;
const receiver = createServer((request, response) => {
  request.resume();
  received += 1;
  setTimeout(() => response.end(), PATIENCE);
});
const server = await startDatabase({ temporary: true, durable: true });
assert(server.is === 'postgres', 'this bench needs PostgreSQL');
const sql = new pg.Pool({ connectionString: server.url, max: 2 });
const nodes: Started[] = [];
try {
  await fill(server.url);
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const begin = async () => void nodes.push(await start([here('./effects/node.ts'), server.url, address], {}));
  const rates = {
    webhooks: { 1: [] as number[], 2: [] as number[] },
    notifications: { 1: [] as number[], 2: [] as number[] },
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const count of [1, 2] as const) {
      while (nodes.length < count) await begin();
      while (nodes.length > count) await stop(nodes.pop() ?? assert.fail());
      await measure(NOTIFY, 100, told);
      rates.webhooks[count].push(await measure(WEBHOOK, PROMISES / 2, async () => received));
      rates.notifications[count].push(await measure(NOTIFY, PROMISES, told));
    }
  }
  for (const [name, { 1: alone, 2: both }] of Object.entries(rates)) {
    const [one, two] = [median(alone), median(both)];
    console.log(`  ${name}: one node ${one.toFixed(0)}/s, two ${two.toFixed(0)}/s`);
    console.log(ratioLine(`${name} of two nodes, against one`, two / one, { atLeast: 1.6 }));
  }
} finally {
  await Promise.all(nodes.map(stop));
  receiver.close();
  await sql.end();
  await server.stop();
}

/** Records to tell of, and the person who is told. */
async function fill(url: string): Promise<void> {
  const platform = await createPlatform({
    content: [here('./timers/'), here('./effects/content/')],
    database: { url },
    ...{ demo: false, follow: false, effects: false },
    now: () => new Date().toISOString(),
    log: () => {},
    report: (error) => console.error(error),
  });
  const { model } = platform.api;
  const context = {
    actor: SYSTEM,
    now: new Date().toISOString(),
    zone: 'UTC',
    locale: 'en',
    requestId: 'bench',
    model,
  };
  const records = recordsOf(platform.store);
  const create = async (entity: string, values: Record<string, string>): Promise<string> =>
    (await records.save(context, model.get(ENTITY, entity), { is: 'create', values })).id ?? assert.fail(entity);
  const owner = await create('User', { username: 'ana', name: 'Ana' });
  for (let index = 0; index < RECORDS; index++) await create('Request', { subject: `request ${index}`, owner });
  await platform.close();
}

async function told(): Promise<number> {
  return Number((await sql.query('select count(*) from notification')).rows[0].count);
}

/** Promises so many, as commits do, and waits until `done` counts as many more. Answers how many in a second. */
async function measure(statement: string, promises: number, done: () => Promise<number>): Promise<number> {
  const before = await done();
  const started = performance.now();
  await sql.query(statement, [promises]);
  while ((await done()) < before + promises) await sleep(20);
  return promises / ((performance.now() - started) / 1000);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
