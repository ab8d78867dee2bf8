import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from '../src/server/binaries.ts';
import { openCluster, readRunning, signal, startServer, stopServer } from '../src/server/cluster.ts';
import { programUser } from '../src/server/program-user.ts';

/** Where the run's server lies: set by the global set-up, inherited by all workers. */
export const FOLDER = 'DEALWRIGHT_TEST_SERVER';
const PREFIX = 'dealwright-test-';

/** Names the folder for this run's server. Nothing is started: runs without a database pay nothing. */
export async function announceTestServer(): Promise<void> {
  await removeOrphans();
  process.env[FOLDER] = join(tmpdir(), `${PREFIX}${process.pid}`);
}

/** The url of the run's server, started by whoever asks first. Not durable: a test's data need not survive the machine. */
export async function testServer(): Promise<string> {
  const folder = process.env[FOLDER];
  if (!folder) return (await privateServer()).url;
  await mkdir(folder, { recursive: true });
  const url = join(folder, 'url');
  const first = await mkdir(join(folder, 'starting')).then(
    () => true,
    () => false,
  );
  if (first) await writeFile(url, await start(folder));
  for (let waited = 0; waited < 60_000; waited += 20) {
    const found = await readFile(url, 'utf8').catch(() => '');
    if (found) return found;
    await sleep(20);
  }
  throw new Error('The test server did not start.');
}

let own: Promise<{ url: string }> | undefined;

/** For a test that runs without the global set-up: its own server, which ends with the process. */
function privateServer(): Promise<{ url: string }> {
  own ??= (async () => {
    await removeOrphans();
    const folder = join(tmpdir(), `${PREFIX}${process.pid}`);
    await mkdir(folder, { recursive: true });
    const url = await start(folder);
    const running = await readRunning({ home: join(folder, 'postgres') });
    process.once('exit', () => running && signal(running.pid, 'SIGQUIT'));
    return { url };
  })();
  return own;
}

async function start(folder: string): Promise<string> {
  const user = await programUser();
  const cluster = await openCluster(folder, await findBinaries(user), user, false);
  const { port } = await startServer(cluster, false);
  return `postgres://dealwright:${cluster.password}@127.0.0.1:${port}/postgres`;
}

/** Stops the run's server, if anybody started it, and removes its folder. */
export async function removeTestServer(folder = process.env[FOLDER]): Promise<void> {
  if (!folder) return;
  await stopServer({ home: join(folder, 'postgres'), binaries: '', user: undefined, password: '' }).catch(() => {});
  await rm(folder, { recursive: true, force: true });
}

/** Servers of runs that were killed before they could clean up. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) && name.slice(PREFIX.length));
    if (pid && pid !== process.pid && !signal(pid, 0)) await removeTestServer(join(tmpdir(), name)).catch(() => {});
  }
}
