import { fileURLToPath } from 'node:url';
import { SYSTEM } from '@dealwright/access';
import { createPlatform, type Platform } from '@dealwright/platform';
import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { createTestDatabase } from '../../../packages/storage/test-server/create-test-database.ts';
import { createLog } from '../src/log.ts';
import { type Server, startServer } from '../src/start-server.ts';

const content = [fileURLToPath(new URL('../../../tests/records/outside/', import.meta.url))];
const lines: string[] = [];
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let nodes: readonly { readonly platform: Platform; readonly server: Server }[];

beforeAll(async () => {
  database = await createTestDatabase();
  const start = async (effects: boolean) => {
    const platform = await createPlatform({
      ...{ content, database: { url: database.url }, demo: false, follow: false, effects },
      now: () => new Date().toISOString(),
      log: (line) => lines.push(line),
      report(error) {
        throw error;
      },
    });
    const server = await startServer(platform, { port: 0, host: 'localhost', studio: '/nowhere' }, createLog('silent'));
    return { platform, server };
  };
  nodes = [await start(true), await start(false)];
}, 120_000);
afterAll(async () => {
  for (const { server, platform } of nodes ?? []) {
    await server.close();
    await platform.close();
  }
  await database?.drop();
});

async function ask(document: string, variables: JsonObject = {}): Promise<JsonObject> {
  const platform = nodes[0]?.platform;
  const caller = {
    ...{ actor: SYSTEM, now: new Date().toISOString(), zone: 'Etc/UTC', locale: 'en', requestId: 'test' },
    ...{ idempotencyKey: undefined, address: undefined, token: undefined },
  };
  const { data, errors } = (await platform?.api.execute({ document, variables, caller })) ?? {};
  expect(errors).toBeUndefined();
  return data as JsonObject;
}

async function post(at: number, query: string, token?: string): Promise<JsonObject> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(`${nodes[at]?.server.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return ((await answer.json()) as { data: JsonObject }).data;
}

function listen(at: number, token: string | undefined): Client {
  const url = `${nodes[at]?.server.url.replace('http', 'ws')}/graphql`;
  return createClient({
    ...{ url, retryAttempts: 0 },
    ...(token ? { connectionParams: { authorization: `Bearer ${token}` } } : {}),
  });
}

const ADDED = 'subscription { notificationAdded { subject recipient { username } } }';

test('A person hears in one node of what is told in another: of the own only, and no more after signing out.', async () => {
  const password = /first user: admin, password (\S+)/.exec(lines.join('\n'))?.[1];
  const signIn = async (at: number) => {
    const { login } = await post(at, `mutation { login(username: "admin", password: "${password}") { token } }`);
    return String((login as { token: string }).token);
  };
  const token = await signIn(1);
  const admin = (await ask('{ user(by: { username: "admin" }) { id } }')).user as { id: string };
  const { createTeam } = await ask(
    `mutation ($m: ID!) { createTeam(input: { name: "Sales", manager: $m }) { team { id } } }`,
    { m: admin.id },
  );
  const team = (createTeam as { team: { id: string } }).team.id;
  const { createUser } = await ask(
    `mutation ($team: ID!) { createUser(input: { username: "ana", name: "Ana", team: $team }) { user { id } } }`,
    { team },
  );
  const ana = (createUser as { user: { id: string } }).user.id;
  const placeOrder = async (subject: string) => {
    const { createOrder } = await ask(
      `mutation ($o: ID!, $s: String!) { createOrder(input: { subject: $s, owner: $o }) { order { id number } } }`,
      { o: ana, s: subject },
    );
    const { id, number } = (createOrder as { order: { id: string; number: string } }).order;
    const { fireOrder } = await ask(
      `mutation ($id: ID!) { fireOrder(id: $id, event: place) { problems { message } } }`,
      { id },
    );
    expect(fireOrder).toEqual({ problems: [] });
    return number;
  };

  const [mine, other] = [listen(1, token), listen(1, undefined)];
  const heard = mine.iterate({ query: ADDED });
  const next = heard.next();
  // Who is nobody hears nothing.
  const refused = await other.iterate({ query: ADDED }).next();
  expect(JSON.stringify(refused.value)).toContain('UNAUTHENTICATED');
  // The subscription is on its way to the other node.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const first = await placeOrder('Chairs');
  const notification = { subject: `${first} is placed`, recipient: { username: 'admin' } };
  expect((await next).value).toEqual({ data: { notificationAdded: notification } });

  const again = heard.next();
  await post(1, 'mutation { logout }', token);
  const second = await placeOrder('Tables');
  expect(await again).toMatchObject({ done: true });
  const { notifications } = await post(0, '{ notifications { nodes { subject } } }', await signIn(0));
  expect(JSON.stringify(notifications)).toContain(`${second} is placed`);
  await mine.dispose();
  await other.dispose();
}, 120_000);
