import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@dealwright/access';
import { openStorage } from '@dealwright/storage';
import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase } from '../../storage/test-server/create-test-database.ts';
import { forgetAnswers } from '../src/forget-answers.ts';
import { createPlatform, type Platform } from '../src/index.ts';

const CONTENT = `
kind: setting
name: repeatableHours
type: integer
value: 48
---
kind: role
name: clerk
---
kind: role
name: reader
---
kind: permission
name: clerks
role: clerk
entities: { Order: { create: all, read: all, update: own }, User: { read: all, update: all } }
---
kind: permission
name: readers
role: reader
entities: { Order: { read: all } }
---
kind: choices
name: order-status
values: [open, closed]
---
kind: entity
name: Order
label: { en: Order, ro: Comandă }
plural: { en: Orders, ro: Comenzi }
title: subject
fields:
  subject: { type: text, required: true, label: { en: Subject, ro: Subiect } }
  address: { type: text, label: { en: Address, ro: Adresă } }
  status: { type: choice, of: order-status, label: { en: Status, ro: Stare } }
---
kind: process
name: order-life
of: Order
field: status
states:
  open:
    on:
      close:
        label: { en: Close, ro: Închide }
        to: closed
        then: [{ generate: order-slip }, { notify: order-closed, to: owner }]
  closed: {}
---
kind: message
name: order-closed
about: Order
subject: { en: 'Closed: {subject}', ro: 'Închisă: {subject}' }
body: { en: It is closed., ro: Este închisă. }
---
kind: document
name: order-slip
label: { en: Slip, ro: Bon }
of: Order
template: slip.hbs
fileName: { en: Slip, ro: Bon }
required: [{ field: address }]
`;

const root: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'System',
  roles: [],
  team: undefined,
  system: true,
};
let folder: string;
let platform: Platform;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let order: string;
let clerk: Actor;
let reader: Actor;
const lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'promised-documents-'));
  await writeFile(join(folder, 'content.yaml'), CONTENT);
  await writeFile(join(folder, 'slip.hbs'), '<p>{{subject}} {{address}}</p>');
  database = await createTestDatabase();
  platform = await createPlatform({
    content: [folder],
    database: { url: database.url },
    demo: false,
    follow: false,
    effects: true,
    now: () => new Date().toISOString(),
    log: (line) => lines.push(line),
    report: (error) => {
      throw error;
    },
  });
  const person = async (name: string): Promise<Actor> => {
    const { createUser } = await ask(
      root,
      `mutation { createUser(input: { username: "${name}", name: "${name}", roles: ["${name}"] }) { user { id } } }`,
    );
    const { id } = (createUser as { user: { id: string } }).user;
    return { id, name, roles: [name], team: undefined, system: false };
  };
  clerk = await person('clerk');
  reader = await person('reader');
  const { createOrder } = await ask(clerk, 'mutation { createOrder(input: { subject: "Chairs" }) { order { id } } }');
  order = (createOrder as { order: { id: string } }).order.id;
}, 120_000);
afterAll(async () => {
  await platform?.close();
  await database?.drop();
  await rm(folder, { recursive: true });
});

async function ask(
  actor: Actor,
  document: string,
  variables: JsonObject = {},
  idempotencyKey?: string,
): Promise<JsonObject> {
  const now = new Date().toISOString();
  const caller = { actor, now, zone: 'Etc/UTC', locale: 'en', requestId: 'test', idempotencyKey };
  const { data, errors } = await platform.api.execute({ document, variables, caller });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return JSON.parse(JSON.stringify(data)) as JsonObject;
}

const MAKE = 'mutation ($id: ID!) { generateDocument(document: "order-slip", record: $id) { problems { code } } }';
const SET = 'mutation ($id: ID!, $to: String!) { setPassword(user: $id, password: $to) { problems { code path } } }';
const problems = (...codes: string[]) => ({ problems: codes.map((code) => ({ code })) });

