import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { playTour, tourOperations } from './readme-operations.ts';

const journey = openJourney();

test('somebody who has read only the README takes the demo lead to a contract PDF, as seller', async () => {
  const seller = journey.as('seller');
  const readme = await readFile('README.md', 'utf8');
  expect(tourOperations(readme).length).toBeGreaterThan(6);
  const { file } = await playTour(readme, seller.ask);
  const { name, bytes } = await seller.file(String(file));
  expect(name).toMatch(/Brutăria Spicul.*\.pdf$/);
  expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-');
});
