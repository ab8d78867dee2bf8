import { describe, expect, test } from '@jest/globals';
import { describeDiff, isSame } from '../src/index.ts';
import { exported, HANDLING, imported } from './shop.ts';

describe('A table that goes to a workbook and comes back', () => {
  test('is the same, to the last character of its file', async () => {
    const { yaml, diff, problems } = await imported(await exported(HANDLING), HANDLING);
    expect(problems).toEqual([]);
    expect(describeDiff(diff)).toEqual([]);
    expect(isSame(diff)).toBe(true);
    expect(yaml).toBe(HANDLING);
  });
  test('is the same when it was written in brackets, too', async () => {
    const { yaml, diff, problems } = await imported(await exported(HANDLING, 'other'), HANDLING, { name: 'other' });
    expect([problems, isSame(diff), yaml === HANDLING]).toEqual([[], true, true]);
  });
});
