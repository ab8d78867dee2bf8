import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '@dealwright/access';
import { ENTITY } from '@dealwright/entities';
import { saveRecord } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import { createTestDatabase } from '../../storage/test-server/create-test-database.ts';
import { ContentRefused, createPlatform, type Platform, type PlatformOptions } from '../src/index.ts';

const CALLER = { actor: SYSTEM, now: '2026-03-02T08:00:00.000Z', zone: 'Etc/UTC', locale: 'en', requestId: 'test' };
const ROLE = 'kind: role\nname: admin\nlabel: { en: Administrator, ro: Administrator }\n';

async function withContent<T>(
  yaml: string,
  work: (options: (url: string) => PlatformOptions, lines: string[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'first-start-'));
  await writeFile(join(folder, 'content.yaml'), yaml);
  const lines: string[] = [];
  const options = (url: string): PlatformOptions => ({
    content: [folder],
    database: { url },
    demo: false,
    follow: false,
    effects: false,
    now: () => new Date().toISOString(),
    log: (line) => lines.push(line),
    report: (error) => {
      throw error;
    },
  });
  return work(options, lines).finally(() => rm(folder, { recursive: true }));
}

/** Below the API, as a crash would have left it. */
async function change({ store, api: { model } }: Platform, entity: string, id: string, values: JsonObject) {
  await saveRecord(store, { ...CALLER, model }, model.get(ENTITY, entity), { is: 'update', id, values });
}

async function forgetPasswords(platform: Platform) {
  const context = { ...CALLER, model: platform.api.model };
  const user = context.model.get(ENTITY, 'User');
  const id = await platform.store.write(context, (session) => session.findByKey(user, 'username', 'admin'));
  await change(platform, 'User', id ?? '', { passwordHash: null });
}

test('an empty house without demo data tells the password of its first user once, and that user can sign in', async () => {
  const database = await createTestDatabase();
  await withContent(ROLE, async (options, lines) => {
    const platform = await createPlatform(options(database.url));
    const password = lines.map((line) => /^first user: admin, password (\S+)/.exec(line)?.[1]).find(Boolean) ?? '';
    const { token } = await platform.identity.login('admin', password);
    expect((await platform.identity.signedIn(token))?.actor).toMatchObject({ name: 'Administrator', roles: ['admin'] });
    await platform.close();
    lines.length = 0;
    await (await createPlatform(options(database.url))).close();
    expect(lines).toEqual([]);
  });
  await database.drop();
});

test('a start that broke off before anybody had a password is made good by the next one, and nothing is stored twice', async () => {
  const database = await createTestDatabase();
  const note = 'kind: entity\nname: Note\ntitle: text\nfields: { text: { type: text } }\n';
  const data = 'kind: data\nname: notes\nentity: Note\ndemo: true\nrecords: [{ text: a }, { text: b }]\n';
  const users =
    'kind: data\nname: people\nentity: User\ndemo: true\nby: username\nrecords: [{ username: admin, name: A, roles: [admin] }]\n';
  await withContent([ROLE, note, data, users].join('---\n'), async (options, lines) => {
    const first = await createPlatform({ ...options(database.url), demo: true });
    await forgetPasswords(first);
    await first.close();
    const second = await createPlatform({ ...options(database.url), demo: true });
    await second.identity.login('admin', 'demo');
    const { data: told } = await second.api.execute({
      document: '{ notes { totalCount } }',
      variables: {},
      caller: CALLER,
    });
    expect(JSON.parse(JSON.stringify(told))).toEqual({ notes: { totalCount: 2 } });
    await forgetPasswords(second);
    await second.close();
    const third = await createPlatform(options(database.url));
    const password = lines.map((line) => /^first user: admin, password (\S+)/.exec(line)?.[1]).find(Boolean) ?? '';
    await third.identity.login('admin', password);
    await third.close();
  });
  await database.drop();
});

test('a release whose content was not kept, because of a crash, gets it at the next start', async () => {
  const database = await createTestDatabase();
  await withContent(ROLE, async (options) => {
    const contents = async (platform: Platform) => {
      const document = '{ releases { nodes { id content { id } } } }';
      const { data, errors } = await platform.api.execute({ document, variables: {}, caller: CALLER });
      expect(errors).toBeUndefined();
      return (JSON.parse(JSON.stringify(data)) as { releases: { nodes: { id: string; content: unknown }[] } }).releases
        .nodes;
    };
    const first = await createPlatform(options(database.url));
    for (const { id } of await contents(first)) await change(first, 'Release', id, { content: null });
    expect(await contents(first)).toEqual([expect.objectContaining({ content: null })]);
    await first.close();
    const second = await createPlatform(options(database.url));
    expect(await contents(second)).toEqual([expect.objectContaining({ content: { id: expect.any(String) } })]);
    await second.close();
  });
  await database.drop();
});

test('a start that is broken off ends with the reason', async () => {
  const database = await createTestDatabase();
  await withContent(ROLE, async (options) => {
    const starting = new AbortController();
    starting.abort(new Error('changed my mind'));
    const refused = createPlatform({ ...options(database.url), signal: starting.signal });
    await expect(refused).rejects.toThrow('changed my mind');
  });
  await database.drop();
});

test('a start with broken content is refused with every problem, and leaves no connection behind', async () => {
  const database = await createTestDatabase();
  await withContent(`${ROLE}---\nkind: entty\nname: A\n---\nkind: role\n`, async (options) => {
    const refused = await createPlatform(options(database.url)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ContentRefused);
    expect((refused as ContentRefused).problems.map((each) => each.code)).toEqual(['UNKNOWN_KIND', 'MISSING_KEY']);
  });
  await database.drop();
});
