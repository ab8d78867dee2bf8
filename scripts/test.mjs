/**
 * `npm test`: everything that can be checked by a machine. `npm test -- PATH …` runs only the Jest tests of these paths.
 *
 * The last line counts from the runners' own reports: every Jest test is one, a test file that could not be loaded is one
 * failure, and each of the other steps (types, lint, imports …) is one check that passes or fails as its exit code says.
 */
import { availableParallelism } from 'node:os';
import { runJest } from './jest-report.mjs';
import { prepare } from './prepare.mjs';
import { capture } from './run.mjs';
import { STEPS } from './steps.mjs';
import { main } from './terminal.mjs';

await main(async () => {
  const paths = process.argv.slice(2);
  const node = await prepare({ tell: true });
  const failures = paths.length === 0 ? await runSteps(node, availableParallelism()) : [];
  const tests = await runJest(node, paths);
  failures.push(...tests.failures);

  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
  const passed = tests.passed + (paths.length === 0 ? STEPS.length : 0) - (failures.length - tests.failures.length);
  const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
  console.log(`\n${passed} passed, ${failures.length} failed${skipped}`);
  return failures.length > 0 ? 1 : tests.code;
});

/** Runs the steps, as many at a time as there are cores, and shows what failing ones printed. Answers the failures. */
async function runSteps(node, atATime) {
  const waiting = [...STEPS];
  const failures = [];
  const runNext = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = Date.now();
      const { code, printed } = await capture(node, step.args);
      console.log(
        `${code === 0 ? 'ok  ' : 'FAIL'} ${step.name}: ${step.about} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
      );
      if (code === 0) continue;
      console.log(printed.trimEnd().replace(/^/gm, '     '));
      failures.push(`${step.name}: ${step.about}`);
    }
  };
  await Promise.all(Array.from({ length: atATime }, runNext));
  return failures;
}
