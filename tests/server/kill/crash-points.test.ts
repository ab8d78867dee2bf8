import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ENTITY } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { loadContent } from '@dealwright/platform';
import { type Change, saveRecord } from '@dealwright/records';
import { openStorage, type Storage } from '@dealwright/storage';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../packages/storage/test-server/create-test-database.ts';
import { contextOf, POINTS, startPortsNode } from './ports-node.ts';

const CONTENT = fileURLToPath(new URL('./content/', import.meta.url));
const NODE = fileURLToPath(new URL('./crashing-node.ts', import.meta.url));

let database: TestDatabase;
let storage: Storage;
let model: Model;
beforeAll(async () => {
  const loaded = await loadContent([CONTENT]);
  if (!loaded.model) throw new Error(JSON.stringify(loaded.problems, undefined, 2));
  model = loaded.model;
  database = await createTestDatabase();
  storage = await openStorage({ database: { is: 'postgres', url: database.url } });
  await storage.applySchema(model);
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

async function save(entity: string, change: Change, head?: string): Promise<string> {
  const system = contextOf(model);
  const actor = head ? { id: head, name: 'Head', roles: ['chief'], team: undefined, system: false } : system.actor;
  const { id, problems } = await saveRecord(storage.store, { ...system, actor }, model.get(ENTITY, entity), change);
  if (id === undefined) throw new Error(JSON.stringify(problems));
  return id;
}

const ask = async (text: string) => (await storage.outbox.db.executeSql(text)).rows as { [name: string]: unknown }[];

test.each(POINTS)(
  'a node that dies with “%s” leaves it to the next one, which does it once',
  async (point) => {
    const owner = await save('User', {
      is: 'create',
      values: { username: `u${POINTS.indexOf(point)}`, name: 'Ana', roles: ['chief'] },
    });
    const id = await save('Request', { is: 'create', values: { subject: point, owner } });
    await save('Request', { is: 'fire', id, event: 'submit', input: {} });
    await save('Request', { is: 'fire', id, event: 'agree-head', input: {} }, owner);

    const doomed = fork(NODE, [database.url, point], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const signal = await new Promise((resolve) => doomed.once('exit', (_, killedBy) => resolve(killedBy)));
    expect(signal).toBe('SIGKILL');

    const survivor = await startPortsNode(storage, model, () => {});
    const isSettled = `select not exists (select from dealwright.outbox) and not exists (select from pgboss.job
      where name in ('effects', 'effects-outside', 'timers') and state < 'completed') as settled from request where id = '${id}' and status = 'closed'`;
    while ((await ask(isSettled))[0]?.settled !== true) await sleep(50);
    await survivor.stop();

    expect(
      await ask(
        `select closings, (select count(*)::int from receipt where request = r.id) as receipts from request r where id = '${id}'`,
      ),
    ).toEqual([{ closings: 1, receipts: 1 }]);
    const told = await ask(
      `select message, count(*)::int as times from notification where record = '${id}' and message like 'request-%' group by 1 order by 1`,
    );
    expect(told).toEqual([
      { message: 'request-closed', times: 1 },
      { message: 'request-submitted', times: 1 },
    ]);
  },
  60_000,
);
