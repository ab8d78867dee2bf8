import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decisionsPart, describeApi, mePart, modelPart } from '@dealwright/graphql';
import { expect, test } from '@jest/globals';
import { loadShop } from '../records/shop.ts';

test('the schema of a small content is the golden one', async () => {
  const file = fileURLToPath(new URL('./schema.graphql', import.meta.url));
  const sdl = `${describeApi(await loadShop(new URL('./content/', import.meta.url)), [mePart, modelPart, decisionsPart])}\n`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, sdl);
  else expect(sdl).toBe(readFileSync(file, 'utf8'));
});
