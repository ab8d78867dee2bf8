import { isDeepStrictEqual } from 'node:util';
import { addTo, readDuration } from '@dealwright/calendar';
import { calendarKind } from '@dealwright/entities';
import type { Caller } from '@dealwright/graphql';
import { createPlatform, loadContent, organisation, type Platform, passUntil } from '@dealwright/platform';
import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../packages/storage/test-server/create-test-database.ts';

const CONTENT = ['metadata', 'rules', 'templates'];
/** A Monday morning in Bucharest, before summer time. */
const BEGINNING = '2026-03-02T08:00:00.000Z';

/** The house with the demo data, on a database of its own, and a clock that only the journey moves. */
export interface Journey {
  as(username: string): Person;
  /** Moves the clock to an instant (ISO 8601 in UTC). What is due by then waits until {@link settle}. */
  at(instant: string): void;
  /** The instant that it is. */
  now(): string;
  /** Does all that is promised and all that is due by now, and what that promises, until nothing is left. */
  settle(): Promise<void>;
  /**
   * Lets a time pass, such as `24 hours` or `2 working days` (then it is the end of the second one): does what is promised,
   * and then what becomes due, each at its instant.
   */
  pass(time: string): Promise<void>;
  /** Makes a stand-in (`CONNECTOR` or `CONNECTOR.OPERATION`) fail on purpose, or work again: `{ fault: 'off' }`. */
  fault(of: string, fault: Parameters<Sandbox['fault']>[1]): void;
  /** What a system was asked so far, in order. */
  calls(connector: string): ReturnType<Sandbox['calls']>;
  /** The whole house, for what no person can ask it. */
  readonly platform: Platform;
}

type Sandbox = NonNullable<Platform['systems']['sandbox']>;

/** A signed-in user of the demo data, who reads English. */
export interface Person {
  /** The data of one GraphQL operation; throws when there are `errors`. */
  ask(operation: string, variables?: JsonObject): Promise<JsonObject>;
  /** The whole answer, errors too. */
  tell(operation: string, variables?: JsonObject): Promise<Told>;
  /** Downloads a file; throws when there is none that this person may read. */
  file(id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
}

export interface Told {
  readonly data: JsonObject | null;
  readonly errors: readonly JsonObject[];
}

jest.setTimeout(180_000);

/**
 * Opens a journey for the tests of one file. The demo data is filled once in a run; each file gets a copy of it.
 * Call it once, at the top. What commits promise is done at {@link Journey.settle} and {@link Journey.pass}; with `effects`
 * by a worker beside the test. With `sandbox`, other systems have somebody who stands in for them.
 */
export function openJourney({ effects = false, sandbox = false } = {}): Journey {
  let now = BEGINNING;
  let platform: Platform;
  let drop: () => Promise<void>;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    const database = await demoDatabase();
    drop = database.drop;
    platform = await start(database.url, () => now, { effects, sandbox });
  }, 120_000);
  afterAll(async () => {
    await platform?.close();
    await drop?.();
  });
  const at = (instant: string): void => {
    now = instant;
    tokens.clear(); // sessions do not last for days
  };
  const standIn = (): Sandbox => {
    const found = platform.systems.sandbox;
    if (!found) throw new Error('open the journey with `sandbox: true`');
    return found;
  };
  return {
    as: (username) =>
      person(
        () => platform,
        username,
        () => now,
        tokens,
      ),
    at,
    now: () => now,
    settle: () => platform.settle(),
    async pass(time) {
      await passUntil(platform, now, after(platform, now, time), at);
    },
    fault: (of, fault) => standIn().fault(of, fault),
    calls: (of) =>
      standIn()
        .calls()
        .filter(({ connector }) => connector === of),
    get platform() {
      return platform;
    },
  };
}

/** The instant so much later, by the calendar of the content. */
function after(platform: Platform, now: string, time: string): string {
  const duration = readDuration(time);
  const [calendar] = platform.api.model.all(calendarKind).values();
  if (!duration || !calendar) throw new Error(`"${time}" is no time that could pass, such as \`2 working days\``);
  return addTo(calendar, now, Number(duration.amount), duration.unit);
}

/** A database of one's own with the demo data, as it is at the beginning of a journey. */
export async function demoDatabase(): Promise<TestDatabase> {
  return createTestDatabase({
    name: `selling application ${await contentHash()}`,
    prepare: async (url) => (await start(url, () => BEGINNING)).close(),
  });
}

function start(url: string, now: () => string, { effects = false, sandbox = false } = {}): Promise<Platform> {
  return createPlatform({
    content: CONTENT,
    database: { url },
    demo: true,
    follow: false,
    effects,
    sandbox,
    now,
    log: (line) => void (/ failed: | is refused: /.test(line) && process.stderr.write(`${line}\n`)),
    report(error, where) {
      process.stderr.write(`${where}: ${error instanceof Error ? error.stack : String(error)}\n`);
    },
  });
}

async function contentHash(): Promise<string> {
  const { model, problems } = await loadContent(CONTENT);
  if (!model) throw new Error(JSON.stringify(problems, undefined, 2));
  return model.hash;
}

function person(platform: () => Platform, username: string, now: () => string, tokens: Map<string, string>): Person {
  const anonymous = () => {
    const { zone } = organisation(platform().api.model);
    return { actor: undefined, now: now(), zone, locale: 'en', requestId: 'journey' };
  };
  const run = async (document: string, variables: JsonObject, caller: Caller, compiled: boolean): Promise<Told> => {
    const { data, errors } = await platform().api.execute({ document, variables, caller, compiled, writes: compiled });
    return JSON.parse(JSON.stringify({ data: data ?? null, errors: errors ?? [] })) as Told;
  };
  /** Every operation runs compiled and may be written by the database; what changes nothing also runs on graphql-js, which must answer the same. */
  const execute = async (operation: string, variables: JsonObject, caller: Caller): Promise<Told> => {
    const told = await run(operation, variables, caller, true);
    if (/^\s*mutation/.test(operation)) return told;
    const interpreted = await run(operation, variables, caller, false);
    // What a worker did between the two is seen by the second alone: asked again, both see it.
    const isSame = isDeepStrictEqual(interpreted, told);
    expect(interpreted).toEqual(isSame ? told : await run(operation, variables, caller, true));
    return interpreted;
  };
  const signIn = async () => {
    const known = tokens.get(username);
    const login = 'mutation ($username: String!) { login(username: $username, password: "demo") { token } }';
    const told = known ? undefined : await execute(login, { username }, anonymous());
    const token = known ?? (told?.data?.login as { token: string } | undefined)?.token;
    if (token === undefined) throw new Error(`${username} cannot sign in: ${JSON.stringify(told?.errors)}`);
    tokens.set(username, token);
    const signedIn = await platform().identity.signedIn(token);
    return { ...anonymous(), actor: signedIn?.actor };
  };
  return {
    tell: async (operation, variables = {}) => execute(operation, variables, await signIn()),
    async ask(operation, variables = {}) {
      const { data, errors } = await execute(operation, variables, await signIn());
      if (errors.length > 0 || !data) throw new Error(JSON.stringify(errors, undefined, 2));
      return data;
    },
    async file(id) {
      const { actor, ...rest } = await signIn();
      if (!actor) throw new Error(`${username} is not signed in`);
      const context = { ...rest, actor, model: platform().api.model };
      const found = await platform().files.find(context, id);
      if (!found) throw new Error(`there is no file ${id} for ${username}`);
      const pieces = [];
      for await (const piece of platform().files.read(context, found)) pieces.push(piece);
      return { name: found.name, bytes: Buffer.concat(pieces) };
    },
  };
}
