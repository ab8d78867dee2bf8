import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '@dealwright/access';
import { formatProblem, type Problem } from '@dealwright/diagnostics';
import { CONTENT_FOLDERS, createPlatform, type Platform } from '@dealwright/platform';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../packages/storage/test-server/create-test-database.ts';

let folder: string;
let database: TestDatabase;
let platform: Platform;
let told: (problems: readonly Problem[]) => void = () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-'));
  for (const each of CONTENT_FOLDERS) await cp(each, join(folder, each), { recursive: true });
  database = await createTestDatabase();
  platform = await createPlatform({
    content: CONTENT_FOLDERS.map((each) => join(folder, each)),
    database: { url: database.url },
    demo: false,
    follow: true,
    effects: false,
    now: () => new Date().toISOString(),
    log: () => {},
    report: (error) => {
      throw error;
    },
    onContent: (problems) => told(problems),
  });
});
afterAll(async () => {
  await platform.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Saves a changed file, and waits until the platform has said what became of it. */
async function save(file: string, change: (text: string) => string): Promise<readonly string[]> {
  const path = join(folder, file);
  const heard = new Promise<readonly Problem[]>((resolve) => {
    told = resolve;
  });
  await writeFile(path, change(await readFile(path, 'utf8')));
  return (await heard).filter((each) => each.severity === 'error').map((each) => formatProblem(each));
}

async function ask(document: string) {
  const caller = { actor: SYSTEM, now: new Date().toISOString(), zone: 'Etc/UTC', locale: 'en', requestId: 'live' };
  return JSON.parse(JSON.stringify(await platform.api.execute({ document, caller })));
}

const LEAD = 'metadata/leads/lead.yaml';
const FIELD = '  websiteVisits: { type: integer, label: { en: Visits on the web site, ro: Vizite pe site }, min: 0 }\n';
const VALIDATION = `  - id: visits-come-from-the-web
    check: websiteVisits = null or channel = "web"
    field: websiteVisits
    message: { en: Only a lead of the web site has visits., ro: Doar un lead de pe site are vizite. }
`;
const ROW = `  - when: { source: store, sims: '> 100' }
    then: { field: notes }
    because: { en: Say in the notes what so large a company asked for., ro: Scrieți la observații ce a cerut o companie atât de mare. }
`;

test('a field, a validation and a table row are live in the API after they are saved, and a broken file leaves all as it was', async () => {
  expect(
    await save(LEAD, (text) =>
      text.replace('\nfields:\n', `\nfields:\n${FIELD}`).replace('\nvalidations:\n', `\nvalidations:\n${VALIDATION}`),
    ),
  ).toEqual([]);
  expect(
    await save('rules/leads/required-data.yaml', (text) => text.replace('\nexamples:\n', `\n${ROW}examples:\n`)),
  ).toEqual([]);

  const refused = await ask(
    `mutation { createLead(input: { companyName: "A", channel: store, websiteVisits: 3 }) { lead { id } problems { message path } } }`,
  );
  expect(refused.data.createLead.problems).toContainEqual({
    message: 'Only a lead of the web site has visits.',
    path: ['input', 'websiteVisits'],
  });
  const decided = `{ decide(decision: "lead-required-data", facts: { channel: "store", estimatedSims: 120, contactName: "Ana Pop", phone: "+40722123456" }) { outcome matched { rule because } } }`;
  expect((await ask(decided)).data.decide).toEqual({
    outcome: [{ field: 'notes' }],
    matched: [{ rule: '10', because: 'Say in the notes what so large a company asked for.' }],
  });

  const hash = platform.api.model.hash;
  expect(await save(LEAD, (text) => text.replace('check: websiteVisits = null', 'check: websiteVists = null'))).toEqual(
    [expect.stringMatching(/lead\.yaml:\d+:12 .*websiteVists.*did you mean `websiteVisits`\?/)],
  );
  expect(platform.api.model.hash).toBe(hash);
  expect((await ask('{ leads { nodes { websiteVisits } } }')).errors).toBeUndefined();
  expect(await save(LEAD, (text) => text.replace('websiteVists', 'websiteVisits'))).toEqual([]);
});

test('a row that changes what an example expects is refused, and the example says so', async () => {
  const first = `  - when: { sims: '>= 1' }\n    then: { channel: TS, segment: GBM-Low }\n`;
  const problems = await save('rules/leads/qualification.yaml', (text) =>
    text.replace('\ntable:\n', `\ntable:\n${first}`),
  );
  expect(problems.length).toBeGreaterThan(1);
  expect(problems.join('\n')).toMatch(/qualification\.yaml:\d+:\d+ EXAMPLE_FAILED .*sixty SIMs go to direct sales/);
  expect(await save('rules/leads/qualification.yaml', (text) => text.replace(first, ''))).toEqual([]);
});
