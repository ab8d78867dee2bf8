/**
 * `npm run test:tck`: the public conformance suite of DMN (https://github.com/dmn-tck/tck), through our own importer.
 * `DMN_TCK_DIR` names its folder, which otherwise lies beside the project; `--write` writes docs/conformance.md.
 *
 * Every failure is printed: those listed in known-failures.json with the reason, others as unexpected, which make the exit
 * code 1. A listed case that passes is shown too, so that somebody takes it off the list.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformancePage } from './conformance-page.ts';
import { runSuite, suiteFolder } from './run-suite.ts';
import { judge, type KnownFailures } from './verdict.ts';

const project = join(import.meta.dirname, '..', '..');
const page = join(project, 'docs', 'conformance.md');
const suite = suiteFolder(project);

if (suite === undefined) {
  console.log('skipped: the conformance suite is not here; DMN_TCK_DIR names the folder of a checkout of dmn-tck/tck');
  console.log('0 passed, 0 failed');
} else {
  const outcomes = runSuite(suite);
  const listed: KnownFailures = JSON.parse(readFileSync(join(import.meta.dirname, 'known-failures.json'), 'utf8'));
  const { passed, failed, known, unexpected, stale } = judge(outcomes, listed);
  for (const { folder, title, because } of known) console.log(`known      ${folder} ${title}: ${because}`);
  for (const { folder, title, why } of unexpected) console.log(`unexpected ${folder} ${title}: ${why}`);
  for (const key of stale) console.log(`listed, but passes or is no case: ${key}`);
  if (process.argv.includes('--write')) writeFileSync(page, conformancePage(outcomes, listed));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = unexpected.length > 0 ? 1 : 0;
}
