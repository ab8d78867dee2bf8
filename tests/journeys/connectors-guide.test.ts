import { afterAll, beforeAll, jest, test } from '@jest/globals';
import { type Desk, followGuide, openDesk } from './guide-commands.ts';

jest.setTimeout(120_000);

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk?.leave());

test('an analyst who types the commands of the guide to connectors sees what the guide shows', () =>
  followGuide('docs/connectors-guide.md', desk));
