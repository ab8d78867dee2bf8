import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CannotRun, findBinaries } from './binaries.ts';
import {
  type Cluster,
  OWNER,
  openCluster,
  readRunning,
  type Server,
  signal,
  startServer,
  stopServer,
} from './cluster.ts';
import { programUser } from './program-user.ts';

export interface DatabaseOptions {
  /** A PostgreSQL server of your own; nothing is started then. */
  readonly url?: string | undefined;
  /** Where the embedded database lies, such as `.data`. */
  readonly dataDir?: string | undefined;
  /** Forces PGlite; without it PGlite is only taken where PostgreSQL's programs do not run. */
  readonly storage?: 'postgres' | 'pglite' | undefined;
  /** A database of its own in a temporary folder, which goes with `stop()`; instead of `dataDir`. */
  readonly temporary?: boolean | undefined;
  /** False for tests: quick, and lost with the machine. True when not said, but for temporary ones. */
  readonly durable?: boolean | undefined;
  /** One line about what is done. */
  readonly log?: ((line: string) => void) | undefined;
}

/** A database that answers at `url`, or PGlite in a folder (in memory when there is none). */
export type RunningDatabase = (
  | { readonly is: 'postgres'; readonly url: string }
  | { readonly is: 'pglite'; readonly folder: string | undefined }
) & {
  /** Stops the server when this process started (or took over) it; a guest only leaves. */
  stop(): Promise<void>;
};

/**
 * Brings a database up: the one at `url`; else PostgreSQL in `dataDir`, from npm; else PGlite, with a line that says so.
 *
 * A data folder has one server. Who starts it owns it and stops it; another process that comes meanwhile is a guest on
 * the same server (so the CLI works beside `npm start`). After a crash, the next one takes over the server that still
 * runs, or starts it again: PostgreSQL then recovers every committed transaction.
 */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const { url, dataDir, log = () => {} } = options;
  if (options.temporary) return temporarily(options);
  if (url) return { is: 'postgres', url, stop: async () => {} };
  if (options.storage === 'pglite') return pglite(dataDir);
  if (!dataDir) throw new Error('startDatabase needs a url or a dataDir');
  try {
    const user = await programUser();
    const cluster = await openCluster(resolve(dataDir), await findBinaries(user), user, options.durable ?? true);
    return await own(cluster, options);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    log(
      `storage: PGlite, because ${error.message}; slower, for one process only. Set DATABASE_URL for a PostgreSQL of yours`,
    );
    return pglite(dataDir);
  }
}

async function temporarily(options: DatabaseOptions): Promise<RunningDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dealwright-'));
  // Whoever PostgreSQL runs as must get in; what is inside has its own rights.
  await chmod(dataDir, 0o755);
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  try {
    const running = await startDatabase({ ...options, durable: options.durable ?? false, temporary: false, dataDir });
    return { ...running, stop: () => running.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** PGlite guards its folder against nobody, so we do. */
async function pglite(dataDir: string | undefined): Promise<RunningDatabase> {
  if (!dataDir) return { is: 'pglite', folder: undefined, stop: async () => {} };
  const folder = join(resolve(dataDir), 'pglite');
  const lock = join(resolve(dataDir), 'pglite.pid');
  await mkdir(folder, { recursive: true });
  if (await take(lock)) return { is: 'pglite', folder, stop: () => rm(lock, { force: true }) };
  throw new Error(
    `Another process uses the database in ${folder}, and PGlite is for one process only. Stop it first, or set DATABASE_URL.`,
  );
}

async function own(cluster: Cluster, { durable = true, log = () => {} }: DatabaseOptions): Promise<RunningDatabase> {
  const url = (port: number): string => `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}/dealwright`;
  const lock = join(cluster.home, 'owner.pid');
  if (!(await take(lock))) {
    const port = await joinServer(cluster);
    log(`storage: PostgreSQL in ${cluster.home}, which another process runs (port ${port})`);
    return { is: 'postgres', url: url(port), stop: async () => {} };
  }
  const taken = await takeOver(cluster);
  let stopping = false;
  const keepAlive = async (server: Server): Promise<void> => {
    for (let last = 0, now = server; ; ) {
      await now.ended;
      // A server that dies again and again needs a person, not another start.
      if (stopping || Date.now() - last < 10_000) return;
      last = Date.now();
      log('storage: PostgreSQL ended unexpectedly; it is started again');
      now = await restart(cluster, durable, now.port);
    }
  };
  const server = taken ?? (await startServer(cluster, durable));
  void keepAlive(server).catch((error) => log(`storage: ${error.message}`));
  const { port } = server;
  // Who ends without stopping us (a refused content, a failed command) should not leave a server behind.
  const atExit = (): void => void (pid !== undefined && signal(pid, 'SIGINT'));
  const { pid } = (await readRunning(cluster)) ?? {};
  process.once('exit', atExit);
  await createDatabase(url(port));
  log(`storage: PostgreSQL ${taken ? 'taken over' : 'started'} in ${cluster.home} (port ${port})`);
  return {
    is: 'postgres',
    url: url(port),
    stop: async () => {
      stopping = true;
      process.off('exit', atExit);
      await stopServer(cluster);
      await rm(lock, { force: true });
    },
  };
}

/** After a crash the old server's children may take a moment to go. */
async function restart(cluster: Cluster, durable: boolean, port: number): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer(cluster, durable, port);
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(100);
    }
  }
}

/** Makes this process the owner; false when a living one is. */
async function take(lock: string): Promise<boolean> {
  for (;;) {
    try {
      await writeFile(lock, `${process.pid} ${await bornAt(process.pid)}`, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid, born] = (await readFile(lock, 'utf8').catch(() => '')).split(' ');
    if (signal(Number(pid), 0) && (await bornAt(Number(pid))) === born) return false;
    await rm(lock, { force: true });
  }
}

/** Tells a process from a later one with the same number (in containers numbers return quickly); '' where unknown. */
async function bornAt(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
}

/** The port of the server that another process has started or is starting. */
async function joinServer(cluster: Cluster): Promise<number> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const running = await readRunning(cluster);
    if (running?.ready && signal(running.pid, 0)) return running.port;
    await sleep(50);
  }
  throw new Error(
    `Another process holds ${join(cluster.home, 'owner.pid')}, but its server does not answer. Stop it first.`,
  );
}

/** The server that an owner which is gone left running; undefined when there is none. */
async function takeOver(cluster: Cluster): Promise<Server | undefined> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const running = await readRunning(cluster);
    if (!running) return undefined;
    if (!signal(running.pid, 0) || !(await isPostgres(running.pid))) break;
    if (running.ready && (await answers(cluster, running.port))) {
      return { port: running.port, ended: untilGone(running.pid) };
    }
    await sleep(100);
  }
  // Left by a crash. PostgreSQL trusts it when another program has got the number meanwhile, and would not start.
  await rm(join(cluster.home, 'data', 'postmaster.pid'), { force: true });
  return undefined;
}

/** Of a process that is no child of ours nobody tells us that it ended. */
async function untilGone(pid: number): Promise<void> {
  while (signal(pid, 0) && (await isPostgres(pid))) await sleep(250, undefined, { ref: false });
}

async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

/** Only our own server knows our password. */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: OWNER,
    password: cluster.password,
    database: 'postgres',
  });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'dealwright'");
    if (rowCount === 0) await client.query('create database dealwright');
  } finally {
    await client.end();
  }
}
