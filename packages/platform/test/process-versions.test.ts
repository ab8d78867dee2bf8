import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '@dealwright/access';
import { formatProblem } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import { type Context, recordsOf } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../storage/test-server/create-test-database.ts';
import { type ContentRefused, createPlatform, type Platform, planContent } from '../src/index.ts';

const CASE = `
kind: choices
name: case-status
values: { new: New, checked: Checked, waiting: Waiting, done: Done, gone: Gone }
---
kind: entity
name: Case
title: subject
fields:
  subject: { type: text, required: true }
  level: { type: integer }
  status: { type: choice, of: case-status }
history: [status]
`;

const EARLIER = `
kind: process
name: case-handling
of: Case
field: status
states:
  new: { on: { check: { when: level > 0, to: checked } } }
  checked: { on: { finish: { to: done } } }
  done: {}
`;

const NOW = '2026-03-02T10:00:00.000Z';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'versions-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await database.drop();
});

/** The platform with this process and these cases, which is closed again after `work`. */
async function running<T>(
  process: string,
  work: (platform: Platform, fire: Fire) => Promise<T>,
  shape = CASE,
): Promise<T> {
  await writeFile(join(folder, 'content.yaml'), `${shape}---${process}`);
  const platform = await createPlatform({
    ...{ content: [folder], database: { url: database.url }, demo: false, follow: false, effects: false },
    ...{ now: () => NOW, log: () => {} },
    report(error) {
      throw error;
    },
  });
  const records = recordsOf(platform.store);
  const { model } = platform.api;
  const context: Context = { actor: SYSTEM, now: NOW, zone: 'UTC', locale: 'en', model, requestId: 'test' };
  const fire: Fire = async (id, event) => {
    const entity = model.get(ENTITY, 'Case');
    const change =
      id === undefined ? { is: 'create', values: { subject: 'x', level: 1 } } : { is: 'fire', id, event, input: {} };
    const saved = await records.save(context, entity, change as Parameters<typeof records.save>[2]);
    if (saved.id === undefined) return { id: '', status: saved.problems.map(({ code }) => code).join() };
    const facts = await records.read(context, (reading) => reading.facts(entity, saved.id ?? '', [['status']]));
    return { id: saved.id, status: String((facts as JsonObject).status) };
  };
  try {
    return await work(platform, fire);
  } finally {
    await platform.close();
  }
}

type Fire = (id: string | undefined, event: string) => Promise<{ readonly id: string; readonly status: string }>;

test('a record that began by a definition ends by it, and new ones begin by the new one', async () => {
  const { id } = await running(EARLIER, (_, fire) => fire(undefined, ''));
  const changed = EARLIER.replace('check: { when: level > 0, to: checked }', 'skip: { to: done }');
  await running(changed, async (_, fire) => {
    const { id: young } = await fire(undefined, '');
    expect((await fire(young, 'check')).status).toBe('UNKNOWN_EVENT');
    expect((await fire(id, 'skip')).status).toBe('UNKNOWN_EVENT');
    expect((await fire(id, 'check')).status).toBe('checked');
    expect((await fire(id, 'finish')).status).toBe('done');
    expect((await fire(young, 'skip')).status).toBe('done');
  });
});

test('a record follows the new definition where its process says so, by the states that take the place of its own', async () => {
  const id = await running(EARLIER, async (_, fire) => (await fire((await fire(undefined, '')).id, 'check')).id);
  const changed = `${EARLIER.replace('checked: {', 'waiting: {').replace('to: checked', 'to: waiting').replace('finish: { to: done }', 'close: { to: done }')}running: { follow: true, states: { checked: waiting } }\n`;
  await running(changed, async (_, fire) => expect((await fire(id, 'close')).status).toBe('done'));
});

test('content that would strand running records is refused, and the plan says how many in which states', async () => {
  await running(EARLIER, async (_, fire) => {
    await fire(undefined, '');
    await fire((await fire(undefined, '')).id, 'check');
    await fire((await fire((await fire(undefined, '')).id, 'check')).id, 'finish'); // ended: it is nobody's worry
  });
  const lost = `${EARLIER.replace('checked: {', 'waiting: {').replace('to: checked', 'to: waiting')}running: { follow: true }\n`;
  const refused = await running(lost, async () => []).catch((error: unknown) => (error as ContentRefused).problems);
  expect(refused.map((each) => formatProblem(each).replace(folder, ''))).toEqual([
    expect.stringMatching(
      /^\S*content\.yaml:\d+:\d+ INSTANCES_STRANDED `case-handling` has no place any more for instances that run: checked 1\. \(say where they go: `running: \{ follow: true, states: \{ checked: … \} \}`\)$/,
    ),
  ]);

  const withoutLevel = EARLIER.replace('when: level > 0, ', '');
  const broken = await running(withoutLevel, async () => [], CASE.replace('  level: { type: integer }\n', '')).catch(
    (error: unknown) => (error as ContentRefused).problems,
  );
  expect(broken.map((each) => formatProblem(each))).toEqual([
    expect.stringMatching(
      /INSTANCES_STRANDED Instances still run by an earlier definition of `case-handling`, which this content breaks \(checked 1, new 1\): .*`level`/,
    ),
  ]);
  const plan = await planContent({ content: [folder], database: { url: database.url }, now: () => NOW, log: () => {} });
  expect('impacts' in plan && plan.impacts.instances).toEqual([
    { process: 'case-handling', states: { checked: 1, new: 1 }, then: 'stranded' },
  ]);
});

test('a change of words is no other definition', async () => {
  const id = await running(EARLIER, async (_, fire) => (await fire(undefined, '')).id);
  const changed = EARLIER.replace('finish: {', 'finish: { label: The end,');
  await running(changed, async (platform, fire) => {
    expect((await fire(id, 'check')).status).toBe('checked');
    expect(platform.api.model.documents.some(({ kind }) => kind === 'process-version')).toBe(false);
  });
  const plan = await planContent({ content: [folder], database: { url: database.url }, now: () => NOW, log: () => {} });
  expect('impacts' in plan && plan.impacts.instances).toEqual([]);
});
