import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, SYSTEM } from '@dealwright/access';
import { ENTITY } from '@dealwright/entities';
import type { BacktestRequest } from '@dealwright/graphql';
import { type Context, type RecordStore, saveRecord } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../storage/test-server/create-test-database.ts';
import { endLostRuns, runRecords } from '../src/backtest-runs.ts';
import { backtestsOf } from '../src/backtests-of.ts';
import { createPlatform, type Platform } from '../src/index.ts';
import { loadDraftTexts } from '../src/load-draft.ts';

const NOW = '2026-03-02T10:00:00.000Z';
const CUSTOMERS = Array.from({ length: 450 }, (_, at) => `  - { name: C${at}, items: ${at}, secret: 1 }`).join('\n');
const CONTENT = `kind: role
name: analyst
---
kind: role
name: visitor
---
kind: permission
name: analysts
role: analyst
entities:
  Customer: { read: all, hide: [secret] }
  Order: { read: all }
  BacktestRun: { create: all, read: own }
---
kind: permission
name: visitors
role: visitor
entities:
  Customer: { read: all }
---
kind: entity
name: Customer
title: name
fields:
  name: { type: text, required: true, key: true }
  items: { type: integer }
  secret: { type: integer }
  orderCount: { type: rollup, is: count, of: Order.customer }
---
kind: entity
name: Order
title: subject
fields:
  subject: { type: text, required: true, key: true }
  open: { type: boolean }
  customer: { type: reference, to: Customer, inverse: orders }
---
kind: data
name: customers
entity: Customer
by: name
records:
${CUSTOMERS}
---
kind: data
name: orders
entity: Order
by: subject
order: 200
records:
  - { subject: a, open: true, customer: { name: C1 } }
  - { subject: b, open: true, customer: { name: C1 } }
  - { subject: c, open: false, customer: { name: C2 } }
---
kind: decision
name: discount
about: Customer
inputs: { items: items }
outputs: { percent: integer }
hit: first
table:
  - { when: { items: '>= 400' }, then: { percent: 20 } }
  - { then: { percent: 0 } }
`;
const draftOf = (input: string, least: number) => `kind: decision
name: discount
about: Customer
inputs: { items: '${input}' }
outputs: { percent: integer }
hit: first
table:
  - { when: { items: '>= ${least}' }, then: { percent: 20 } }
  - { then: { percent: 0 } }
`;

let top: string;
let folder: string;
let database: TestDatabase;
let platform: Platform;
let analyst: Actor;
let visitor: Actor;

async function open(options: JsonObject, content = folder): Promise<Platform> {
  return createPlatform({
    ...{
      content: [content],
      database: options,
      demo: false,
      follow: false,
      effects: false,
      now: () => NOW,
      log: () => {},
    },
    report: (error) => {
      throw error;
    },
  });
}

const contextOf = (actor: Actor, house = platform): Context => ({
  ...{ actor, now: NOW, zone: 'Etc/UTC', locale: 'en', requestId: 'test', model: house.api.model },
});

async function person(role: string): Promise<Actor> {
  const context = contextOf(SYSTEM);
  const values = { username: role, name: role, roles: [role] };
  const { id } = await saveRecord(platform.store, context, context.model.get(ENTITY, 'User'), { is: 'create', values });
  return { id: id ?? '', name: role, roles: [role], team: undefined, system: false };
}

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'backtests-'));
  folder = join(top, 'all');
  await mkdir(folder);
  await writeFile(join(folder, 'content.yaml'), CONTENT);
  database = await createTestDatabase();
  platform = await open({ url: database.url });
  [analyst, visitor] = [await person('analyst'), await person('visitor')];
}, 120_000);
afterAll(async () => {
  await platform.close();
  await database.drop();
  await rm(top, { recursive: true });
});

const caller = (actor: Actor, more = {}) => ({
  actor,
  now: NOW,
  zone: 'Etc/UTC',
  locale: 'en',
  requestId: 'test',
  ...more,
});

async function ask(document: string, variables: JsonObject, actor = analyst, more = {}) {
  const { data, errors } = await platform.api.execute({ document, variables, caller: caller(actor, more) });
  if (errors) throw new Error(JSON.stringify(errors));
  return JSON.parse(JSON.stringify(data)) as { [name: string]: never };
}

const BACKTEST = `mutation ($documents: [String!]!, $filter: String) {
  backtest(decision: "discount", drafts: [{ documents: $documents }], filter: $filter, wait: 60) {
    backtestRun { id status done total changed result owner { username } }
    problems { code message }
  }
}`;

