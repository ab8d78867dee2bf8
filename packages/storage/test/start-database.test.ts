import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startDatabase } from '../src/server/start-database.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'dealwright-start-'));
  await chmod(dataDir, 0o755);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (log: string[] = []) => startDatabase({ dataDir, durable: false, log: (line) => log.push(line) });

async function ask(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

const urlOf = (database: { is: string; url?: string }): string => database.url ?? '';
const postmaster = async (): Promise<number> =>
  Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);

describe('the embedded database', () => {
  test('is a PostgreSQL 18 on loopback whose data outlives a clean stop', async () => {
    const first = await start();
    await ask(urlOf(first), 'create table kept (value int)');
    await ask(urlOf(first), 'insert into kept values (7)');
    await first.stop();
    const second = await start();
    expect(await ask(urlOf(second), 'select value from kept')).toEqual([7]);
    expect(await ask(urlOf(second), "select current_setting('server_version_num')::int / 10000")).toEqual([18]);
    expect(await ask(urlOf(second), "select current_setting('listen_addresses')")).toEqual(['127.0.0.1']);
    await second.stop();
    expect(existsSync(join(dataDir, 'postgres/owner.pid'))).toBe(false);
  });

  test('lets nobody in without its random password, which others cannot read', async () => {
    const database = await start();
    await expect(ask(urlOf(database).replace(/:[^:@]*@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    await database.stop();
  });

  test('is shared with a second process, which leaves it running', async () => {
    const log: string[] = [];
    const owner = await start();
    const guest = await start(log);
    await guest.stop();
    expect(log.join()).toContain('another process runs');
    expect(await ask(urlOf(owner), 'select 1')).toEqual([1]);
    await owner.stop();
  });

  test('is taken over, still running, when its owner was killed', async () => {
    const code = `
      import { startDatabase } from '${new URL('../src/server/start-database.ts', import.meta.url)}';
      const { url } = await startDatabase({ dataDir: '${dataDir}', durable: false });
      console.log(url);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise((resolve) => child.stdout.once('data', (line) => resolve(String(line).trim())));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const log: string[] = [];
    const heir = await start(log);
    expect(urlOf(heir)).toBe(url);
    expect(log.join()).toContain('taken over');
    await heir.stop();
  });

  test('starts although a crash left the number of a process that is now another program', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres/data/postmaster.pid'), `${process.pid}\nx\n1\n5432\n\n127.0.0.1\n1\nready`);
    const database = await start();
    expect(await ask(urlOf(database), 'select 1')).toEqual([1]);
    await database.stop();
  });

  test('is started again on the same port when the server is killed, with every commit', async () => {
    const database = await start();
    await ask(urlOf(database), 'create table kept (value int)');
    await ask(urlOf(database), 'insert into kept values (7)');
    await ask(urlOf(database), 'checkpoint');
    process.kill(await postmaster(), 'SIGKILL');
    let found: unknown[] = [];
    for (let tries = 0; found.length === 0 && tries < 100; tries++) {
      await sleep(50);
      found = await ask(urlOf(database), 'select value from kept').catch(() => []);
    }
    expect(found).toEqual([7]);
    await database.stop();
  });

  test('lies outside of a folder that its own user cannot enter, which keeps a link to it', async () => {
    await chmod(dataDir, 0o700);
    const database = await start();
    expect(await ask(urlOf(database), 'select 1')).toEqual([1]);
    await database.stop();
    const home = await realpath(join(dataDir, 'postgres'));
    expect(home.startsWith(await realpath(dataDir))).toBe(process.getuid?.() !== 0);
    await rm(home, { recursive: true });
  });

  test('goes with its temporary folder', async () => {
    const database = await startDatabase({ temporary: true });
    const data = await ask(urlOf(database), "select current_setting('data_directory')");
    await database.stop();
    expect(existsSync(String(data[0]))).toBe(false);
  });

  test('is stopped by the end of a process that forgot to', async () => {
    const code = `
      import { startDatabase } from '${new URL('../src/server/start-database.ts', import.meta.url)}';
      await startDatabase({ dataDir: '${dataDir}', durable: false });
      process.exit(7);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(7);
    const log: string[] = [];
    while (existsSync(join(dataDir, 'postgres/data/postmaster.pid'))) await sleep(20);
    await (await start(log)).stop();
    expect(log.join()).toContain('started');
  });

  test('is not started when a url is given', async () => {
    const database = await startDatabase({ url: 'postgres://elsewhere/x', dataDir });
    expect(database).toMatchObject({ is: 'postgres', url: 'postgres://elsewhere/x' });
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  });
});
