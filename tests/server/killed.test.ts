import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chmod, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const MAIN = resolve('apps/server/dist/main.js');
const WRITERS = 8;
/** Writes that must be acknowledged after each blow, before the next one. */
const ROUND = 40;
const PEOPLE = `
---
kind: data
name: people
entity: User
demo: true
by: username
records: [{ username: chief, name: Chief, roles: [chief] }]
`;

let folder: string;
let port: number;
let server: ChildProcess;

/** The server as `npm start` runs it, on an embedded database of its own, with the small shop of the golden files. */
async function startServer(): Promise<void> {
  server = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'data'), DATABASE_URL: '', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  server.stderr?.on('data', (data) => said.push(String(data)));
  if (!server.stdout) throw new Error('The server has no output.');
  for await (const line of createInterface(server.stdout)) if (line.startsWith('ready on')) return;
  throw new Error(`The server ended before it was ready:\n${said.join('')}`);
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill(signal);
  await ended;
}

async function killDatabase(): Promise<void> {
  const file = await readFile(join(folder, 'data/postgres/data/postmaster.pid'), 'utf8');
  process.kill(Number(file.split('\n')[0]), 'SIGKILL');
}

beforeAll(async () => {
  if (!existsSync(MAIN))
    throw new Error('The server is not built: run `npm test` without a path, or `npm start`, once.');
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
  await chmod(folder, 0o755);
  await cp('tests/golden/content', join(folder, 'metadata'), { recursive: true });
  await appendFile(join(folder, 'metadata/shop.yaml'), PEOPLE);
  port = await new Promise<number>((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
  await startServer();
}, 120_000);
afterAll(async () => {
  if (server && server.exitCode === null) await end('SIGTERM');
  if (folder) await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly data?: Record<string, never>;
}

/** Undefined when nobody answers, or nothing but that something went wrong. */
async function post(query: string, variables: object, headers: Record<string, string> = {}): Promise<Answer['data']> {
  const answer = await fetch(`http://localhost:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  })
    .then((response) => response.json() as Promise<Answer>)
    .catch(() => undefined);
  return answer?.data ?? undefined;
}

test('Server and database are killed under eight writers, who send again what was not answered: all is there, each once.', async () => {
  const login = await post('mutation { login(username: "chief", password: "demo") { token } }', {});
  const { token } = (login?.login ?? {}) as unknown as { token: string };
  const authorization = `Bearer ${token}`;
  const acknowledged = new Map<string, string>();
  let isOver = false;
  async function write(writer: number): Promise<void> {
    const create =
      'mutation ($s: String!) { createOrder(input: { subject: $s }) { order { number } problems { code } } }';
    for (let count = 0; !isOver; ) {
      const subject = `${writer}-${count}`;
      const data = await post(create, { s: subject }, { authorization, 'idempotency-key': subject });
      const number = (data?.createOrder as unknown as { order: { number: string } } | undefined)?.order.number;
      if (number === undefined) await sleep(50);
      else {
        acknowledged.set(subject, number);
        count += 1;
      }
    }
  }
  const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
  const more = async () => {
    const enough = acknowledged.size + ROUND;
    while (acknowledged.size < enough) await sleep(10);
    await sleep(Math.random() * 100);
  };

  await more();
  await killDatabase();
  await more();
  await killDatabase();
  await end('SIGKILL');
  await startServer();
  await more();
  isOver = true;
  await Promise.all(writers);

  const stored = new Map<string, string>();
  for (let after: string | null = null; ; ) {
    const list =
      'query ($a: String) { orders(first: 200, after: $a) { nodes { subject number } pageInfo { endCursor hasNextPage } } }';
    const { orders } = (await post(list, { a: after }, { authorization })) as unknown as {
      orders: { nodes: { subject: string; number: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    };
    for (const { subject, number } of orders.nodes) {
      expect(stored.has(subject)).toBe(false);
      stored.set(subject, number);
    }
    if (!orders.pageInfo.hasNextPage) break;
    after = orders.pageInfo.endCursor;
  }
  expect(Object.fromEntries(stored)).toMatchObject(Object.fromEntries(acknowledged));
  expect(stored.size).toBe(acknowledged.size);
  expect(new Set(stored.values()).size).toBe(stored.size);
}, 120_000);
