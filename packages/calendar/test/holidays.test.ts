import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { holidayName } from '../src/index.ts';

/** An independent source, beside the checkout and not part of it. */
const source = fileURLToPath(new URL('../../../../shared/acceptance/holidays-ro.json', import.meta.url));
const there = existsSync(source);
if (!there) process.stderr.write(`skipped: ${source} is not there to compare holidays with\n`);

(there ? test : test.skip)(
  'every day of 2024 to 2026 is a Romanian holiday exactly when another source says so',
  () => {
    const theirs = Object.keys(JSON.parse(readFileSync(source, 'utf8')) as object);
    const ours: string[] = [];
    for (let day = Date.UTC(2024, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      if (holidayName('RO', date) !== undefined) ours.push(date);
    }
    expect(ours).toEqual(theirs.sort());
  },
);

test('the second day of a holiday is one too', () => {
  expect(holidayName('RO', '2026-01-02')).toBe('Anul nou');
});

test('a day that is two holidays at once has both names', () => {
  expect(holidayName('RO', '2026-06-01')).toBe('A doua zi de Rusalii; Ziua Copilului');
});

test('a day that is only observed is not free', () => {
  expect(holidayName('RO', '2026-03-08')).toBeUndefined();
});
