import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '@dealwright/access';
import { connectorKind } from '@dealwright/connectors';
import { ENTITY } from '@dealwright/entities';
import { saveRecord } from '@dealwright/records';
import { afterEach, expect, test } from '@jest/globals';
import { createTestDatabase } from '../../storage/test-server/create-test-database.ts';
import { createPlatform, type Platform, type PlatformOptions } from '../src/index.ts';

const NOW = '2026-03-02T08:00:00.000Z';
const ORDER = `
kind: role
name: admin
label: { en: Administrator, ro: Administrator }
---
kind: choices
name: order-status
values: { draft: { en: Draft, ro: Ciornă }, reserving: { en: Reserving, ro: În rezervare }, reserved: { en: Reserved, ro: Rezervată } }
---
kind: entity
name: Order
title: article
fields:
  article:     { type: text }
  pieces:      { type: integer }
  status:      { type: choice, of: order-status }
  reservation: { type: text }
---
kind: process
name: order-life
of: Order
field: status
states:
  draft:
    on:
      place:
        to: reserving
        then: [{ call: warehouse.reserve, with: { number: id, article: article, quantity: pieces }, answered: reserve }]
  reserving: { on: { reserve: { to: reserved } } }
  reserved: {}
---
${connectorKind.example}`;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(more: Partial<PlatformOptions>) {
  const folder = await mkdtemp(join(tmpdir(), 'systems-'));
  closing.push(() => rm(folder, { recursive: true }));
  const write = (yaml: string) => writeFile(join(folder, 'content.yaml'), yaml);
  await write(ORDER);
  const database = await createTestDatabase();
  closing.push(() => database.drop());
  const lines: string[] = [];
  const platform = await createPlatform({
    content: [folder],
    database: { url: database.url },
    demo: false,
    follow: false,
    effects: false,
    now: () => NOW,
    log: (line) => lines.push(line),
    report: (error) => {
      throw error;
    },
    ...more,
  });
  closing.push(() => platform.close());
  return { platform, lines, write };
}

async function placed({ store, api: { model } }: Platform, pieces: number): Promise<string> {
  const context = { actor: SYSTEM, now: NOW, zone: 'Etc/UTC', locale: 'en', requestId: 'test', model };
  const order = model.get(ENTITY, 'Order');
  const { id = '' } = await saveRecord(store, context, order, { is: 'create', values: { article: 'chair', pieces } });
  await saveRecord(store, context, order, { is: 'fire', id, event: 'place', input: {} });
  return id;
}

test('where no address is set the sandbox answers, says so, and follows the content that is swapped in', async () => {
  const { platform, lines, write } = await open({ sandbox: true });
  const { sandbox } = platform.systems;
  expect(lines).toContain(`sandbox: ${sandbox?.url} answers for warehouse`);
  expect(platform.systems.states()).toMatchObject([{ connector: 'warehouse', at: 'sandbox', missing: [] }]);
  await placed(platform, 101);
  await write(ORDER.replace('request.body.pieces > 100', 'request.body.pieces > 10'));
  expect(await platform.reload()).toEqual([]);
  await placed(platform, 11);
  await placed(platform, 9);
  await platform.settle();
  expect(sandbox?.calls().map((each) => each.answer?.status)).toEqual([409, 409, 201]);
});

test('a real house without an address asks nobody, and says which variables are missing', async () => {
  const { platform, lines } = await open({ environment: { WAREHOUSE_TOKEN: 'a-secret' } });
  expect(platform.systems.sandbox).toBeUndefined();
  expect(lines).toContain('connectors: warehouse cannot be asked: the environment has no WAREHOUSE_URL');
  expect(platform.systems.states()).toMatchObject([{ at: 'nowhere', missing: ['WAREHOUSE_URL'], breaker: 'closed' }]);
  await platform.ready();
});

test('an address goes before the sandbox', async () => {
  const environment = { WAREHOUSE_URL: 'https://warehouse.example', WAREHOUSE_TOKEN: 'a-secret' };
  const { platform } = await open({ environment, sandbox: true });
  expect(platform.systems.states()).toMatchObject([{ at: 'address', missing: [] }]);
});
