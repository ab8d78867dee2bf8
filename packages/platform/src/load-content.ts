import { fileURLToPath } from 'node:url';
import { accessContent } from '@dealwright/access';
import { backtestsContent } from '@dealwright/backtests';
import { effectsContent } from '@dealwright/effects';
import { identityContent } from '@dealwright/identity';
import { type Loaded, loadModel, type Model, readContent, type ShapeCache, type Source } from '@dealwright/metadata';
import { processVersionKind } from '@dealwright/processes';
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
  backtestsContent,
];

/** Where content lies when nobody says otherwise, below the working directory. */
export const CONTENT_FOLDERS: readonly string[] = ['metadata', 'rules', 'templates'];

/**
 * Reads, links and checks all content.
 * @param cache give the same to the next load, and files that did not change are not taken apart again
 */
export async function loadContent(folders: readonly string[] = CONTENT_FOLDERS, cache?: ShapeCache): Promise<Loaded> {
  return loadSources(await readContent(folders), cache);
}

/** The same of content that was read already; the platform's own is added. Paths of the latter begin with `platform:`. */
export async function loadSources(sources: readonly Source[], cache?: ShapeCache): Promise<Loaded> {
  const own = await Promise.all(PLATFORM_CONTENT.map(platformContent));
  const loaded = loadModel([...own.flat(), ...sources], [...KINDS, processVersionKind], cache);
  if (loaded.model) read.set(loaded.model, sources);
  return loaded;
}

const read = new WeakMap<Model, readonly Source[]>();

/** What a Model of {@link loadContent} was read from, without the platform's own, so that a draft can be laid over it. */
export function sourcesOf(model: Model): readonly Source[] {
  return read.get(model) ?? [];
}

async function platformContent(folder: URL): Promise<Source[]> {
  const path = fileURLToPath(folder);
  const name = path.split(/[\\/]/).at(-3) ?? '';
  const sources = await readContent([path], path);
  return sources.map((source) => ({ ...source, path: `platform:${name}/${source.path}` }));
}
