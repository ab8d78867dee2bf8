import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SYSTEM } from '@dealwright/access';
import { createPlatform, type Platform } from '@dealwright/platform';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../packages/storage/test-server/create-test-database.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const CONTENT = `kind: choices
name: handling
values: { personal: { en: Personal handling, ro: Tratare personală }, usual: { en: As usual, ro: Ca de obicei } }
---
kind: choices
name: stage
values: { draft: { en: Draft, ro: Ciornă }, placed: { en: Placed, ro: Plasată } }
---
kind: entity
name: Order
plural: { en: Orders, ro: Comenzi }
title: subject
number: O-{year}-{sequence:6}
fields:
  subject: { type: text, required: true, label: { en: Subject, ro: Subiect } }
  items: { type: integer, label: { en: Items, ro: Articole } }
  stage: { type: choice, of: stage, label: { en: Stage, ro: Etapă } }
  handling: { type: choice, of: handling, label: { en: Handling, ro: Tratare } }
---
kind: process
name: order-life
of: Order
field: stage
states:
  draft:
    on:
      place:
        decide: { found: order-handling }
        needs: { decisions: [order-limit] }
        set: { handling: found.handling }
        to: placed
  placed: {}
`;
const DECISIONS = `kind: decision
name: order-handling
label: { en: Handling of orders, ro: Tratarea comenzilor }
about: Order
inputs: { items: items }
outputs: { handling: { type: choice, of: handling } }
hit: first
table:
  - { when: { items: '>= 50' }, then: { handling: personal }, because: { en: more than fifty items, ro: peste cincizeci de articole } }
  - { when: {}, then: { handling: usual } }
---
kind: decision
name: order-limit
about: Order
inputs: { items: items }
outputs: { allowed: boolean }
hit: first
table:
  - { when: { items: '> 1000' }, then: { allowed: false }, because: { en: No order has more than a thousand items, ro: Nicio comandă nu are peste o mie de articole } }
  - { then: { allowed: true } }
`;

let folder: string;
let database: TestDatabase;
let platform: Platform;
const MOMENT = '2026-03-02T10:00:00.000Z';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
  write('metadata/orders.yaml', CONTENT);
  write('rules/orders.yaml', DECISIONS);
  database = await createTestDatabase();
  platform = await createPlatform({
    ...{ content: [join(folder, 'metadata'), join(folder, 'rules')], database: { url: database.url } },
    ...{ demo: false, follow: false, effects: false, now: () => MOMENT, log: () => {} },
    report: (error) => {
      throw error;
    },
  });
}, 120_000);
afterAll(async () => {
  await platform.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function dealwright(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    ...{ cwd: folder, encoding: 'utf8', timeout: 60_000 },
    env: { ...process.env, DATABASE_URL: database.url, NODE_COMPILE_CACHE: join(tmpdir(), 'dealwright-compiled') },
  });
  return { status, stdout, stderr };
}

// biome-ignore lint/suspicious/noExplicitAny: the answers of an API, whose shape each test states
async function ask(document: string, variables: Record<string, unknown>): Promise<any> {
  const caller = { actor: SYSTEM, now: MOMENT, zone: 'Europe/Bucharest', locale: 'ro', requestId: 'test' };
  const { data, errors } = await platform.api.execute({ document, variables: variables as never, caller });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

async function placed(items: number): Promise<{ id: string; number: string; problems: { code: string }[] }> {
  const { createOrder } = await ask(
    'mutation ($items: Int) { createOrder(input: { subject: "Chairs", items: $items }) { order { id number } } }',
    { items },
  );
  const { fireOrder } = await ask('mutation ($id: ID!) { fireOrder(id: $id, event: place) { problems { code } } }', {
    id: createOrder.order.id,
  });
  return { ...createOrder.order, problems: fireOrder.problems };
}

const REPLAY = `query ($id: ID!, $live: Boolean!) { replay(id: $id, live: $live) {
  same refused differences { path before after } problems { code } before { outcome sentences } after { outcome sentences } } }`;

test('what a change relied on is told by the number of the record, in English and Romanian', async () => {
  const { number, problems } = await placed(60);
  expect(problems).toEqual([]);
  const { stdout, status } = dealwright('explain', number);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^2026-03-02 10:00 UTC {2}order-limit {2}[0-9a-f-]{36}$/m);
  expect(stdout).toContain('  Personal handling, because 60 items ≥ 50 (row 1: more than fifty items).\n');
  expect(dealwright('explain', number, '--locale', 'ro').stdout).toContain(
    '  Tratare personală, deoarece 60 de articole ≥ 50 (rândul 1: peste cincizeci de articole).\n',
  );
});

