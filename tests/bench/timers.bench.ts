/** 1,000 timers that are due, among 1,000 open instances and among 100,000: how long until all have fired. */
import assert from 'node:assert/strict';
import { SYSTEM } from '@dealwright/access';
import { wakeDue } from '@dealwright/effects';
import { ENTITY } from '@dealwright/entities';
import { loadContent } from '@dealwright/platform';
import { type Context, saveRecord } from '@dealwright/records';
import { openStorage, type Storage, startDatabase } from '@dealwright/storage';
import pg from 'pg';
import { ratioLine } from './compare.ts';

const DUE = 1_000;
const OPEN = 100_000;
const AT_ONCE = 50;
const BEGINNING = '2026-03-02T08:00:00.000Z';
const LATER = '2026-03-03T08:00:00.000Z';

const { model } = await loadContent([new URL('./timers/', import.meta.url).pathname]);
assert(model, 'the content cannot be loaded');
const entity = model.get(ENTITY, 'Request');
const contextAt = (now: string): Context => ({
  actor: SYSTEM,
  ...{ now, zone: 'UTC', locale: 'en', model, requestId: 'bench' },
});

/** The same record again and again, each with a timer of its own, whose id is that of the record. */
const COPY_RECORDS = `insert into request select made.* from request r
  cross join (select gen_random_uuid() as id from generate_series(1, $3::int)) new
  cross join lateral jsonb_populate_record(r, jsonb_build_object('id', new.id, 'subject', new.id,
    'instances', replace(r.instances::text, $2::text, new.id::text)::jsonb)) made where r.id = $1::uuid`;
const COPY_JOBS = `insert into pgboss.job select made.* from pgboss.job j
  cross join (select id, row_number() over () as row from request where id <> $1::uuid) r
  cross join lateral jsonb_populate_record(j, jsonb_build_object('id', gen_random_uuid(), 'singleton_key', r.id,
    'start_after', j.start_after + case when r.row > $2::int then interval '1 year' else interval '0' end,
    'data', j.data || jsonb_build_object('id', r.id, 'record', r.id))) made where j.name = 'timers'`;

const server = await startDatabase({ temporary: true, durable: true });
assert(server.is === 'postgres', 'this bench needs PostgreSQL');
try {
  const few = await open(server.url, 'few', DUE);
  const many = await open(server.url, 'many', OPEN);
  const [inFew, inMany]: [number[], number[]] = [[], []];
  for (let fired = 0; fired < DUE; fired += AT_ONCE) {
    inFew.push(await fire(few));
    inMany.push(await fire(many));
  }
  assert.equal(await wakeDue(wakingOf(few), 1), 0);
  assert.equal(await wakeDue(wakingOf(many), 1), 0);
  const [short, long] = [sum(inFew), sum(inMany)];
  console.log(`  1,000 timers among 1,000 instances: ${short.toFixed(0)} ms; among 100,000: ${long.toFixed(0)} ms`);
  console.log(
    ratioLine('firing 1,000 due timers among 100,000 instances, against among 1,000', long / short, { atMost: 1.2 }),
  );
  await few.close();
  await many.close();
} finally {
  await server.stop();
}

/** A database with so many open instances, of which {@link DUE} are due at {@link LATER}; the others are a year later. */
async function open(url: string, name: string, instances: number): Promise<Storage> {
  const at = url.replace(/[^/]*$/, name);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const storage = await openStorage({ database: { is: 'postgres', url: at } });
  await storage.applySchema(model ?? assert.fail());
  const { id } = await saveRecord(storage.store, contextAt(BEGINNING), entity, {
    is: 'create',
    values: { subject: 'first' },
  });
  assert(id);
  const [timer] = await rows(storage, "select data ->> 'id' as id from pgboss.job where name = 'timers'");
  await rows(storage, COPY_RECORDS, [id, timer?.id, instances - 1]);
  await rows(storage, COPY_JOBS, [id, DUE - 1]);
  await rows(storage, 'vacuum analyze');
  return storage;
}

async function rows(storage: Storage, text: string, values?: unknown[]) {
  return (await storage.outbox.db.executeSql(text, values)).rows as { readonly id?: string }[];
}

function wakingOf({ timers, store }: Storage): Parameters<typeof wakeDue>[0] {
  return {
    timers,
    now: () => LATER,
    log: (line) => assert.fail(line),
    giveUp: async () => {},
    async wake(timer, now) {
      const { id, problems } = await saveRecord(store, contextAt(now), entity, { is: 'tick', id: timer.record });
      assert(id, JSON.stringify(problems) || 'nothing was due');
    },
  };
}

async function fire(storage: Storage): Promise<number> {
  const started = performance.now();
  assert.equal(await wakeDue(wakingOf(storage), AT_ONCE), AT_ONCE);
  return performance.now() - started;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
