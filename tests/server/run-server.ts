import { fileURLToPath } from 'node:url';
import { SYSTEM } from '@dealwright/access';
import { ENTITY } from '@dealwright/entities';
import { createPlatform, type Platform } from '@dealwright/platform';
import { type Context, saveRecord } from '@dealwright/records';
import { openStorage } from '@dealwright/storage';
import type { JsonObject } from '@dealwright/values';
import { createLog } from '../../apps/server/src/log.ts';
import { startServer } from '../../apps/server/src/start-server.ts';
import { createTestDatabase } from '../../packages/storage/test-server/create-test-database.ts';

const CONTENT = fileURLToPath(new URL('../golden/content/', import.meta.url));
const PASSWORD = 'demo';

/** The whole platform with the small shop of the golden files, served over HTTP on a database of its own. */
export interface Running {
  readonly url: string;
  readonly platform: Platform;
  /** Errors that nobody expected. */
  readonly reports: unknown[];
  /** A token of a new user with these roles. */
  signIn(username: string, roles: readonly string[]): Promise<string>;
  post(token: string | undefined, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Any SQL, as the owner of the database. */
  sql(text: string): Promise<readonly JsonObject[]>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly data: JsonObject | null;
  /** The codes of `errors[]`. */
  readonly codes: readonly string[];
}

export async function runServer(): Promise<Running> {
  const reports: unknown[] = [];
  const now = () => new Date().toISOString();
  const start = (url: string) =>
    createPlatform({
      content: [CONTENT],
      database: { url },
      demo: false,
      follow: false,
      effects: false,
      now,
      log: () => {},
      report: (error) => reports.push(error),
    });
  const database = await createTestDatabase({
    name: 'served shop',
    prepare: async (url) => (await start(url)).close(),
  });
  const platform = await start(database.url);
  const server = await startServer(platform, { port: 0, host: '127.0.0.1', studio: '/nowhere' }, createLog('silent'));
  const post: Running['post'] = async (token, body, headers = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const { data, errors = [] } = (await response.json()) as {
      data?: JsonObject;
      errors?: { extensions: { code: string } }[];
    };
    return { status: response.status, data: data ?? null, codes: errors.map((each) => each.extensions.code) };
  };
  return {
    ...{ url: server.url, platform, reports, post },
    async sql(text) {
      const storage = await openStorage({ database: { is: 'postgres', url: database.url } });
      const { rows } = await storage.outbox.db.executeSql(text).finally(() => storage.close());
      return rows as JsonObject[];
    },
    async signIn(username, roles) {
      const { model } = platform.api;
      const context: Context = { actor: SYSTEM, now: now(), zone: 'Etc/UTC', locale: 'en', model, requestId: 'test' };
      const change = { is: 'create', values: { username, name: username, roles } } as const;
      const { id, problems } = await saveRecord(platform.store, context, model.get(ENTITY, 'User'), change);
      if (id === undefined) throw new Error(JSON.stringify(problems));
      await platform.identity.setPassword(id, PASSWORD, { weak: true });
      const query = 'mutation ($u: String!, $p: String!) { login(username: $u, password: $p) { token } }';
      const { data } = await post(undefined, { query, variables: { u: username, p: PASSWORD } });
      return (data as { login: { token: string } }).login.token;
    },
    async close() {
      await server.close();
      await platform.close();
      await database.drop();
    },
  };
}
