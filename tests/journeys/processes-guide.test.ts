import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, jest, test } from '@jest/globals';
import { followGuide, openDesk } from './guide-commands.ts';

jest.setTimeout(600_000);

const PICTURE = 'docs/pictures/pricing-approval.svg';
const desk = openDesk();
afterAll(() => desk.leave());

test('an analyst who types the commands of the guide to processes sees what the guide shows, and its picture', () => {
  followGuide('docs/processes-guide.md', desk);
  const drawn = desk.read('pricing-approval.svg');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PICTURE, drawn);
  expect(drawn).toBe(readFileSync(PICTURE, 'utf8'));
});
