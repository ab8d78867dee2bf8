import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { followContent } from '../src/follow-content.ts';

test('a saved file calls back, and a failing callback does not end the following', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'follow-'));
  const errors: unknown[] = [];
  let wake = () => {};
  const stop = await followContent(
    [folder],
    async () => {
      wake();
      throw new Error('broken content');
    },
    (error) => errors.push(error),
  );
  for (const text of ['one', 'two']) {
    const called = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await writeFile(join(folder, 'a.yaml'), text);
    await called;
  }
  await stop();
  expect(errors.map(String)).toEqual(['Error: broken content', 'Error: broken content']);
  await rm(folder, { recursive: true });
});