test('A document that names no roles is made by whoever may update its record, because a file is written to it.', async () => {
  expect(await ask(reader, MAKE, { id: order })).toEqual({ generateDocument: problems('NOT_ALLOWED', 'MISSING_DATA') });
  expect(await ask(clerk, MAKE, { id: order })).toEqual({ generateDocument: problems('MISSING_DATA') });
});

test('A repeated request for a document tells the one that was made, and makes no other.', async () => {
  const { createOrder } = await ask(
    clerk,
    'mutation { createOrder(input: { subject: "Table", address: "Here 1" }) { order { id } } }',
  );
  const { id } = (createOrder as { order: { id: string } }).order;
  const make =
    'mutation ($id: ID!) { generateDocument(document: "order-slip", record: $id) { id url pages sha256 manifest problems { code } } }';
  const [first, second] = await Promise.all([0, 1].map(() => ask(clerk, make, { id }, 'slip')));
  expect(first).toMatchObject({ generateDocument: { id: expect.any(String), problems: [] } });
  expect(second).toEqual(first);
  await ask(
    clerk,
    'mutation ($id: ID!) { updateOrder(id: $id, input: { address: "There 2" }) { problems { code } } }',
    {
      id,
    },
  );
  expect(await ask(clerk, make, { id }, 'slip')).toEqual(first);
  const { files } = await ask(root, 'query ($id: String!) { files(filter: { record: { eq: $id } }) { totalCount } }', {
    id,
  });
  expect(files).toEqual({ totalCount: 1 });
});

test('What was kept for repeated requests is forgotten after the time that the setting says.', async () => {
  const storage = await openStorage({ database: { is: 'postgres', url: database.url } });
  const sql = async (text: string) => (await storage.outbox.db.executeSql(text)).rows;
  await sql(`insert into dealwright.idempotency values
    ('somebody', 'old', '', '1', now() - interval '49 hours'), ('somebody', 'young', '', '1', now() - interval '47 hours')`);
  const stop = forgetAnswers(
    storage,
    () => platform.api.model,
    (error) => expect(error).toBeUndefined(),
  );
  await stop();
  expect(await sql("select key from dealwright.idempotency where actor = 'somebody'")).toEqual([{ key: 'young' }]);
  await storage.close();
});

test('A promised document that lacks data is given up, its owner is told why, and the record goes on.', async () => {
  await ask(clerk, 'mutation ($id: ID!) { fireOrder(id: $id, event: close) { problems { code } } }', { id: order });
  const told = async () => {
    const { notifications } = await ask(
      clerk,
      '{ notifications(orderBy: { createdAt: ASC }) { nodes { subject body } } }',
    );
    return (notifications as { nodes: JsonObject[] }).nodes;
  };
  while ((await told()).length < 2) await sleep(100);
  expect(await told()).toEqual([
    { subject: 'Not made: Slip', body: 'Address is missing.' },
    { subject: 'Closed: Chairs', body: 'It is closed.' },
  ]);
  expect(lines).toContain(`effects: order-slip of Order ${order} is not made: Address is missing.`);
});

test('A person sets the own password, and those of others only who may update them.', async () => {
  const done = { setPassword: { problems: [] } };
  expect(await ask(reader, SET, { id: reader.id, to: 'four words of mine' })).toEqual(done);
  const { token } = await platform.identity.login('reader', 'four words of mine');
  expect(await ask(clerk, SET, { id: reader.id, to: 'four words of yours' })).toEqual(done);
  expect(await platform.identity.signedIn(token)).toBeUndefined();
  await platform.identity.login('reader', 'four words of yours');
  expect(await ask(reader, SET, { id: clerk.id, to: 'four words of mine' })).toEqual({
    setPassword: { problems: [{ code: 'NOT_ALLOWED', path: ['user'] }] },
  });
  expect(await ask(reader, SET, { id: reader.id, to: 'short' })).toEqual({
    setPassword: { problems: [{ code: 'WEAK_PASSWORD', path: ['input', 'password'] }] },
  });
});
