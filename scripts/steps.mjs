import { join } from 'node:path';
import { root } from './terminal.mjs';

const installed = (...path) => join(root, 'node_modules', ...path);
const command = join(root, 'apps', 'cli', 'src', 'main.ts');

/**
 * What `npm test` checks beside the Jest tests, slowest first: programs for Node whose exit code is the verdict. One that
 * `counts` ends with `N passed, N failed`: those that failed although the exit code is 0 are known, and told with the reason.
 */
export const STEPS = [
  {
    name: 'build',
    about: 'server and studio can be built',
    args: [join(root, 'scripts', 'prepare.mjs')],
  },
  {
    name: 'types',
    about: 'TypeScript agrees',
    args: [installed('typescript', 'bin', 'tsc'), '--noEmit', '--pretty', 'false', '-p', root],
  },
  {
    name: 'imports',
    about: 'packages import downwards only, through one door, without cycles',
    args: [
      installed('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      'packages',
      'apps',
      'tests',
    ],
  },
  {
    name: 'unused',
    about: 'no unused file, export or dependency',
    args: [installed('knip', 'bin', 'knip.js'), '--no-progress'],
  },
  {
    name: 'tck',
    about: 'the conformance suite of DMN agrees, but for what is listed (docs/conformance.md)',
    args: [join(root, 'tests', 'conformance', 'tck.ts')],
    counts: true,
  },
  {
    name: 'content',
    about: 'metadata, rules and templates have no problems',
    args: [command, 'check'],
  },
  {
    name: 'examples',
    about: 'the examples of decisions and the samples of documents hold',
    args: [command, 'test'],
  },
  {
    name: 'lint',
    about: 'lint and format',
    args: [installed('@biomejs', 'biome', 'bin', 'biome'), 'check', '--colors=off', '--diagnostic-level=error'],
  },
];