test('the answer that refused a change is kept, though the change is not', async () => {
  const { id, problems } = await placed(2000);
  expect(problems).toEqual([{ code: 'DECISION_REFUSES' }]);
  const { decisions } = await ask(
    'query ($id: ID!) { decisions(record: $id) { id refused answer { decision outcome inputs } } }',
    { id },
  );
  expect(decisions).toContainEqual({
    id: expect.any(String),
    refused: true,
    answer: { decision: 'order-limit', outcome: { allowed: false }, inputs: { items: 2000 } },
  });
  expect(dealwright('explain', id).stdout).toMatch(/order-limit {2}\(refused\)/);
});

test('a stored decision is asked again with the content of then, also when the content is another one by now', async () => {
  const { id } = await placed(60);
  const { decisions } = await ask('query ($id: ID!) { decisions(record: $id) { id answer { decision } } }', { id });
  const stored = decisions.find((each: { answer: { decision: string } }) => each.answer.decision === 'order-handling');
  expect((await ask(REPLAY, { id: stored.id, live: false })).replay).toMatchObject({ same: true, differences: [] });

  write('rules/orders.yaml', DECISIONS.replace('>= 50', '>= 100'));
  expect(await platform.reload()).toEqual([]);
  expect((await ask(REPLAY, { id: stored.id, live: false })).replay).toMatchObject({
    ...{ same: true, refused: false, differences: [], problems: [] },
    after: { outcome: { handling: 'personal' } },
  });
  const { replay } = await ask(REPLAY, { id: stored.id, live: true });
  expect(replay).toMatchObject({
    same: false,
    differences: [
      { path: 'outcome.handling', before: 'personal', after: 'usual' },
      { path: 'matched', before: ['1'], after: ['2'] },
      { path: 'version' },
    ],
  });
  expect(replay.before.sentences[0]).toBe(
    'Tratare personală, deoarece 60 de articole ≥ 50 (rândul 1: peste cincizeci de articole).',
  );
  expect(replay.after.sentences).toEqual([
    'Ca de obicei, fără condiții (rândul 2).',
    'Rândul 1 nu contează: Articole este 60, dar trebuie să fie ≥ 100.',
  ]);

  const then = dealwright('replay', stored.id);
  expect(then.stdout).toContain('Asked again: the same answer.\n');
  expect(then.status).toBe(0);
  const live = dealwright('replay', stored.id, '--live');
  expect(live.stdout).toContain('Asked again: another answer.\n  outcome.handling: "personal" → "usual"\n');
  expect(live.status).toBe(1);
  expect(JSON.parse(dealwright('replay', stored.id, '--json').stdout)).toMatchObject({ same: true });
}, 120_000);

test('a record or decision that is not there is a mistake of whoever asks', () => {
  const record = dealwright('explain', 'O-1999-000001');
  expect([record.status, record.stderr]).toEqual([2, 'There is no record O-1999-000001.\n']);
  const id = '019576a0-0000-7000-8000-000000000000';
  const decision = dealwright('replay', id);
  expect([decision.status, decision.stderr]).toEqual([2, `There is no stored decision ${id}.\n`]);
});
