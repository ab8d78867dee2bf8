import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { missingEntries, optionalWithEngines } from '../../scripts/complete-lock.mjs';
import { root, type TextFile, textFiles } from './repository.ts';

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Dependencies whose version is a range: the same clone would be another program tomorrow. */
function loose({ path, text }: TextFile): string[] {
  const manifest = JSON.parse(text) as Record<string, unknown>;
  const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];
  return lists.flatMap((list) =>
    Object.entries((manifest[list] ?? {}) as Record<string, unknown>)
      .filter(([, version]) => typeof version !== 'string' || !EXACT.test(version))
      .map(([name, version]) => `${path}: ${name} ${JSON.stringify(version)}`),
  );
}

/** Dependencies that two manifests want in different versions. */
function differing(files: readonly TextFile[]): string[] {
  const wanted = new Map<string, Map<string, string>>();
  for (const { path, text } of files) {
    const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(text);
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      wanted.set(name, (wanted.get(name) ?? new Map()).set(String(version), path));
    }
  }
  return [...wanted]
    .filter(([, versions]) => versions.size > 1)
    .map(([name, v]) => `${name}: ${[...v.keys()].join(', ')}`);
}

const manifests = textFiles().filter(({ path }) => /(^|\/)package\.json$/.test(path));

test('every dependency is pinned to one exact version', () => {
  expect(manifests.length).toBeGreaterThan(10);
  expect(manifests.flatMap(loose)).toEqual([]);
});

test('the workspace uses one version of each dependency', () => {
  expect(differing(manifests.filter(({ path }) => !path.startsWith('tests/bench/')))).toEqual([]);
});

test('the checks of versions find a range, a tag and a difference', () => {
  const a = { path: 'a/package.json', text: '{"dependencies": {"x": "^1.2.3", "y": "1.2.3"}}' };
  const b = { path: 'b/package.json', text: '{"devDependencies": {"y": "1.2.4", "z": "latest"}}' };
  expect([a, b].flatMap(loose)).toEqual(['a/package.json: x "^1.2.3"', 'b/package.json: z "latest"']);
  expect(differing([a, b])).toEqual(['y: 1.2.3, 1.2.4']);
});

test.each(['package-lock.json', 'tests/bench/package-lock.json'])(
  '%s lets npm ci install on every system, by any Node: it is completed after npm install',
  (file) => {
    const lock = JSON.parse(readFileSync(join(root, file), 'utf8'));
    // When this fails after npm install: node scripts/complete-lock.mjs
    expect(Object.keys(missingEntries(lock))).toEqual([]);
    expect(optionalWithEngines(lock)).toEqual([]);
  },
);

test('an optional package that the lock file lacks is added with the system that its name says', () => {
  const packages = {
    'node_modules/a': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { 'a-linux-x64-musl': '1.0.0', 'a-win32-ia32-msvc': '1.0.0' },
    },
    'node_modules/a-win32-ia32-msvc': { version: '1.0.0', optional: true },
  };
  expect(missingEntries({ packages })).toEqual({
    'node_modules/a-linux-x64-musl': {
      version: '1.0.0',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
  });
});

test('an optional package that npm would skip because of the Node that runs npm is found', () => {
  const engines = { node: '>=22' };
  const packages = {
    'node_modules/a': { engines },
    'node_modules/b': { engines, optional: true },
    'node_modules/c': { optional: true },
  };
  expect(optionalWithEngines({ packages })).toEqual(['node_modules/b']);
});
