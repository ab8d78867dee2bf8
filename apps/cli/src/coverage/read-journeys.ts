import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

export interface Journeys {
  /** The requirements whose journeys pass. */
  readonly passing: ReadonlySet<string>;
  /** One line on where that is known from. */
  readonly remark: string;
}

/** The part of Jest's report that is read here. */
interface Report {
  readonly startTime: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** `npm test` writes the first, `npm test -- PATH` the second. */
const REPORTS = ['jest-report.json', 'jest-report-of-part.json'];

/**
 * Which requirements have a journey that passes, from the last test run in which each journey took part. A journey is for
 * the requirements that its file's name begins with (`L1-telemarketing.test.ts`, `C1-C2-contract.test.ts`) and that a
 * test's title names. Where no tests were run yet, journeys that are written count, and the remark says so.
 */
export function readJourneys(folder: string, reports: string): Journeys {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.test.ts')) : [];
  const runs = REPORTS.map((name) => join(reports, name))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Report)
    .sort((a, b) => a.startTime - b.startTime);
  const latest = runs.at(-1);
  if (latest === undefined) {
    return {
      passing: new Set(files.flatMap(idsOfFile)),
      remark: 'No tests were run here yet, so a journey counts when it is written; npm test tells which pass.',
    };
  }
  return {
    passing: passingIn(runs, files),
    remark: `Journeys as of the test run of ${new Date(latest.startTime).toISOString()}.`,
  };
}

/** A later run of a file replaces an earlier one. An id passes when all its tests did, and there is at least one. */
function passingIn(runs: readonly Report[], files: readonly string[]): Set<string> {
  const last = new Map<string, Report['testResults'][number]>();
  for (const run of runs) {
    for (const result of run.testResults) {
      if (result.name.includes(`${sep}journeys${sep}`)) last.set(basename(result.name), result);
    }
  }
  const passed = new Set<string>();
  const failed = new Set<string>();
  for (const file of files) {
    const result = last.get(file);
    const ofFile = idsOfFile(file);
    if (result?.status === 'failed' && result.assertionResults.length === 0) addAll(failed, ofFile);
    for (const test of result?.assertionResults ?? []) {
      if (test.status === 'passed') addAll(passed, [...ofFile, ...idsOfTitle(test.fullName)]);
      if (test.status === 'failed') addAll(failed, [...ofFile, ...idsOfTitle(test.fullName)]);
    }
  }
  return passed.difference(failed);
}

function idsOfFile(name: string): string[] {
  return (/^[A-Z]\d+(?:-[A-Z]\d+)*/.exec(name)?.[0] ?? '').split('-').filter(Boolean);
}

function idsOfTitle(title: string): string[] {
  return title.match(/\b[A-Z]\d{1,2}\b/g) ?? [];
}

function addAll(set: Set<string>, ids: readonly string[]): void {
  for (const id of ids) set.add(id);
}
