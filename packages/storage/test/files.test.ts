import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { permissionKind, roleKind } from '@dealwright/access';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel, type Model } from '@dealwright/metadata';
import { type Context, recordsContent } from '@dealwright/records';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStorage } from '../src/open-storage.ts';
import { createTestDatabase, type TestDatabase } from '../test-server/create-test-database.ts';
import { store } from './records.ts';
import { contextOf, SHOP, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  const roles = `
kind: role
name: everyone
---
kind: role
name: clerk
---
kind: permission
name: clerks-see-open-orders
role: clerk
entities: { Order: { read: 'status = "open"' } }
`;
  const file = await readFile(new URL('file.yaml', recordsContent), 'utf8');
  const model = load([SHOP, file, roles].join('\n---\n'));
  const database: TestDatabase = await createTestDatabase();
  const storage = await openStorage({ database: { is: 'postgres', url: database.url } });
  await storage.applySchema(model);
  const close = async (): Promise<void> => {
    await storage.close();
    await database.drop();
  };
  shop = { storage, database, model, context: contextOf(model), close };
});
afterAll(() => shop.close());

function load(text: string): Model {
  const { model, problems } = loadModel(
    [{ path: 'shop.yaml', text }],
    [choicesKind, settingKind, entityKind, roleKind, permissionKind],
  );
  if (!model) throw new Error(JSON.stringify(problems));
  return model;
}

const clerk = (): Context => ({
  ...shop.context,
  actor: { id: randomUUIDv7(), name: 'Ana', roles: ['clerk'], team: undefined, system: false },
});
const fileOf = (record: string, bytes: Uint8Array) => ({
  name: 'paper.pdf',
  mediaType: 'application/pdf',
  bytes,
  attachedTo: { entity: 'Order', record, as: 'contract' },
  about: { pages: 3 },
});

test('a file comes back byte by byte, with what was said about it', async () => {
  const [record = ''] = await store(shop, 'Order', { subject: 'a', status: 'open' });
  const bytes = randomBytes(600_000);
  const stored = await shop.storage.files.put(shop.context, fileOf(record, bytes));
  const found = await shop.storage.files.find(shop.context, stored.id);
  expect(found).toEqual(stored);
  expect(found).toMatchObject({ size: 600_000, attachedTo: { as: 'contract' }, about: { pages: 3 } });
  const pieces: Uint8Array[] = [];
  for await (const piece of shop.storage.files.read(shop.context, stored)) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});

test('the same bytes are kept once, and an empty file is one too', async () => {
  const [record = ''] = await store(shop, 'Order', { subject: 'a' });
  const bytes = randomBytes(1000);
  const [one, two] = await Promise.all([
    shop.storage.files.put(shop.context, fileOf(record, bytes)),
    shop.storage.files.put(shop.context, fileOf(record, bytes)),
  ]);
  expect(one.id).not.toBe(two.id);
  const { rows } = await shop.storage.outbox.db.executeSql('select from dealwright.chunk where sha256 = $1', [
    one.sha256,
  ]);
  expect(rows).toHaveLength(1);
  const empty = await shop.storage.files.put(shop.context, fileOf(record, new Uint8Array()));
  for await (const _piece of shop.storage.files.read(shop.context, empty)) throw new Error('there is nothing to read');
  expect(empty.size).toBe(0);
});

test('a file is found by those who may read what it is attached to, and by nobody else', async () => {
  const [open = '', closed = ''] = await store(
    shop,
    'Order',
    { subject: 'a', status: 'open' },
    { subject: 'b', status: 'closed' },
  );
  const seen = await shop.storage.files.put(shop.context, fileOf(open, randomBytes(10)));
  const hidden = await shop.storage.files.put(shop.context, fileOf(closed, randomBytes(10)));
  expect(await shop.storage.files.find(clerk(), seen.id)).toMatchObject({ id: seen.id });
  expect(await shop.storage.files.find(clerk(), hidden.id)).toBeUndefined();
  expect(await shop.storage.files.find(clerk(), 'nonsense')).toBeUndefined();
});
