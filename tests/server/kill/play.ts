import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Actor } from '@dealwright/access';
import type { Sql } from '@dealwright/records';
import { openStorage } from '@dealwright/storage';
import type { JsonObject } from '@dealwright/values';
import { createTestDatabase } from '../../../packages/storage/test-server/create-test-database.ts';

/** What a node is asked, under a key by which it may be asked again. */
export interface Asked {
  readonly id: number;
  readonly actor: Actor;
  readonly document: string;
  readonly variables: JsonObject;
  readonly key: string;
}

export interface PlayOptions {
  readonly kills: number;
  readonly nodes: number;
  /** Who works at the same time, each on one request after the other. */
  readonly writers: number;
  /** Chooses the moments and whom it meets. */
  readonly random: () => number;
}

/** What was acknowledged, and what is there when everything is settled. */
export interface Played {
  /** Subjects of the requests that were granted, by whether their answer waited until they were late. */
  readonly acknowledged: ReadonlyMap<string, boolean>;
  readonly requests: readonly StoredRequest[];
  /** How often somebody was told: `message subject`. */
  readonly told: ReadonlyMap<string, number>;
  /** By the id under which it came, what the ledger entered and what the listener heard. */
  readonly entered: ReadonlyMap<string, string>;
  readonly heard: ReadonlyMap<string, string>;
  /** How often something came that had come before. */
  readonly repeated: number;
  /** What is left: promises, jobs, wake-ups, open tasks. */
  readonly left: JsonObject;
  readonly problems: readonly string[];
}

export interface StoredRequest {
  readonly subject: string;
  readonly status: string;
  readonly closings: number;
  readonly nudges: number;
  readonly page: string | null;
  readonly receipts: number;
}

/** What is acknowledged at least between two kills. */
const STEPS = 4;
const NODE = fileURLToPath(new URL('./node.ts', import.meta.url));
const CREATE =
  'mutation ($v: RequestInput!) { createRequest(input: $v) { request { id version } problems { code message } } }';
const FIRE =
  'mutation ($id: ID!, $event: RequestEvent!) { fireRequest(id: $id, event: $event) { request { id } problems { code message } } }';

/** Lets nodes work on one database and kills them at random moments, as `kill -9` does, until so many were killed. */
export async function play({ kills, nodes: count, writers, random }: PlayOptions): Promise<Played> {
  const database = await createTestDatabase();
  const storage = await openStorage({ database: { is: 'postgres', url: database.url }, connections: 2 });
  const { db } = storage.outbox;
  const outside = await listenOutside();
  const problems: string[] = [];
  const nodes = new Nodes(database.url, outside.environment, problems);
  try {
    await nodes.start(); // alone: it makes the tables
    await Promise.all(Array.from({ length: count - 1 }, () => nodes.start()));
    const people = await readPeople(db);
    const acknowledged = new Map<string, boolean>();
    let isOver = false;
    const write = async (writer: number): Promise<void> => {
      for (let index = 0; !isOver; index++) {
        const [subject, patient] = [`${writer}-${index}`, index % 4 === 0];
        await serve(nodes, db, people, subject, patient);
        acknowledged.set(subject, patient);
      }
    };
    const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    for (let killed = 0; killed < kills; killed++) {
      await Promise.race([nodes.answer(STEPS), writing]);
      await sleep(random() * 400);
      nodes.kill(random);
    }
    isOver = true;
    await writing;
    const left = await settled(db);
    return { acknowledged, ...(await readEnd(db)), ...outside.seen(), left, problems };
  } finally {
    await nodes.end();
    await outside.close();
    await storage.close();
    await database.drop();
  }
}

/** One request from the beginning until it is granted; whoever does not answer is asked again, or another one is. */
async function serve(nodes: Nodes, db: Sql, people: People, subject: string, patient: boolean): Promise<void> {
  const made = await nodes.ask(people.clerk, CREATE, { v: { subject, patient } }, `${subject} create`);
  const id = ((made.createRequest as JsonObject).request as JsonObject).id as string;
  await nodes.ask(people.clerk, FIRE, { id, event: 'submit' }, `${subject} submit`);
  const nudges = async () => (await ask(db, 'select nudges from request where id = $1', [id]))[0]?.nudges;
  while (patient && (await nudges()) === 0) await sleep(50);
  await nodes.ask(people.head, FIRE, { id, event: 'agree_head' }, `${subject} agree`);
}

interface People {
  readonly clerk: Actor;
  readonly head: Actor;
}

async function readPeople(db: Sql): Promise<People> {
  const find = async (username: string): Promise<Actor> => {
    const [row] = await ask(db, 'select id, name, roles from "user" where username = $1', [username]);
    return { ...(row as unknown as Pick<Actor, 'id' | 'name' | 'roles'>), team: undefined, system: false };
  };
  return { clerk: await find('cleo'), head: await find('head') };
}

/** The nodes that are up, and those that are coming up in the place of killed ones. */
class Nodes {
  readonly #url: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #problems: string[];
  readonly #up = new Set<ChildProcess>();
  readonly #all = new Set<ChildProcess>();
  #isOver = false;
  #asked = 0;
  #answered = 0;

  constructor(url: string, environment: NodeJS.ProcessEnv, problems: string[]) {
    this.#url = url;
    this.#environment = environment;
    this.#problems = problems;
  }

