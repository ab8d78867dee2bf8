import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { agrees, type Desk, openDesk, stepsOf } from './guide-commands.ts';

const GUIDE = 'docs/decisions-guide.md';

jest.setTimeout(300_000);

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk.leave());

/** `UPDATE_GOLDEN=1` writes what the commands print into the guide where it does not agree; read the difference. */
test('an analyst who types the commands of the guide sees what the guide shows', () => {
  const guide = readFileSync(GUIDE, 'utf8');
  const steps = stepsOf(guide);
  expect(steps.filter(({ is }) => is === 'command').length).toBeGreaterThan(3);
  let updated = guide;
  for (const step of steps) {
    const printed = desk.take(step);
    if (step.is !== 'command' || agrees(step.prints, printed)) continue;
    if (process.env.UPDATE_GOLDEN === '1') {
      updated = updated.replace(`$ ${step.command}\n${step.prints}`, () => `$ ${step.command}\n${printed}`);
    } else expect(`$ ${step.command}\n${printed}`).toBe(`$ ${step.command}\n${step.prints}`);
  }
  if (updated !== guide) writeFileSync(GUIDE, updated);
});
