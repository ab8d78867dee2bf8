import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { coverageOf } from '../src/coverage/coverage-of.ts';
import { readJourneys } from '../src/coverage/read-journeys.ts';
import { readRequirements } from '../src/coverage/read-requirements.ts';
import { requirementMarks } from '../src/coverage/requirement-marks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coverage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function journeys(...names: string[]): string {
  const journeyFolder = join(folder, 'journeys');
  mkdirSync(journeyFolder, { recursive: true });
  for (const name of names) writeFileSync(join(journeyFolder, name), '');
  return journeyFolder;
}

function report(file: string, startTime: number, tests: Record<string, Record<string, string>>): void {
  const testResults = Object.entries(tests).map(([name, statuses]) => ({
    name: join(folder, 'journeys', name),
    status: Object.values(statuses).every((each) => each === 'passed') ? 'passed' : 'failed',
    assertionResults: Object.entries(statuses).map(([fullName, status]) => ({ fullName, status })),
  }));
  writeFileSync(join(folder, file), JSON.stringify({ startTime, testResults }));
}

test('the rows of the Markdown tables are the requirements, in their order', () => {
  const file = join(folder, 'requirements.md');
  writeFileSync(file, '# Ids\n\n| id | what |\n|---|---|\n| L2 | Second. |\n| L1 | First. |\n');
  expect(readRequirements(file)).toEqual([
    { id: 'L2', text: 'Second.' },
    { id: 'L1', text: 'First.' },
  ]);
});

test('without a list of requirements there are none', () => {
  expect(readRequirements(join(folder, 'nothing.md'))).toEqual([]);
});

test('a requirement is found on a document, deep inside it, and in a list', () => {
  const shape = { requirement: ['L1', 'L12'], validations: [{ requirement: 'L5' }], label: { en: 'requirement' } };
  expect([...requirementMarks([{ shape }, { shape: { name: 'x' } }])]).toEqual(['L1', 'L12', 'L5']);
});

test('before any test run, journeys that are written count, and it is said', () => {
  const found = readJourneys(journeys('L1-telemarketing.test.ts', 'C1-C2-contract.test.ts', 'helper.ts'), folder);
  expect([...found.passing].sort()).toEqual(['C1', 'C2', 'L1']);
  expect(found.remark).toMatch(/No tests were run/);
});

test('a journey counts by the name of its file and by the titles of its tests, when all of them pass', () => {
  const at = journeys('L1-telemarketing.test.ts', 'O4-eligibility.test.ts');
  report('jest-report.json', 1, {
    'L1-telemarketing.test.ts': { 'routes the lead (L12)': 'passed', 'tells the manager': 'passed' },
    'O4-eligibility.test.ts': { 'lists offers': 'passed', 'says why not': 'failed' },
  });
  expect([...readJourneys(at, folder).passing].sort()).toEqual(['L1', 'L12']);
});

test('the latest run of each journey counts, and a journey whose file is gone does not', () => {
  const at = journeys('L1-telemarketing.test.ts', 'L2-referral.test.ts');
  report('jest-report.json', 1, {
    'L1-telemarketing.test.ts': { a: 'failed' },
    'L2-referral.test.ts': { a: 'passed' },
    'L3-gone.test.ts': { a: 'passed' },
  });
  report('jest-report-of-part.json', 2, { 'L1-telemarketing.test.ts': { a: 'passed' } });
  expect([...readJourneys(at, folder).passing].sort()).toEqual(['L1', 'L2']);
});

test('a journey that could not be run does not pass', () => {
  const at = journeys('L1-telemarketing.test.ts', 'L1-web.test.ts');
  const unrunnable = { name: join(at, 'L1-web.test.ts'), status: 'failed', assertionResults: [] };
  const passed = {
    name: join(at, 'L1-telemarketing.test.ts'),
    status: 'passed',
    assertionResults: [{ fullName: 'a', status: 'passed' }],
  };
  writeFileSync(join(folder, 'jest-report.json'), JSON.stringify({ startTime: 1, testResults: [passed, unrunnable] }));
  expect([...readJourneys(at, folder).passing]).toEqual([]);
});

test('coverage keeps the order of the list and adds ids that only the content knows', () => {
  const list = [
    { id: 'L2', text: 'Second.' },
    { id: 'L1', text: 'First.' },
  ];
  expect(coverageOf(list, new Set(['L1', 'Z9']), new Set(['L1']))).toEqual([
    { id: 'L2', text: 'Second.', content: false, journey: false },
    { id: 'L1', text: 'First.', content: true, journey: true },
    { id: 'Z9', text: '', content: true, journey: false },
  ]);
});
