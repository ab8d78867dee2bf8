import { expect, test } from '@jest/globals';
import { type TextFile, textFiles } from './repository.ts';

const MOST_LINES = 400;

function tooLong(files: readonly TextFile[]): string[] {
  return files
    .filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
}

/** What is true on one machine or in one network only. */
const LOCAL: readonly (readonly [string, RegExp])[] = [
  ['a folder of somebody', /(?<![\w.~-])\/(?:home\/\w+|Users\/\w+|root|work)\//],
  ['a folder of somebody', /[A-Z]:\\Users\\/],
  ['a host of a private network', /\b[\w-]+(?:\.[\w-]+)*\.(?:internal|corp|lan|intranet)(?::\d+|\/)/],
  ['a private address', /\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}(?::\d+|\/)/],
  ['a registry by its address', /https?:\/\/[^\s"'/]*(?:registry|npm|proxy|mirror)[^\s"'/]*\/[^\s"']*\.tgz/],
];

function localNames(files: readonly TextFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = LOCAL.find(([, pattern]) => pattern.test(line));
      return found ? [`${path}:${index + 1} names ${found[0]}: ${line.trim().slice(0, 100)}`] : [];
    }),
  );
}

test(`no source file is longer than ${MOST_LINES} lines: a longer one has two subjects`, () => {
  expect(tooLong(textFiles())).toEqual([]);
});

test('no file names a folder, host or registry of the machine it was written on', () => {
  expect(localNames(textFiles().filter(({ path }) => path !== 'tests/architecture/files.test.ts'))).toEqual([]);
});

test('the check of lengths finds a file of one line too many', () => {
  const lines = (count: number) => ({ path: `packages/x/src/y${count}.ts`, text: 'x\n'.repeat(count) });
  expect(tooLong([lines(MOST_LINES), lines(MOST_LINES + 1)])).toEqual(['packages/x/src/y401.ts: 401 lines']);
});

test.each([
  "const node = '/work/tools/node';",
  'see /root/notes.md',
  '"resolved": "http://npm.example/left-pad/-/left-pad-1.0.0.tgz"',
  'http://build.corp/jobs',
  'at 10.1.2.3:8080',
  String.raw`C:\Users\me`,
])('the check of local names finds: %s', (line) => {
  expect(localNames([{ path: 'a.md', text: line }])).toHaveLength(1);
});

test.each([
  'http://localhost:4000/graphql',
  'https://nodejs.org',
  './packages/x/src/index.ts',
  'apps/work/of/art',
  'version 10.1.2',
  "root's home",
])('the check of local names leaves alone: %s', (line) => {
  expect(localNames([{ path: 'a.md', text: line }])).toEqual([]);
});
