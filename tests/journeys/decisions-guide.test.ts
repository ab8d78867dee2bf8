import { afterAll, beforeAll, jest, test } from '@jest/globals';
import { type Desk, followGuide, openDesk } from './guide-commands.ts';
import { demoDatabase } from './harness.ts';

// Some twenty commands, each a program of its own.
jest.setTimeout(600_000);

let desk: Desk;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await demoDatabase();
  drop = database.drop;
  desk = openDesk({ DATABASE_URL: database.url });
});
afterAll(async () => {
  desk?.leave();
  await drop?.();
});

test('an analyst who types the commands of the guide to decisions sees what the guide shows', () =>
  followGuide('docs/decisions-guide.md', desk));
