import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { agrees, type Desk, openDesk, stepsOf } from './guide-commands.ts';
import { demoDatabase } from './harness.ts';

const GUIDE = 'docs/decisions-guide.md';

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

/** `UPDATE_GOLDEN=1` writes what the commands print into the guide where it does not agree; read the difference. */
test('an analyst who types the commands of the guide sees what the guide shows', () => {
  const guide = readFileSync(GUIDE, 'utf8');
  const steps = stepsOf(guide);
  expect(steps.filter(({ is }) => is === 'command').length).toBeGreaterThan(3);
  let [updated, rest] = ['', guide];
  for (const step of steps) {
    const printed = desk.take(step);
    if (step.is !== 'command' || agrees(step.prints, printed)) continue;
    const [shown, seen] = [`$ ${step.command}\n${step.prints}`, `$ ${step.command}\n${printed.trimEnd()}\n`];
    if (process.env.UPDATE_GOLDEN !== '1') expect(seen).toBe(shown);
    const end = rest.indexOf(shown);
    updated += rest.slice(0, end) + seen;
    rest = rest.slice(end + shown.length);
  }
  updated += rest;
  if (updated !== guide) writeFileSync(GUIDE, updated);
});