describe('back-tests over the API', () => {
  test('answer with the run, whose draft needs no name', async () => {
    const { backtest } = await ask(BACKTEST, { documents: [draftOf('items', 300)] });
    expect(backtest).toMatchObject({
      problems: [],
      backtestRun: {
        ...{ status: 'done', done: 450, total: 450, changed: 100, owner: { username: 'analyst' } },
        result: { all: { records: 450 }, scenarios: [{ name: 'draft', changed: { records: 100 } }] },
      },
    });
  });

  test('load related lists and roll-ups with the records', async () => {
    for (const [input, least, changed] of [
      ['if count(orders[open = true]) > 0 then 1000 else items', 400, 1],
      ['if orderCount > 0 then 1000 else items', 400, 2],
    ] as const) {
      const { backtest } = await ask(BACKTEST, { documents: [draftOf(input, least)] });
      expect(backtest).toMatchObject({ problems: [], backtestRun: { changed } });
    }
  });

  test('read no field that is hidden from whoever asks, though a draft may name any', async () => {
    const { backtest } = await ask(BACKTEST, { documents: [draftOf('secret', 1)] });
    expect(backtest).toMatchObject({ backtestRun: null, problems: [{ code: 'FIELDS_HIDDEN' }] });
    const filtered = await ask(BACKTEST, { documents: [draftOf('items', 300)], filter: 'secret = 1' });
    expect(filtered.backtest).toMatchObject({ backtestRun: null, problems: [{ code: 'FIELDS_HIDDEN' }] });
  });

  test('try a draft with endless examples for a while only, and say so', async () => {
    const examples = Array.from(
      { length: 50 },
      (_, at) => `  - { name: E${at}, given: { items: 1 }, expect: { percent: 0 } }`,
    );
    const draft = `${draftOf('items', 300)}examples:\n${examples.join('\n')}\n`;
    let clock = 0;
    const slow = jest.spyOn(performance, 'now').mockImplementation(() => {
      clock += 1_000;
      return clock;
    });
    try {
      const loaded = await loadDraftTexts(platform.api.model, 'draft', [draft], NOW);
      expect(loaded.model?.hash).not.toBe(platform.api.model.hash);
      expect(loaded.model?.hash).toMatch(/^[0-9a-f]+$/);
      expect(loaded.problems.map(({ code }) => code)).toContain('DRAFT_NOT_WHOLLY_TRIED');
    } finally {
      slow.mockRestore();
    }
  });

  test('are refused to whoever may create no BacktestRun', async () => {
    const { backtest } = await ask(BACKTEST, { documents: [draftOf('items', 300)] }, visitor);
    expect(backtest).toMatchObject({ backtestRun: null, problems: [{ code: 'NOT_ALLOWED' }] });
  });

  test('begin once for one idempotency key', async () => {
    const once = { idempotencyKey: 'the-same' };
    const one = await ask(BACKTEST, { documents: [draftOf('items', 200)] }, analyst, once);
    const two = await ask(BACKTEST, { documents: [draftOf('items', 200)] }, analyst, once);
    expect(two).toEqual(one);
  });

  test('tell whoever subscribes how far they are, to the end', async () => {
    const { backtest } = (await ask(BACKTEST, { documents: [draftOf('items', 300)] })) as unknown as {
      backtest: { backtestRun: { id: string } };
    };
    const told = await platform.api.subscribe({
      document: 'subscription ($id: ID!) { backtestProgress(id: $id) { status done total } }',
      variables: { id: backtest.backtestRun.id },
      caller: caller(analyst),
    });
    if (!(Symbol.asyncIterator in told)) throw new Error(JSON.stringify(told));
    const all = await Array.fromAsync(told);
    expect(JSON.parse(JSON.stringify(all))).toEqual([
      { data: { backtestProgress: { status: 'done', done: 450, total: 450 } } },
    ]);
  });
});

/** Back-tests whose first reading of records waits until it is let go. */
function heldBacktests() {
  const held = Promise.withResolvers<void>();
  let isFirst = true;
  const { store, files } = platform;
  const read: RecordStore['read'] = async (context, work) => {
    if (isFirst) {
      isFirst = false;
      await held.promise;
    }
    return store.read(context, work);
  };
  const holding: RecordStore = {
    read,
    write: (context, work) => store.write(context, work),
    list: (context, query, parameters) => store.list(context, query, parameters),
  };
  const errors: unknown[] = [];
  const backtests = backtestsOf({ store: holding, files, now: () => NOW, report: (error) => errors.push(error) });
  return { backtests, errors, letGo: () => held.resolve() };
}

const REQUEST: BacktestRequest = {
  ...{ decision: 'discount', drafts: [{ name: 'lower', documents: [draftOf('items', 300)] }] },
  ...{ filter: undefined, by: undefined, sum: undefined, at: undefined, facts: undefined },
};

