import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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

/** A stranger's draft may hold thousands of examples with formulas that are slow. */
const LONGEST_TRIAL_MS = 20_000;
/** Others of this process wait no longer than that. */
const LONGEST_TURN_MS = 200;

/** YAML texts as a draft, laid over what is published. Their problems are told as of `NAME 1`, `NAME 2` … */
export async function loadDraftTexts(
  published: Model,
  name: string,
  documents: readonly string[],
  now: string,
  cache?: ShapeCache,
): Promise<LoadedDraft> {
  const sources = documents.map((text, index): Source => ({ path: `${name} ${index + 1}.yaml`, text }));
  const whole = overlaySources(sourcesOf(published), sources);
  const loaded = await loadDraft(name, published, whole, now, cache, LONGEST_TRIAL_MS);
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
  longest = Number.POSITIVE_INFINITY,
): Promise<LoadedDraft> {
  const { model, problems } = await loadSources(sources, cache);
  if (!model) return { problems };
  const trial = turns(longest);
  const tried = await tryDecisions(model, now, published, trial.goOn);
  const expected = tried.filter(({ code }) => code === 'EXAMPLE_FAILED');
  const others = tried.filter(({ code }) => code !== 'EXAMPLE_FAILED' && code !== 'EXAMPLE_REASON');
  if (!isClean(others)) return { problems: [...problems, ...tried] };
  const notTried = trial.isOver() ? [notWhollyTried(name)] : [];
  return { model, problems: [...others, ...examplesToChange(name, expected), ...notTried] };
}

/** Lets others of the process go on now and then, and says no when so much time is over. */
function turns(longest: number) {
  const until = performance.now() + longest;
  let since = performance.now();
  let isOver = false;
  return {
    isOver: () => isOver,
    async goOn() {
      if (performance.now() - since > LONGEST_TURN_MS) {
        await setImmediate();
        since = performance.now();
      }
      isOver ||= performance.now() > until;
      return !isOver;
    },
  };
}

function notWhollyTried(name: string): Problem {
  return warning(
    'DRAFT_NOT_WHOLLY_TRIED',
    {
      en: `Not all examples of the draft “${name}” were run: it takes too long.`,
      ro: `Nu au fost rulate toate exemplele variantei „${name}”: durează prea mult.`,
    },
    {
      hint: {
        en: 'run `dealwright test` on it before you publish it',
        ro: 'rulați `dealwright test` pe ea înainte de a o publica',
      },
    },
  );
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
