import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../src/program.ts', import.meta.url));
const BIN = fileURLToPath(new URL('../bin/dealwright.mjs', import.meta.url));

const DECISION = `kind: decision
name: order-handling
facts: { total: decimal }
outputs: { handling: text }
hit: first
inputs: { total: total }
table:
  - { when: { total: ">= 1000" }, then: { handling: personal }, because: { en: a large order, ro: o comandă mare } }
  - { when: {}, then: { handling: standard } }
examples:
  - { name: A large order is handled personally, given: { total: 1500 }, expect: { handling: personal } }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  write('rules/orders.yaml', DECISION);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Runs a command in the folder, as a person would. */
function dealwright(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'dealwright-compiled') },
  });
  return { status, stdout, stderr };
}

describe('check', () => {
  test('content without problems ends with 0', () => {
    const { status, stdout, stderr } = dealwright(['check']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^0 problems, \d+ warnings in \d+ documents\n$/);
  });

  test('every problem is one line with its place, its remedy, and the source line with a caret', () => {
    write(
      'rules/orders.yaml',
      DECISION.replace('hit: first', 'hit: fist').replace('inputs: { total: total }', 'inputs: { total: totl }'),
    );
    const { status, stdout } = dealwright(['check']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^rules\/orders\.yaml:5:6 [A-Z_]+ .*first/m);
    expect(stdout).toMatch(/^ +5 \| hit: fist\n +\^+$/m);
  });

  test('as JSON the problems keep file, line and column', () => {
    write('rules/orders.yaml', DECISION.replace('hit: first', 'hit: fist'));
    const { status, stdout } = dealwright(['check', '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).problems[0]).toMatchObject({ place: { file: 'rules/orders.yaml', line: 5, column: 6 } });
  });

  test('content lies where DIR, or each --content, says', () => {
    write('elsewhere/rules/broken.yaml', 'kind: nothing\n');
    for (const args of [['elsewhere'], ['--content', 'rules,elsewhere/rules']]) {
      expect(dealwright(['check', ...args]).stdout).toMatch(/elsewhere\/rules\/broken\.yaml:1:7 UNKNOWN_KIND/);
    }
  });
});

describe('decide', () => {
  test('the outcome and its reasons are printed for facts on standard input', () => {
    const { status, stdout } = dealwright(['decide', 'order-handling', '--facts', '-'], '{ "total": "1500.00" }');
    expect(status).toBe(0);
    expect(stdout).toMatch(/"handling": "personal"/);
    expect(stdout).toMatch(/a large order/);
  });

  test('as JSON the whole answer is printed, rows that did not match too', () => {
    write('facts.json', '{ "total": "3.00" }');
    const { stdout } = dealwright(['decide', 'order-handling', '--facts', 'facts.json', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      decision: 'order-handling',
      outcome: { handling: 'standard' },
      unmatched: [{ input: 'total', value: '3.00', tests: { 1: '>= 1000' } }],
    });
  });

  test('a misspelt name gets a suggestion on standard error, and exit code 2', () => {
    const { status, stdout, stderr } = dealwright(['decide', 'order-handlin', '--facts', '-'], '{}');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/There is no decision order-handlin \(did you mean `order-handling`\?\)/);
  });

  test('facts that are no JSON are refused without a stack', () => {
    const { status, stderr } = dealwright(['decide', 'order-handling', '--facts', '-'], 'total: 3');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^The facts cannot be read: .*JSON.*\n$/);
  });
});

describe('test', () => {
  test('examples that hold end with 0, and a decision can be named', () => {
    const { status, stdout } = dealwright(['test', 'order-handling']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'ok   order-handling: A large order is handled personally\n1 passed, 0 failed\n',
    });
  });

  test('an example that fails ends with 1 and says what was expected', () => {
    write('rules/orders.yaml', DECISION.replace('expect: { handling: personal }', 'expect: { handling: standard }'));
    const { status, stdout } = dealwright(['test', '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ failed: 1, results: [{ problems: [{ code: 'EXAMPLE_FAILED' }] }] });
  });
});

describe('test --coverage', () => {
  test('says which rows no example reaches, and with --suggest how to reach them', () => {
    const { status, stdout } = dealwright(['test', '--coverage', '--suggest']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ 50 % order-handling: 1 of 2 rows\n +no example reaches 2$/m);
    const [, pasted = ''] = /is right:\n([\s\S]*)$/.exec(stdout) ?? [];
    expect(pasted).toMatch(
      /^ {2}- name: row 2\n {4}given: .*\n {4}expect: \{ handling: standard \}\n {4}because: 2\n$/,
    );
    write('rules/orders.yaml', `${DECISION}${pasted}`);
    const after = dealwright(['test', '--coverage', '--json']);
    expect(JSON.parse(after.stdout)).toMatchObject({ failed: 0, coverage: [{ percent: 100, missed: [] }] });
  });

  test('ends with 1 when fewer rows are reached than --least says, and with 2 when that is no percentage', () => {
    expect(dealwright(['test', '--least', '50']).status).toBe(0);
    expect(dealwright(['test', '--least', '51']).status).toBe(1);
    expect(dealwright(['test', '--least', 'all']).status).toBe(2);
  });
});

describe('the analysis of decisions', () => {
  test('refuses rows that would fail together, and tells gaps as warnings', () => {
    write('rules/orders.yaml', DECISION.replace('hit: first', 'hit: unique'));
    const overlapping = dealwright(['check']);
    expect(overlapping.status).toBe(1);
    expect(overlapping.stdout).toMatch(/^rules\/orders\.yaml:9:5 ROWS_OVERLAP Row 2 and row 1 .* \{ total: 1000 \}/m);
    write('rules/orders.yaml', DECISION.replace('when: {},', "when: { total: '< 10' },"));
    const { status, stdout } = dealwright(['check', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [{ code: 'TABLE_GAP', severity: 'warning' }],
      analysis: [
        { decision: 'order-handling', complete: true, findings: [{ code: 'TABLE_GAP', given: { total: 10 } }] },
      ],
    });
  });
});

describe('coverage', () => {
  test('as JSON it is a list of id, content and journey', () => {
    write('docs/requirements.md', '| L1 | First. |\n| L2 | Second. |\n');
    write('rules/orders.yaml', DECISION.replace('hit: first', 'hit: first\nrequirement: L2'));
    expect(JSON.parse(dealwright(['coverage', '--json']).stdout)).toEqual([
      { id: 'L1', content: false, journey: false },
      { id: 'L2', content: true, journey: false },
    ]);
  });
});

describe('every command', () => {
  test('explains itself, and takes --json and --content', () => {
    const question = `
      const { program } = await import(${JSON.stringify(pathToFileURL(PROGRAM).href)});
      console.log(JSON.stringify(program.commands.map((each) => [each.name(), each.helpInformation()])));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', question], { encoding: 'utf8' });
    const helps: [string, string][] = JSON.parse(stdout);
    expect(helps.map(([name]) => name)).toEqual([
      'check',
      'test',
      'decide',
      'call',
      'explain',
      'replay',
      'backtest',
      'export',
      'import',
      'draw',
      'render',
      'coverage',
      'plan',
      'demo',
      'reference',
    ]);
    for (const [, help] of helps) {
      for (const option of ['Usage:', '--json', '--content <dir>', '--help']) expect(help).toContain(option);
    }
  });

  test('an unknown one is refused with a suggestion', () => {
    const { status, stderr } = dealwright(['chekc']);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/Did you mean check\?/);
  });

  test('runs by the bin from any folder, which says nothing of its own when all is there', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'check', '--json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).problems).toEqual([]);
    expect(stderr).toMatch(/^0 problems/);
  });
});
