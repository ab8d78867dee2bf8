import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CannotRun } from './binaries.ts';
import { canEnter, type ProgramUser, publicFolder } from './program-user.ts';

export const OWNER = 'dealwright';

/** A folder with one database cluster: `data` (PostgreSQL's own), `password` (0600), `postgres.log`. */
export interface Cluster {
  readonly home: string;
  readonly binaries: string;
  readonly user: ProgramUser | undefined;
  readonly password: string;
}

/** The cluster in `dataDir`, made with a random password when there is none yet. */
export async function openCluster(
  dataDir: string,
  binaries: string,
  user: ProgramUser | undefined,
  durable: boolean,
): Promise<Cluster> {
  const home = await clusterHome(dataDir, user);
  const known = await readFile(join(home, 'password'), 'utf8').catch(() => undefined);
  if (known !== undefined) return { home, binaries, user, password: known };
  const password = randomBytes(24).toString('base64url');
  await initialize({ home, binaries, user, password }, durable);
  return { home, binaries, user, password };
}

/** `dataDir/postgres`; a link to a folder outside when `user` could not enter `dataDir`. */
async function clusterHome(dataDir: string, user: ProgramUser | undefined): Promise<string> {
  const home = join(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true });
  if (user && !(await canEnter(dataDir, user))) {
    const outside = join(await publicFolder(), `data-${randomBytes(6).toString('hex')}`);
    await symlink(outside, home).catch((error) => (error.code === 'EEXIST' ? undefined : Promise.reject(error)));
  }
  const place = await readlink(home).catch(() => home);
  await mkdir(place, { recursive: true, mode: 0o755 });
  return place;
}

async function initialize({ home, binaries, user, password }: Cluster, durable: boolean): Promise<void> {
  const fresh = join(home, 'data.new');
  const secret = join(home, 'password.new');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(secret, password, { mode: 0o600 });
  if (user) for (const each of [fresh, secret]) await chown(each, user.uid, user.gid);
  const options = ['-D', fresh, `--username=${OWNER}`, `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const all = [...options, ...locale, ...(durable ? [] : ['--no-sync']), '--no-instructions'];
  const run = { ...user, cwd: home, env: environment() };
  await promisify(execFile)(join(binaries, 'bin', 'initdb'), all, run).catch((error) => {
    // Containers like to run as a number without a name, which initdb does not accept.
    if (!/could not look up effective user ID/.test(String(error.stderr))) throw error;
    throw new CannotRun(`PostgreSQL wants a user with a name, and ${process.getuid?.()} has none on this machine`);
  });
  if (user) await chown(secret, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  // The password comes last: while it is missing, the cluster is not whole and is made again.
  await rm(join(home, 'data'), { recursive: true, force: true });
  await rename(fresh, join(home, 'data'));
  await rename(secret, join(home, 'password'));
}

/** A server that this process started. */
export interface Server {
  readonly port: number;
  /** Resolves when it ends, for whatever reason. */
  readonly ended: Promise<void>;
}

/** Starts the server on a loopback port, a free one. `durable: false` is for tests: quick, and lost with the machine. */
export async function startServer(cluster: Cluster, durable: boolean, port?: number): Promise<Server> {
  const { home, binaries, user } = cluster;
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : FORGETFUL), port: port ?? (await freePort()) });
  const options = ['-D', join(home, 'data'), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = await open(join(home, 'postgres.log'), 'a', 0o600);
  // In a group of its own: Ctrl-C is for us, and we stop the server when we are done with it.
  const process = { ...user, cwd: home, env: environment(), detached: true };
  const server = spawn(join(binaries, 'bin', 'postgres'), options, { ...process, stdio: ['ignore', log.fd, log.fd] });
  server.unref();
  const ended = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => resolve());
  });
  await log.close();
  const early = ended.then(() => {
    throw new Error(`PostgreSQL did not start; the end of ${join(home, 'postgres.log')} says why`);
  });
  await Promise.race([untilReady(cluster, server.pid), early]);
  early.catch(() => {});
  return { port: Number(settings.find(([name]) => name === 'port')?.[1]), ended };
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Compiling costs more than our short statements take.
  jit: 'off',
  // Two who wait for each other are told soon; the one who loses is tried again.
  deadlock_timeout: '100ms',
  max_connections: '100',
  shared_buffers: '128MB',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
};

const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** What the server writes about itself: `postmaster.pid`. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export async function readRunning({ home }: Pick<Cluster, 'home'>): Promise<Running | undefined> {
  const text = await readFile(join(home, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, , , , status] = text.split('\n');
  return pid && port ? { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' } : undefined;
}

async function untilReady(cluster: Cluster, pid: number | undefined): Promise<void> {
  for (;;) {
    const running = await readRunning(cluster);
    if (running?.ready && running.pid === pid) return;
    await sleep(10);
  }
}

/** Stops the server: open transactions are rolled back, everything committed is kept. Waits for the end. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const running = await readRunning(cluster);
  if (!running) return;
  if (process.platform === 'win32') {
    const stop = ['stop', '-w', '-m', 'fast', '-D', join(cluster.home, 'data')];
    await promisify(execFile)(join(cluster.binaries, 'bin', 'pg_ctl'), stop);
    return;
  }
  if (!signal(running.pid, 'SIGINT')) return;
  while (signal(running.pid, 0) && (await readRunning(cluster))?.pid === running.pid) await sleep(10);
}

/** False when there is no such process. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** PG* variables of the person who starts us are not meant for our own server. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
