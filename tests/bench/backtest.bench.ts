/** A back-test of a 100-row table over 100,000 records, against a bare cursor of `pg` that reads the same columns and does nothing. */
import assert from 'node:assert/strict';
import { SYSTEM } from '@dealwright/access';
import { planBacktest, runBacktest } from '@dealwright/backtests';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel, type Model } from '@dealwright/metadata';
import { decisionKind } from '@dealwright/rules';
import { openStorage, startDatabase } from '@dealwright/storage';
import pg from 'pg';
import { ratioLine } from './compare.ts';

const RECORDS = 100_000;
const ROWS = 100;
const KINDS = [choicesKind, settingKind, entityKind, decisionKind];
const SEGMENTS = ['small', 'medium', 'large', 'public'];
const NOW = '2026-03-02T10:00:00.000Z';

const ENTITIES = `kind: entity
name: User
title: name
fields: { name: { type: text } }
---
kind: choices
name: segment
values: [${SEGMENTS.join(', ')}]
---
kind: entity
name: Region
title: name
fields:
  name: { type: text }
  risk: { type: integer }
---
kind: entity
name: Customer
title: name
fields:
  name: { type: text, required: true }
  segment: { type: choice, of: segment }
  items: { type: integer }
  months: { type: integer }
  monthlyValue: { type: money, currency: EUR }
  region: { type: reference, to: Region }
`;

/** 25 bands of items for each segment; the draft moves where the bands begin. */
function table(shift: number): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const from = Math.floor(at / 4) * 40 + (at < 4 ? 0 : shift);
    const to = Math.floor(at / 4) * 40 + 40 + shift;
    const when = { items: `[${from}..${at >= ROWS - 4 ? 10_000 : to})`, segment: SEGMENTS[at % 4], months: '>= 0' };
    return `  - ${JSON.stringify({ when, then: { level: Math.floor(at / 4), discount: at % 30 }, because: `row ${at + 1}` })}`;
  });
  return `kind: decision
name: customer-level
about: Customer
inputs: { items: items, segment: segment, months: months, value: monthlyValue.amount, risk: region.risk }
outputs: { level: integer, discount: decimal }
hit: first
table:
${rows.join('\n')}
`;
}

function load(shift: number): Model {
  const { model, problems } = loadModel([{ path: 'bench.yaml', text: `${ENTITIES}---\n${table(shift)}` }], KINDS);
  assert(model, JSON.stringify(problems, undefined, 2));
  return model;
}

const model = load(0);
const draft = load(7);
const database = await startDatabase({ temporary: true });
assert(database.is === 'postgres', 'this bench needs PostgreSQL');
const storage = await openStorage({ database });
try {
  await storage.applySchema(model);
  await fill(database.url);
  const context = { actor: SYSTEM, now: NOW, zone: 'Europe/Bucharest', locale: 'en', model, requestId: 'bench' };
  const question = { decision: 'customer-level', drafts: [{ name: 'shifted', model: draft }], by: ['segment'] };
  const plan = planBacktest(context, question);
  assert('published' in plan, JSON.stringify(plan));

  const ours: number[] = [];
  const theirs: number[] = [];
  let changed = 0;
  /** Resident memory at its highest: in the first tenth of a run, and in all of it. */
  const peak = { tenth: 0, whole: 0 };
  for (let round = 0; round < 4; round++) {
    const began = performance.now();
    const run = runBacktest(storage.store, context, plan);
    let step = await run.next();
    for (let page = 0; !step.done; step = await run.next()) {
      if (page++ % 20 !== 0 || round === 0) continue;
      const memory = process.memoryUsage.rss();
      peak.whole = Math.max(peak.whole, memory);
      if (step.value.done <= RECORDS / 10) peak.tenth = Math.max(peak.tenth, memory);
    }
    assert.equal(step.value.all.records, RECORDS);
    changed = step.value.scenarios[0]?.changed.records ?? 0;
    const half = performance.now();
    await readBarely(database.url);
    if (round === 0) continue; // warms up
    ours.push((half - began) / 1000);
    theirs.push((performance.now() - half) / 1000);
  }
  const [us, them] = [middle(ours), middle(theirs)];
  const rate = Math.round(RECORDS / us).toLocaleString('en');
  console.log(`  published and draft: ${us.toFixed(2)} s, ${rate} records/s; ${changed} change`);
  console.log(`  bare cursor: ${them.toFixed(2)} s; peak memory ${(peak.whole / 2 ** 20).toFixed(0)} MB`);
  const what = 'back-test of 100,000 records against 100 rows';
  console.log(ratioLine(`${what}, against 10 s`, us / 10, { atMost: 1 }));
  console.log(ratioLine(`${what}, time against a bare cursor over the same columns`, us / them, { atMost: 8 }));
  console.log(
    ratioLine(`${what}, peak memory against that of its first tenth`, peak.whole / peak.tenth, { atMost: 1.25 }),
  );
} finally {
  await storage.close();
  await database.stop();
}

/** Straight into the tables: the same rows each time, analysed as a grown database is. */
async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const id = (kind: string, n: string) => `('00000000-0000-7000-8${kind}-' || lpad(${n}::text, 12, '0'))::uuid`;
  await client.query(`insert into region (id, version, created_at, updated_at, name, risk)
    select ${id('001', 'n')}, 1, now(), now(), 'Region ' || n, n % 7 from generate_series(1, 50) n`);
  await client.query(`insert into customer (id, version, created_at, updated_at, name, segment, items, months, monthly_value, region)
    select ${id('002', 'n')}, 1, now(), now(), 'Customer ' || n, (array['small', 'medium', 'large', 'public'])[1 + n % 4],
      n * 7919 % 1100, n % 60, (n * 31 % 100000)::numeric(10, 2) / 4, ${id('001', '(1 + n % 50)')} from generate_series(1, ${RECORDS}) n`);
  await client.query('analyze');
  await client.end();
}

async function readBarely(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin read only');
  await client.query(`declare c no scroll cursor for select c.id, c.name, c.segment, c.items, c.months, c.monthly_value, r.id as region, r.risk
    from customer c left join region r on r.id = c.region order by c.id`);
  let read = 0;
  for (let rows = 1; rows > 0; read += rows) rows = (await client.query('fetch 200 from c')).rows.length;
  assert.equal(read, RECORDS);
  await client.query('commit');
  await client.end();
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
