import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStorage } from '@dealwright/storage';
import { expect, test } from '@jest/globals';
import { createTestDatabase } from '../../storage/test-server/create-test-database.ts';
import { followNodes } from '../src/follow-nodes.ts';
import { createPlatform, type Platform } from '../src/index.ts';

const until = async (holds: () => boolean) => {
  while (!holds()) await sleep(20);
};

test('A node that hears of other content looks at its folders again, and says when they still hold something else.', async () => {
  const database = await createTestDatabase();
  const storages = await Promise.all(
    [0, 1].map(() => openStorage({ database: { is: 'postgres', url: database.url } })),
  );
  const serves = ['first', 'first'];
  let folder = 'first';
  const lines: string[] = [];
  const [one, two] = await Promise.all(
    storages.map((storage, at) =>
      followNodes({
        storage,
        hash: () => serves[at] ?? '',
        async reload() {
          serves[at] = folder;
        },
        log: (line) => lines.push(line),
        report: (error) => lines.push(String(error)),
      }),
    ),
  );
  folder = serves[0] = 'second';
  await one?.tell();
  await until(() => serves[1] === 'second');
  expect([one?.other(), two?.other()]).toEqual([undefined, undefined]);

  serves[0] = 'third';
  await one?.tell();
  await until(() => lines.length > 0);
  expect(two?.other()).toBe('third');
  expect(lines).toEqual(['content: another node serves third, this one second: their folders differ']);
  serves[1] = 'third';
  expect(two?.other()).toBeUndefined();
  await Promise.all([one?.stop(), two?.stop()]);
  await Promise.all(storages.map((storage) => storage.close()));
  await database.drop();
});

test('Two nodes on one database, each with its own folder, know when they serve different content, and when no more.', async () => {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'nodes-'));
  const role = (name: string) => writeFile(join(folder, 'content.yaml'), `kind: role\nname: ${name}\n`);
  const other = `${folder}-other`;
  await role('clerk');
  await cp(folder, other, { recursive: true });
  const start = (content: string): Promise<Platform> =>
    createPlatform({
      ...{ content: [content], database: { url: database.url }, demo: false, follow: true, effects: false },
      ...{ now: () => new Date().toISOString(), log: () => {} },
      report(error) {
        throw error;
      },
    });
  const one = await start(folder);
  const two = await start(other);
  expect([one.otherContent(), two.otherContent()]).toEqual([undefined, undefined]);
  await role('chief');
  await until(() => two.otherContent() !== undefined);
  expect(two.otherContent()).toBe(one.api.model.hash);
  expect(two.api.model.hash).not.toBe(one.api.model.hash);
  await cp(folder, other, { recursive: true });
  await until(() => two.otherContent() === undefined);
  expect(two.api.model.hash).toBe(one.api.model.hash);
  await Promise.all([one.close(), two.close()]);
  await Promise.all([folder, other].map((each) => rm(each, { recursive: true })));
  await database.drop();
});
