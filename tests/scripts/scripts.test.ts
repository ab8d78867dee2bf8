import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runsTypeScript } from '../../scripts/find-node.mjs';
import { agreesWithLock } from '../../scripts/install-dependencies.mjs';
import { readReport } from '../../scripts/jest-report.mjs';
import { readCounts } from '../../scripts/read-counts.mjs';
import { readRatio } from '../../scripts/read-ratio.mjs';
import { capture, run } from '../../scripts/run.mjs';
import { hashOf, isStamped, stamp } from '../../scripts/stamp.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: unknown): string {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('which Node runs the sources', () => {
  test.each(['v22.18.0', '22.20.1', '23.6.0', '24.0.0', '26.1.0'])('%s does', (version) => {
    expect(runsTypeScript(version)).toBe(true);
  });
  test.each(['v20.20.2', '18.0.0', '22.17.9', '23.5.0', ''])('"%s" does not', (version) => {
    expect(runsTypeScript(version)).toBe(false);
  });
});

describe('whether the dependencies are installed', () => {
  const other = { version: '1.0.0', optional: true, os: ['aix'], cpu: ['ppc64'] };
  const own = { version: '2.0.0', optional: true, os: [process.platform], cpu: [process.arch] };
  const lock = {
    packages: { '': {}, 'packages/x': {}, 'node_modules/a': { version: '1.2.3' }, 'node_modules/o': other },
  };

  test('they are when npm lists every package of the lock file in its version', () => {
    write('package-lock.json', lock);
    write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version: '1.2.3' } } });
    expect(agreesWithLock(folder)).toBe(true);
  });
  test('they are not when a version differs, or nothing was installed', () => {
    write('package-lock.json', lock);
    expect(agreesWithLock(folder)).toBe(false);
    write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version: '1.2.2' } } });
    expect(agreesWithLock(folder)).toBe(false);
  });
  test('they are not when the optional package for just this system is missing', () => {
    write('package-lock.json', { packages: { ...lock.packages, 'node_modules/own': own } });
    write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version: '1.2.3' } } });
    expect(agreesWithLock(folder)).toBe(false);
  });
});

describe('what was built from what', () => {
  test('the hash follows content and names, not times, and leaves tests out', () => {
    write('src/a.ts', 'one');
    write('test/a.test.ts', 'one');
    const before = hashOf([folder]);
    write('test/a.test.ts', 'two');
    expect(hashOf([folder])).toBe(before);
    write('src/a.ts', 'two');
    expect(hashOf([folder])).not.toBe(before);
  });
  test('a stamp holds for its own content only', () => {
    const file = join(folder, 'deep', 'stamp');
    expect(isStamped(file, 'x')).toBe(false);
    stamp(file, 'x');
    expect([isStamped(file, 'x'), isStamped(file, 'y')]).toEqual([true, false]);
  });
});

describe('how a child ends', () => {
  test('its exit code is ours', async () => {
    expect(await run(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
  });
  test('a signal that ends it is told as the shell does', async () => {
    expect(await run(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM")'])).toBe(143);
  });
  test('what it prints on both streams is kept in order', async () => {
    const script = 'process.stdout.write("a"); process.stderr.write("b"); process.exitCode = 3;';
    expect(await capture(process.execPath, ['-e', script])).toEqual({
      code: 3,
      printed: expect.stringMatching(/^(ab|ba)$/),
    });
  });
});

describe('what the last line of npm test counts', () => {
  const file = (name: string, status: string, ...tests: string[]) => ({
    name: join(process.cwd(), name),
    status,
    assertionResults: tests.map((each) => ({ status: each, fullName: `it ${each}` })),
  });

  test('every test is one, and a file that could not be run is one failure', () => {
    const report = write('report.json', {
      numPassedTests: 2,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [
        file('a.test.ts', 'failed', 'passed', 'failed'),
        file('b.test.ts', 'failed'),
        file('c.test.ts', 'passed'),
      ],
    });
    expect(readReport(report)).toEqual({
      passed: 2,
      skipped: 1,
      failures: [
        expect.stringMatching(/a\.test\.ts: it failed$/),
        expect.stringMatching(/b\.test\.ts: could not be run$/),
      ],
    });
  });
  test('a runner that wrote no report has failed', () => {
    expect(readReport(join(folder, 'none.json')).failures).toHaveLength(1);
  });
});

describe('the ratios of a bench', () => {
  test.each([
    ['list, 16 callers: 0.52 x (goal ≥ 0.5)', true],
    ['list: 0.49 x (goal ≥ 0.5)', false],
    ['contract: 1.12 x (goal ≤ 1.3)', true],
    ['contract: 1.31 x (goal ≤ 1.3)', false],
  ])('%s is met: %s', (line, met) => {
    expect(readRatio(line)).toEqual({ line, met });
  });
  test('another line is no ratio', () => {
    expect(readRatio('  ours: 1,200/s; theirs: 800/s')).toBeUndefined();
  });
});

describe('what a program that counts for itself says', () => {
  test('is its last line', () => {
    expect(readCounts('known a: because\n12 passed, 3 failed\n')).toEqual({
      line: '12 passed, 3 failed',
      passed: 12,
      failed: 3,
    });
  });
  test.each(['', 'ok', '12 passed, 3 failed\nand an error'])('is nothing in "%s"', (printed) => {
    expect(readCounts(printed)).toBeUndefined();
  });
});
