import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPlatform } from '@dealwright/platform';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../packages/storage/test-server/create-test-database.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const CONTENT = `kind: entity
name: Customer
plural: { en: Customers, ro: Clienți }
title: name
fields:
  name: { type: text, required: true, key: true, label: { en: Name, ro: Nume } }
  size: { type: text, label: { en: Size, ro: Mărime } }
  items: { type: integer, label: { en: Items, ro: Articole } }
  value: { type: money, currency: EUR, label: { en: Value, ro: Valoare } }
---
kind: data
name: customers
entity: Customer
by: name
records:
${Array.from({ length: 250 }, (_, at) => `  - { name: Customer ${at}, size: ${at % 2 ? 'small' : 'large'}, items: ${at}, value: '${at}.10' }`).join('\n')}
---
kind: setting
name: largeItems
type: integer
value: 200
`;
const DECISION = `kind: decision
name: discount
label: { en: Discount, ro: Reducere }
about: Customer
inputs: { items: items }
outputs: { percent: integer }
hit: first
table:
  - { when: { items: '>= settings.largeItems' }, then: { percent: 20 }, because: { en: many items, ro: multe articole } }
  - { then: { percent: 0 } }
examples:
  - { name: two hundred are many, given: { items: 200 }, expect: { percent: 20 } }
`;
const limit = (value: number) => `kind: setting\nname: largeItems\ntype: integer\nvalue: ${value}\n`;

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backtest-'));
  write('metadata/customers.yaml', CONTENT);
  write('rules/discount.yaml', DECISION);
  write('drafts/lower/limit.yaml', limit(190));
  write('drafts/higher/limit.yaml', limit(240));
  write('drafts/broken/rules.yaml', DECISION.replace('items: items', 'items: itms'));
  write('drafts/unknown/customers.yaml', CONTENT.replace('  items:', '  stars: { type: integer }\n  items:'));
  write('drafts/unknown/rules.yaml', DECISION.replace('items: items', 'items: stars'));
  database = await createTestDatabase();
  const platform = await createPlatform({
    ...{ content: [join(folder, 'metadata'), join(folder, 'rules')], database: { url: database.url } },
    ...{ demo: false, follow: false, effects: false, now: () => new Date().toISOString(), log: () => {} },
    report: (error) => {
      throw error;
    },
  });
  await platform.close();
}, 120_000);
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function backtest(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'backtest', ...args], {
    ...{ cwd: folder, encoding: 'utf8', timeout: 60_000 },
    env: { ...process.env, DATABASE_URL: database.url, NODE_COMPILE_CACHE: join(tmpdir(), 'dealwright-compiled') },
  });
  return { status, stdout, stderr };
}

describe('backtest', () => {
  test('shows what two drafts would change, side by side, and how far it is', () => {
    const { status, stdout, stderr } = backtest(
      'discount',
      '--draft',
      'drafts/lower',
      '--draft',
      'drafts/higher',
      '--by',
      'size',
    );
    expect(stderr).toContain('200 of 250 records (80 %)');
    expect(stderr).toContain('EXAMPLES_TO_CHANGE With the draft “higher” 1 examples fail');
    expect(stdout).toMatch(/^Discount: 250 Customers, as of /);
    expect(stdout).toMatch(/published +lower +higher\nChanged +10 \(4\.0 %\) +40 \(16\.0 %\)\n/);
    expect(stdout).toMatch(/their Value +1,946\.00 EUR +8,784\.00 EUR/);
    expect(stdout).toMatch(/large +125 +[\d,.]+ EUR +5 \(4\.0 %\)/);
    expect(stdout).toContain('Row 1 does not count: Items is');
    expect(status).toBe(0);
  });

  test('answers in JSON, and in Romanian', () => {
    const { stdout } = backtest('discount', '--draft', 'drafts/lower', '--filter', 'size = "small"', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ decision: 'discount', entity: 'Customer', filter: 'size = "small"' },
      all: { records: 125 },
      scenarios: [{ name: 'lower', changed: { records: 5 } }],
    });
    expect(backtest('discount', '--draft', 'drafts/lower', '--locale', 'ro').stdout).toContain('Reducere: 250 Clienți');
  });

  test.each(['csv', 'xlsx'])('writes the changed records to a .%s file', (format) => {
    const { status } = backtest('discount', '--draft', 'drafts/lower', '--out', `changed.${format}`);
    expect(status).toBe(0);
    const bytes = readFileSync(join(folder, `changed.${format}`));
    if (format === 'xlsx') expect(bytes.subarray(0, 2).toString()).toBe('PK');
    else expect(bytes.toString().trim().split('\r\n')).toHaveLength(11);
  });

  test.each([
    [
      'a draft with problems',
      ['discount', '--draft', 'drafts/broken'],
      1,
      /drafts\/broken\/rules\.yaml:5:\d+ UNKNOWN_NAME .*`itms`.*did you mean `items`/,
    ],
    [
      'a draft that needs a field',
      ['discount', '--draft', 'drafts/unknown'],
      1,
      /DRAFT_NEEDS_FIELD .*`stars`.*publish the field first/,
    ],
    [
      'a decision that is not there',
      ['discont', '--draft', 'drafts/lower'],
      1,
      /UNKNOWN_DECISION .*did you mean `discount`/,
    ],
    [
      'an unknown field, and a broken filter at the same time,',
      ['discount', '--draft', 'drafts/lower', '--by', 'sise', '--filter', 'size ='],
      1,
      /UNKNOWN_FIELD .*did you mean `size`[\s\S]*filter:1:\d+ /,
    ],
    ['a folder that is not there', ['discount', '--draft', 'drafts/none'], 2, /There is no folder drafts\/none/],
    [
      'a file of another kind',
      ['discount', '--draft', 'drafts/lower', '--out', 'x.pdf'],
      2,
      /must end in \.csv or \.xlsx/,
    ],
    ['no draft at all', ['discount'], 1, /--draft/],
  ])('%s is told on standard error', (_, args, code, message) => {
    const { status, stdout, stderr } = backtest(...args);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: code, stdout: '' });
    expect(existsSync(join(folder, 'x.pdf'))).toBe(false);
  });

  test('content that the database was not made for is refused, not half answered', () => {
    write('other/metadata/customers.yaml', CONTENT.replace('  items:', '  stars: { type: integer }\n  items:'));
    write('other/rules/discount.yaml', DECISION);
    const { status, stderr } = backtest(
      'discount',
      '--draft',
      'drafts/lower',
      '--content',
      'other/metadata,other/rules',
    );
    expect(stderr).toMatch(/DATABASE_DIFFERS .*stars.*start the server once with this content/);
    expect(status).toBe(1);
  });
});