describe('a run', () => {
  test('that somebody cancelled from another node stays cancelled, although it came to its end', async () => {
    const context = contextOf(analyst);
    const system = { ...context, actor: SYSTEM };
    const run = context.model.get(ENTITY, 'BacktestRun');
    const values = { decision: 'discount', drafts: 'lower', entity: 'Order', at: NOW, status: 'running', done: 0 };
    const { id = '' } = await saveRecord(platform.store, system, run, { is: 'create', values });
    const [here, there] = [runRecords(platform.store, () => NOW), runRecords(platform.store, () => NOW)];
    await there.end(context, id, { status: 'cancelled' });
    await here.end(context, id, { status: 'done', done: 450, total: 450 });
    expect(await here.find(system, id)).toMatchObject({ status: 'cancelled', done: 0 });
  });

  test('goes on when nobody waits for it any more, and can be watched', async () => {
    const { backtests, errors, letGo } = heldBacktests();
    const { id = '' } = await backtests.start(contextOf(analyst), REQUEST, 0);
    const watched = backtests.progress(contextOf(analyst), id)[Symbol.asyncIterator]();
    expect((await watched.next()).value).toEqual({ status: 'running', done: 0, total: null });
    letGo();
    expect((await watched.next()).value).toEqual({ status: 'done', done: 450, total: 450 });
    expect((await watched.next()).done).toBe(true);
    expect(errors).toEqual([]);
  });

  test('is stopped by whoever started it, and by nobody else', async () => {
    const { backtests, errors, letGo } = heldBacktests();
    const { id = '' } = await backtests.start(contextOf(analyst), REQUEST, 0);
    expect(await backtests.cancel(contextOf(visitor), id)).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await backtests.cancel(contextOf(analyst), id)).toEqual([]);
    expect(await backtests.cancel(contextOf(analyst), id)).toMatchObject([{ code: 'NOT_RUNNING' }]);
    letGo();
    await backtests.stop();
    const told = await Array.fromAsync(backtests.progress(contextOf(analyst), id));
    expect(told).toMatchObject([{ status: 'cancelled' }]);
    expect(await backtests.export(contextOf(analyst), id, 'csv')).toMatchObject({ problems: [{ code: 'NOT_DONE' }] });
    expect(errors).toEqual([]);
  });

  test('ends with the server', async () => {
    const { backtests, letGo } = heldBacktests();
    const { id = '' } = await backtests.start(contextOf(analyst), REQUEST, 0);
    const stopped = backtests.stop();
    letGo();
    await stopped;
    expect(await Array.fromAsync(backtests.progress(contextOf(analyst), id))).toMatchObject([{ status: 'cancelled' }]);
  });

  test('is done although once it could not be told how far it is', async () => {
    const { store, files } = platform;
    let isFirst = true;
    const failing: RecordStore = {
      read: (context, work) => store.read(context, work),
      list: (context, query, parameters) => store.list(context, query, parameters),
      write(context, work) {
        if (!context.actor.system || !isFirst) return store.write(context, work);
        isFirst = false;
        return Promise.reject(new Error('the connection is lost'));
      },
    };
    let clock = 0;
    const slow = jest.spyOn(performance, 'now').mockImplementation(() => {
      clock += 1_000;
      return clock;
    });
    try {
      const errors: unknown[] = [];
      const backtests = backtestsOf({ store: failing, files, now: () => NOW, report: (error) => errors.push(error) });
      const { id = '' } = await backtests.start(contextOf(analyst), REQUEST, 60);
      expect(await Array.fromAsync(backtests.progress(contextOf(analyst), id))).toMatchObject([{ status: 'done' }]);
      expect(errors).toEqual([new Error('the connection is lost')]);
    } finally {
      slow.mockRestore();
    }
  });

  test('is refused while ten are running or waiting', async () => {
    const { backtests, letGo } = heldBacktests();
    for (let count = 0; count < 10; count++) {
      expect(await backtests.start(contextOf(analyst), REQUEST, 0)).toMatchObject({ problems: [] });
    }
    const more = { ...contextOf(analyst), idempotency: { key: 'one too many', bodyHash: '00' } };
    expect(await backtests.start(more, REQUEST, 0)).toMatchObject({ problems: [{ code: 'TOO_MANY_RUNS' }] });
    const stopped = backtests.stop();
    letGo();
    await stopped;
    // The refusal was of that moment: it is not the answer for ever.
    expect(await backtests.start(more, REQUEST, 60)).toMatchObject({ problems: [] });
  });

  test('whose server was lost is ended by the next one', async () => {
    const context = contextOf(SYSTEM);
    const run = context.model.get(ENTITY, 'BacktestRun');
    const values = { decision: 'discount', status: 'running', owner: analyst.id };
    const { id = '' } = await saveRecord(platform.store, context, run, { is: 'create', values });
    const statusAt = async (now: string) => {
      await endLostRuns(platform.store, { ...context, now });
      const { backtestRun } = await ask('query ($id: ID!) { backtestRun(id: $id) { status } }', { id });
      return backtestRun;
    };
    expect(await statusAt('2026-03-02T10:00:30.000Z')).toEqual({ status: 'running' });
    expect(await statusAt('2026-03-02T10:02:00.000Z')).toEqual({ status: 'failed' });
  });
});

test('a database of one connection does not wait for itself', async () => {
  const few = join(top, 'few');
  await mkdir(few);
  await writeFile(join(few, 'content.yaml'), CONTENT.replace(CUSTOMERS, CUSTOMERS.split('\n').slice(0, 3).join('\n')));
  const small = await open({ storage: 'pglite' }, few);
  try {
    const variables = { documents: [draftOf('items', 1)] };
    const { data, errors } = await small.api.execute({ document: BACKTEST, variables, caller: caller(SYSTEM) });
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toMatchObject({
      backtest: { backtestRun: { status: 'done', total: 3, changed: 2 } },
    });
  } finally {
    await small.close();
  }
}, 120_000);
