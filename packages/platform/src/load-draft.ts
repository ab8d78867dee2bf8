import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isClean, type Problem, say, warning } from '@dealwright/diagnostics';
import { type Model, overlaySources, readContent, type ShapeCache, type Source } from '@dealwright/metadata';
import { CONTENT_FOLDERS, loadSources, sourcesOf } from './load-content.ts';
import { tryDecisions } from './try-content.ts';

/** A draft as a Model of its own, or why there is none. Beside a Model: warnings, and what would hold up its publication. */
export interface LoadedDraft {
  readonly model?: Model;
  readonly problems: readonly Problem[];
}

/**
 * The content of a folder as a draft. One with `metadata` and `rules` in it is whole content; of any other, each document
 * takes the place of the published one with its kind and name, and what it does not bring is as published.
 * @param now ISO 8601 in UTC, for examples that name no day
 */
export async function loadDraftFolder(published: Model, folder: string, now: string): Promise<LoadedDraft> {
  const below = CONTENT_FOLDERS.map((name) => join(folder, name)).filter((path) => existsSync(path));
  const isWhole = WHOLE.every((name) => existsSync(join(folder, name)));
  const sources = await readContent(below.length > 0 ? below : [folder]);
  return loadDraft(basename(folder), published, isWhole ? sources : overlaySources(sourcesOf(published), sources), now);
}

const WHOLE = ['metadata', 'rules'];

/** YAML texts as a draft, laid over what is published. Their problems are told as of `NAME 1`, `NAME 2` … */
export async function loadDraftTexts(
  published: Model,
  name: string,
  documents: readonly string[],
  now: string,
  cache?: ShapeCache,
): Promise<LoadedDraft> {
  const sources = documents.map((text, index): Source => ({ path: `${name} ${index + 1}.yaml`, text }));
  const loaded = await loadDraft(name, published, overlaySources(sourcesOf(published), sources), now, cache);
  // What is published comes again with the next draft; the draft itself does not.
  for (const { path } of sources) cache?.delete(path);
  return loaded;
}

/** Content that is wrong is no Model. An example that expects what was published may fail: that is the draft's point. */
async function loadDraft(
  name: string,
  published: Model,
  sources: readonly Source[],
  now: string,
  cache?: ShapeCache,
): Promise<LoadedDraft> {
  const { model, problems } = await loadSources(sources, cache);
  if (!model) return { problems };
  const tried = await tryDecisions(model, now, published);
  const expected = tried.filter(({ code }) => code === 'EXAMPLE_FAILED');
  const others = tried.filter(({ code }) => code !== 'EXAMPLE_FAILED' && code !== 'EXAMPLE_REASON');
  if (!isClean(others)) return { problems: [...problems, ...tried] };
  return { model, problems: [...others, ...examplesToChange(name, expected)] };
}

/** One line for all of them, at the first. */
function examplesToChange(name: string, failed: readonly Problem[]): readonly Problem[] {
  const [first] = failed;
  if (!first) return [];
  return [
    warning(
      'EXAMPLES_TO_CHANGE',
      {
        en: `With the draft “${name}” ${failed.length} examples fail, the first: ${say(first.message, 'en')}`,
        ro: `Cu varianta „${name}” nu trec ${failed.length} exemple, primul: ${say(first.message, 'ro')}`,
      },
      {
        place: first.place,
        hint: {
          en: 'change them before you publish the draft',
          ro: 'modificați-le înainte de a publica varianta',
        },
      },
    ),
  ];
}
