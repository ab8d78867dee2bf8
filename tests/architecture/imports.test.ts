import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './repository.ts';

/** Runs the rules of the repository on a small house of its own and answers the names of the broken rules. */
function brokenRules(files: Readonly<Record<string, string>>): string[] {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  try {
    for (const [path, text] of Object.entries({ 'tsconfig.json': '{}', ...files })) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), text);
    }
    const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
    const args = [program, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', '.'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
    const violations: { rule: { name: string } }[] = JSON.parse(stdout).summary.violations;
    return [...new Set(violations.map(({ rule }) => rule.name))].sort();
  } finally {
    rmSync(house, { recursive: true });
  }
}

test('imports downwards and through the door are in order', () => {
  const files = {
    'packages/values/src/index.ts': "export { a } from './a.ts';",
    'packages/values/src/a.ts': 'export const a = 1;',
    'packages/records/src/index.ts': "export { a } from '../../values/src/index.ts';",
    'apps/cli/src/main.ts': "import '../../../packages/records/src/index.ts';",
  };
  expect(brokenRules(files)).toEqual([]);
});

test('an import upwards is found, even of a type', () => {
  const files = {
    'packages/values/src/index.ts': "import type { A } from '../../records/src/index.ts';\nexport type B = A;",
    'packages/records/src/index.ts': 'export type A = 1;',
  };
  expect(brokenRules(files)).toEqual(['values-imports-only-what-stands-before-it']);
});

test('an import past the door is found, from packages, apps and tests', () => {
  const inner = { 'packages/values/src/a.ts': 'export const a = 1;' };
  for (const path of ['packages/records/src/index.ts', 'apps/cli/src/main.ts', 'tests/journeys/x/y.test.ts']) {
    const up = path.split('/').slice(1).fill('..').join('/');
    expect(brokenRules({ ...inner, [path]: `import '${up}/packages/values/src/a.ts';` })).toEqual([
      'one-door-per-package',
    ]);
  }
});

test('an import of an app is found, from a package and from another app', () => {
  const app = { 'apps/cli/src/main.ts': 'export const a = 1;' };
  const text = "import '../../../apps/cli/src/main.ts';";
  expect(brokenRules({ ...app, 'packages/values/src/index.ts': text })).toEqual(['packages-never-import-apps']);
  expect(brokenRules({ ...app, 'apps/server/src/main.ts': text })).toEqual(['apps-do-not-import-each-other']);
});

test('a cycle is found, unless it is one of types', () => {
  const cycle = (keyword: string) => ({
    'packages/values/src/a.ts': `${keyword} { b } from './b.ts';`,
    'packages/values/src/b.ts': `${keyword} { a } from './a.ts';`,
  });
  expect(brokenRules(cycle('import'))).toEqual(['no-cycles']);
  expect(brokenRules(cycle('import type'))).toEqual([]);
});

test('an import of a file that does not exist, and of a test, are found', () => {
  const files = {
    'packages/values/src/index.ts': "import './nowhere.ts';\nimport '../test/sample.ts';",
    'packages/values/test/sample.ts': 'export const a = 1;',
  };
  expect(brokenRules(files)).toEqual(['resolvable', 'sources-do-not-import-tests']);
});
