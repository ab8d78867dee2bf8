import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createTestDatabase } from '../../storage/test-server/create-test-database.ts';
import { ContentRefused, createPlatform, type PlatformOptions } from '../src/index.ts';

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

test('a start with broken content is refused with every problem, and leaves no connection behind', async () => {
  const database = await createTestDatabase();
  await withContent(`${ROLE}---\nkind: entty\nname: A\n---\nkind: role\n`, async (options) => {
    const refused = await createPlatform(options(database.url)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ContentRefused);
    expect((refused as ContentRefused).problems.map((each) => each.code)).toEqual(['UNKNOWN_KIND', 'MISSING_KEY']);
  });
  await database.drop();
});
