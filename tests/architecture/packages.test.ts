import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PACKAGES } from '../../.dependency-cruiser.mjs';
import { folders, root } from './repository.ts';

interface Manifest {
  readonly name: string;
  readonly description?: string;
  readonly exports?: unknown;
}

const packages = folders('packages');

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

function readmeOf(name: string): string {
  const file = join(root, 'packages', name, 'README.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : 'There is no README.md.';
}

test('the direction of imports knows every package, and no other', () => {
  expect([...PACKAGES].sort()).toEqual([...packages].sort());
});

test.each(packages)('packages/%s has one door, a name after its folder, and a README of its own', (name) => {
  const manifest = manifestOf(`packages/${name}`);
  expect(manifest).toMatchObject({ name: `@dealwright/${name}`, exports: { '.': './src/index.ts' } });
  expect(Object.keys(manifest.exports as object)).toEqual(['.']);
  expect(manifest.description).toMatch(/\.$/);
  expect(readmeOf(name)).toMatch(/.{80}/s);
});
