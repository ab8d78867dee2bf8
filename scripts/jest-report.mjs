import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run } from './run.mjs';
import { root } from './terminal.mjs';

/** Above this many workers the tests wait for the one PostgreSQL rather than for a core. */
const MOST_WORKERS = 8;

/**
 * Runs the Jest tests of the paths (all when there are none), which Jest shows as they go, and reads Jest's own report:
 * `{ passed, skipped, failures, code }`, where `failures` has a line for each. The report of a full run stays in
 * `.cache/jest-report.json`, where `dealwright coverage` finds which journeys pass.
 */
export async function runJest(node, paths) {
  const report = join(root, '.cache', paths.length === 0 ? 'jest-report.json' : 'jest-report-of-part.json');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const code = await run(
    node,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      '--json',
      `--outputFile=${report}`,
      `--maxWorkers=${Math.min(availableParallelism(), MOST_WORKERS)}`,
      ...paths,
    ],
    { stdio: ['ignore', 2, 2] },
  );
  return { ...readReport(report), code };
}

/** Counts a Jest report. A file that could not be run has no tests of its own, so it counts as one failure. */
export function readReport(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { passed: 0, skipped: 0, failures: [`jest: wrote no report (${error.message})`] };
  }
  const failures = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const where = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${where}: could not be run`];
    return failed.map((test) => `${where}: ${test.fullName}`);
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests + report.numTodoTests, failures };
}
