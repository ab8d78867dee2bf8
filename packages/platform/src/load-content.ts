import { fileURLToPath } from 'node:url';
import { accessContent } from '@dealwright/access';
import { effectsContent } from '@dealwright/effects';
import { identityContent } from '@dealwright/identity';
import { type Loaded, loadModel, readContent, type ShapeCache, type Source } from '@dealwright/metadata';
import { recordsContent } from '@dealwright/records';
import { releasesContent } from '@dealwright/releases';
import { KINDS } from './kinds.ts';

/** The platform's own entities and roles, shipped with the packages that own them. */
const PLATFORM_CONTENT: readonly URL[] = [
  accessContent,
  identityContent,
  recordsContent,
  effectsContent,
  releasesContent,
];

/** Where content lies when nobody says otherwise, below the working directory. */
export const CONTENT_FOLDERS: readonly string[] = ['metadata', 'rules', 'templates'];

/** Reads the application's content and the platform's own. Paths of the latter begin with `platform:`. */
async function readAllContent(folders: readonly string[]): Promise<Source[]> {
  const own = await Promise.all(PLATFORM_CONTENT.map(platformContent));
  return [...own.flat(), ...(await readContent(folders))];
}

/**
 * Reads, links and checks all content.
 * @param cache give the same to the next load, and files that did not change are not taken apart again
 */
export async function loadContent(folders: readonly string[] = CONTENT_FOLDERS, cache?: ShapeCache): Promise<Loaded> {
  return loadModel(await readAllContent(folders), KINDS, cache);
}

async function platformContent(folder: URL): Promise<Source[]> {
  const path = fileURLToPath(folder);
  const name = path.split(/[\\/]/).at(-3) ?? '';
  const sources = await readContent([path], path);
  return sources.map((source) => ({ ...source, path: `platform:${name}/${source.path}` }));
}
