import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runTck } from './tck/run-tck.ts';

const directory = process.env.DMN_TCK_DIR ?? join(process.cwd(), '../shared/acceptance/dmn-tck/TestCases');
const present = existsSync(directory);

/** What is left is listed with its reason in the README of `test/tck`. */
const LEFT = 60;

(present ? test : test.skip)(
  present ? 'the conformance suite of DMN agrees' : `the conformance suite is not here (${directory})`,
  () => {
    const outcomes = runTck(directory);
    const failed = outcomes.filter((each) => each.verdict === 'failed');
    expect(outcomes.filter((each) => each.verdict === 'passed').length).toBeGreaterThan(3_290);
    expect(failed.length).toBeLessThan(LEFT);
    expect(failed.filter((each) => each.folder.startsWith('compliance-level-2'))).toEqual([]);
  },
);