  /** Resolves when it is ready, or gone again. */
  start(): Promise<void> {
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    const env = { ...process.env, ...this.#environment, NODE_OPTIONS: '' };
    const child = fork(NODE, [this.#url], {
      stdio: [...stdio],
      env,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#all.add(child);
    child.stderr?.on('data', (data) => this.#problems.push(String(data)));
    child.setMaxListeners(0);
    return new Promise((resolve) => {
      child.once('message', () => {
        this.#up.add(child);
        resolve();
      });
      child.once('exit', (code) => {
        this.#up.delete(child);
        this.#all.delete(child);
        if (code !== null && code !== 0) this.#problems.push(`a node ended with code ${code}`);
        resolve();
      });
    });
  }

  /** Kills one of them, be it up or just coming up, and starts another in its place. */
  kill(random: () => number): void {
    const all = [...this.#all];
    const victim = all[Math.floor(random() * all.length)];
    victim?.kill('SIGKILL');
    void this.start();
  }

  /** Waits until so much more was answered. */
  async answer(steps: number): Promise<void> {
    const enough = this.#answered + steps;
    while (this.#answered < enough && !this.#isOver) await sleep(10);
  }

  /** Asks until somebody answers. Throws for what is refused. */
  async ask(actor: Actor, document: string, variables: JsonObject, key: string): Promise<JsonObject> {
    for (;;) {
      const up = [...this.#up];
      const node = up[this.#asked++ % Math.max(1, up.length)];
      const answer = node && (await this.#askOne(node, { id: this.#asked, actor, document, variables, key }));
      if (!answer) {
        if (this.#isOver) throw new Error('Nobody is there any more.');
        await sleep(20);
        continue;
      }
      const { data, errors = [] } = answer;
      const codes = errors.map((each) => each.extensions?.code);
      // The database was killed off under it, or somebody else had it at the same moment.
      if (codes.includes('INTERNAL')) {
        await sleep(20);
        continue;
      }
      const [payload] = Object.values(data ?? {});
      const refused = [...errors, ...((payload?.problems as JsonObject[] | undefined) ?? [])];
      if (refused.length > 0 || !data) throw new Error(`${key}: ${JSON.stringify(refused)}`);
      this.#answered++;
      return data;
    }
  }

  #askOne(node: ChildProcess, asked: Asked): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const done = (answer: Answer | undefined): void => {
        node.off('message', hear);
        node.off('exit', gone);
        resolve(answer);
      };
      const hear = (message: unknown): void => {
        const answer = message as Answer;
        if (answer.id === asked.id) done(answer);
      };
      const gone = (): void => done(undefined);
      node.on('message', hear);
      node.once('exit', gone);
      node.send(asked, (error) => {
        if (error) done(undefined);
      });
    });
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(
      [...this.#all].map((child) => {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        return ended;
      }),
    );
  }
}

interface Answer {
  readonly id: number;
  readonly data?: Record<string, JsonObject> | null;
  readonly errors?: readonly (JsonObject & { extensions?: { code?: string } })[];
}

/** Two systems outside: a ledger that enters, and a listener that is told. Each does a thing once by its id. */
async function listenOutside() {
  const entered = new Map<string, string>();
  const heard = new Map<string, string>();
  let repeated = 0;
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
    const isLedger = request.url === '/entries';
    const id = String(request.headers[isLedger ? 'idempotency-key' : 'webhook-id']);
    const known = isLedger ? entered : heard;
    if (known.has(id)) repeated++;
    known.set(id, isLedger ? body.subject : (body.data?.subject ?? body.data?.record?.subject ?? JSON.stringify(body)));
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ page: `page of ${body.subject}` }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      LEDGER_URL: `http://127.0.0.1:${port}`,
      LISTENER_URL: `http://127.0.0.1:${port}/told`,
      LISTENER_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    },
    seen: () => ({ entered, heard, repeated }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

const LEFT = `select (select count(*)::int from dealwright.outbox) as promises,
  (select count(*)::int from pgboss.job where name like 'effects%' and state < 'completed') as jobs,
  (select count(*)::int from pgboss.job where name = 'timers' and state < 'completed') as timers,
  (select count(*)::int from task where status = 'open') as tasks,
  (select count(*)::int from request where status <> 'closed' or page is null) as unfinished`;

/** Waits until nothing is left to do, for at most so long. */
async function settled(db: Sql): Promise<JsonObject> {
  for (let waited = 0; ; waited += 100) {
    const [left = {}] = await ask(db, LEFT);
    if (waited >= LONGEST_MS || Object.values(left).every((each) => each === 0)) return left;
    await sleep(100);
  }
}
const LONGEST_MS = 40_000;

async function readEnd(db: Sql): Promise<Pick<Played, 'requests' | 'told'>> {
  const requests = await ask(
    db,
    'select subject, status, closings, nudges, page, (select count(*)::int from receipt where request = r.id) as receipts from request r order by subject',
  );
  const told = await ask(
    db,
    "select message || ' ' || r.subject as what, count(*)::int as times from notification n join request r on r.id::text = n.record group by 1",
  );
  return {
    requests: requests as unknown as readonly StoredRequest[],
    told: new Map(told.map(({ what, times }) => [String(what), Number(times)])),
  };
}

async function ask(db: Sql, text: string, values: unknown[] = []): Promise<readonly JsonObject[]> {
  return (await db.executeSql(text, values)).rows as JsonObject[];
}
