import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const DECISION = `kind: decision
name: order-handling
facts: { total: decimal }
outputs: { handling: text }
hit: first
inputs: { total: total }
table: # by size
  - { when: { total: ">= 1000" }, then: { handling: personal }, because: { en: a large order, ro: o comandă mare } }
  - { when: {}, then: { handling: standard } }
examples:
  - { name: A large order is handled personally, given: { total: 1500 }, expect: { handling: personal } }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  mkdirSync(join(folder, 'rules'));
  write(DECISION);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (text: string) => writeFileSync(join(folder, 'rules/orders.yaml'), text);
const written = () => readFileSync(join(folder, 'rules/orders.yaml'), 'utf8');

function dealwright(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'dealwright-compiled') },
  });
  return { status, stdout, stderr };
}

describe('export and import', () => {
  test('bring a table to a spreadsheet and back, without a difference', () => {
    expect(dealwright('export', 'order-handling', 'orders.xlsx')).toMatchObject({ status: 0, stdout: '' });
    expect(dealwright('import', 'orders.xlsx', '--write')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'Nothing is different.\n',
    });
    expect(written()).toBe(DECISION);
  });

  test('show the differences by row and cell, and write them only when asked to', () => {
    dealwright('export', 'order-handling', 'orders.xlsx');
    const newer = DECISION.replace('>= 1000', '>= 500');
    write(newer);
    expect(dealwright('import', 'orders.xlsx')).toMatchObject({ status: 1 });
    const shown = dealwright('import', 'orders.xlsx', '--outdated');
    expect(shown).toEqual({
      status: 0,
      stdout: '~ Row 1 is changed\n    B9 when.total: >= 500 → >= 1000\n',
      stderr: 'Nothing is written; --write changes rules/orders.yaml.\n',
    });
    expect(written()).toBe(newer);
    expect(dealwright('import', 'orders.xlsx', '--outdated', '--write').stderr).toBe('rules/orders.yaml is written.\n');
    expect(written()).toBe(DECISION);
  });

  test('tell what is wrong by cell, as data too, and write nothing then', () => {
    write(DECISION.replace('>= 1000', '>= 100').replace('total: 1500', 'total: 150'));
    dealwright('export', 'order-handling', 'orders.xlsx');
    const newer = DECISION.replace('total: decimal', 'total: text')
      .replace('">= 1000"', '\'"a"\'')
      .replace(/examples:.*/s, '');
    write(newer);
    const { status, stdout } = dealwright('import', 'orders.xlsx', '--outdated', '--write', '--json');
    const { problems, written: isWritten } = JSON.parse(stdout) as {
      problems: readonly { readonly path: readonly string[] }[];
      written: boolean;
    };
    expect([status, isWritten]).toEqual([1, false]);
    expect(problems.map(({ path }) => path)).toContainEqual(['B9']);
    expect(written()).toBe(newer);
  });

  test('refuse what is no workbook, and other extensions', () => {
    writeFileSync(join(folder, 'orders.xlsx'), 'a,b\n1,2\n');
    const { status, stderr } = dealwright('import', 'orders.xlsx', '--locale', 'ro');
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^NOT_A_WORKBOOK Acesta nu este un registru \.xlsx/)]);
    expect(dealwright('export', 'order-handling', 'orders.pdf')).toMatchObject({ status: 2 });
    writeFileSync(join(folder, 'orders.csv'), 'a,b\n1,2\n');
    expect(dealwright('import', 'orders.csv')).toMatchObject({ status: 2, stderr: expect.stringContaining('--map') });
  });
});

describe('a model of DMN', () => {
  test('is written by its extension, and comes back as content, printed or in a folder', () => {
    expect(dealwright('export', 'order-handling', 'orders.dmn')).toMatchObject({ status: 0, stdout: '' });
    const printed = dealwright('import', 'orders.dmn');
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    expect(printed.stdout).toContain('because: a large order');
    expect(dealwright('import', 'orders.dmn', '--to', 'back')).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'back/order-handling.yaml'), 'utf8')).toContain('hit: first');
    expect(dealwright('check', 'back').status).toBe(0);
  });

  test('never overwrites a file that says something else', () => {
    dealwright('export', 'order-handling', 'orders.dmn');
    mkdirSync(join(folder, 'back'));
    writeFileSync(join(folder, 'back/order-handling.yaml'), 'mine');
    const { status, stderr } = dealwright('import', 'orders.dmn', '--to', 'back');
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('back/order-handling.yaml'),
    });
    expect(readFileSync(join(folder, 'back/order-handling.yaml'), 'utf8')).toBe('mine');
  });

  test('that cannot be said whole is written only when that is asked for; every problem has its place', () => {
    const literal = (text: string) => `<literalExpression><text>${text}</text></literalExpression>`;
    writeFileSync(
      join(folder, 'half.dmn'),
      `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
        <decision id="a" name="good"><variable name="good"/>${literal('1')}</decision>
        <decision id="b" name="bad"><variable name="bad"/><functionDefinition kind="Java"/></decision>
      </definitions>`,
    );
    const refused = dealwright('import', 'half.dmn', '--to', 'half');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/^half\.dmn:3:\d+ .*EXTERNAL_FUNCTION/m);
    expect(existsSync(join(folder, 'half'))).toBe(false);
    expect(JSON.parse(dealwright('import', 'half.dmn', '--to', 'half', '--partly', '--json').stdout)).toMatchObject({
      written: [join('half', 'good.yaml')],
    });
  });

  test('that is no such file ends with its problem, not with a stack', () => {
    writeFileSync(join(folder, 'bomb.dmn'), '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>');
    const { status, stderr } = dealwright('import', 'bomb.dmn');
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('DOCUMENT_TYPE_REFUSED') });
    expect(dealwright('import', 'nowhere.dmn').status).toBe(2);
    expect(dealwright('export', 'order-handling', 'orders.txt').status).toBe(2);
  });
});
