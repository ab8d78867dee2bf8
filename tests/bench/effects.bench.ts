/** Notifications that commits promised, told by two nodes and by one, each an operating system process on one PostgreSQL. */
import assert from 'node:assert/strict';
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
const ROUNDS = 3;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** As commits do: so many promises to tell the owners of the records, in turn. */
const PROMISE = `with promised as (
    insert into dealwright.outbox (id, "is", entity, record, data, request_id)
    select gen_random_uuid(), 'notify', 'Request', r.id, '{"message": "request-late", "to": "owner", "by": "bench"}', 'bench'
    from generate_series(1, $1::int) n join (select id, row_number() over () - 1 as row from request) r on r.row = n % ${RECORDS}
    returning 1)
  select pg_notify('dealwright_outbox', '') from (select count(*) from promised) done`;

const server = await startDatabase({ temporary: true, durable: true });
assert(server.is === 'postgres', 'this bench needs PostgreSQL');
const sql = new pg.Pool({ connectionString: server.url, max: 2 });
const nodes: Started[] = [];
try {
  await fill(server.url);
  const begin = async () => void nodes.push(await start([here('./effects/node.ts'), server.url], {}));
  const rates: Record<1 | 2, number[]> = { 1: [], 2: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const count of [1, 2] as const) {
      while (nodes.length < count) await begin();
      while (nodes.length > count) await stop(nodes.pop() ?? assert.fail());
      await measure(100);
      rates[count].push(await measure(PROMISES));
    }
  }
  const [one, two] = [median(rates[1]), median(rates[2])];
  console.log(`  one node: ${one.toFixed(0)} notifications/s; two: ${two.toFixed(0)}/s`);
  console.log(ratioLine('effects of two nodes, against one', two / one, { atLeast: 1.6 }));
} finally {
  await Promise.all(nodes.map(stop));
  await sql.end();
  await server.stop();
}

/** Records to tell of, and the person who is told. */
async function fill(url: string): Promise<void> {
  const platform = await createPlatform({
    content: [here('./timers/')],
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

/** Promises so many, as commits do, and waits until all are told. Answers how many in a second. */
async function measure(promises: number): Promise<number> {
  const told = async () => Number((await sql.query('select count(*) from notification')).rows[0].count);
  const before = await told();
  const started = performance.now();
  await sql.query(PROMISE, [promises]);
  while ((await told()) < before + promises) await sleep(20);
  return promises / ((performance.now() - started) / 1000);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
