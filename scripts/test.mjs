/**
 * `npm test`: everything that can be checked by a machine. `npm test -- PATH …` runs only the Jest tests of these paths.
 *
 * The last line counts from the runners' own reports: every Jest test is one, a test file that could not be loaded is one
 * failure, and each of the other steps (types, lint, imports …) is one check that passes or fails as its exit code says,
 * unless it counts for itself, as the conformance suite does: its known failures, listed with a reason, count as skipped.
 */
import { availableParallelism } from 'node:os';
import { runJest } from './jest-report.mjs';
import { prepare } from './prepare.mjs';
import { readCounts } from './read-counts.mjs';
import { capture } from './run.mjs';
import { STEPS } from './steps.mjs';
import { main } from './terminal.mjs';

await main(async () => {
  const paths = process.argv.slice(2);
  const node = await prepare({ tell: true });
  const steps =
    paths.length === 0 ? await runSteps(node, availableParallelism()) : { passed: 0, known: 0, failures: [] };
  const tests = await runJest(node, paths);
  const failures = [...steps.failures, ...tests.failures];

  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
  const skipped = tests.skipped + steps.known;
  const said =
    skipped > 0 ? `, ${skipped} skipped${steps.known > 0 ? ` (${steps.known} of them known failures)` : ''}` : '';
  console.log(`\n${tests.passed + steps.passed} passed, ${failures.length} failed${said}`);
  return failures.length > 0 ? 1 : tests.code;
});

/** Runs the steps, as many at a time as there are cores, and shows what failing ones printed. */
async function runSteps(node, atATime) {
  const waiting = [...STEPS];
  const result = { passed: 0, known: 0, failures: [] };
  const runNext = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = Date.now();
      const { code, printed } = await capture(node, step.args);
      const counted = step.counts ? readCounts(printed) : undefined;
      const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
      const said = counted ? `${counted.line}, ${took}` : took;
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${step.name}: ${step.about} (${said})`);
      if (code !== 0 || counted) console.log(printed.trimEnd().replace(/^/gm, '     '));
      if (code !== 0) result.failures.push(`${step.name}: ${step.about}`);
      result.passed += counted?.passed ?? (code === 0 ? 1 : 0);
      result.known += code === 0 ? (counted?.failed ?? 0) : 0;
    }
  };
  await Promise.all(Array.from({ length: atATime }, runNext));
  return result;
}
