import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadModel } from '@dealwright/metadata';
import { expect, test } from '@jest/globals';
import { KINDS, loadContent, referencePages } from '../src/index.ts';

const REFERENCE = fileURLToPath(new URL('../../../docs/reference/', import.meta.url));

test('docs/reference is what the schemas say; `npx dealwright reference` writes it again', async () => {
  const { model } = await loadContent();
  if (!model) throw new Error('the content has problems: npx dealwright check');
  const pages = await referencePages(model);
  expect((await readdir(REFERENCE)).sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages)
    expect({ name, text: await readFile(REFERENCE + name, 'utf8') }).toEqual({ name, text });
});

test.each(KINDS.map((kind) => [kind.name, kind] as const))(
  'the example on the page of kind %s has the shape of its schema',
  (name, kind) => {
    const { problems } = loadModel(
      [{ path: `${name}.yaml`, text: kind.example }],
      [{ ...kind, link: () => ({}), check: () => {} }],
    );
    expect(problems).toEqual([]);
  },
);
