import { statSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean, isClean, say } from '@dealwright/diagnostics';
import type { KindOf, Loaded, Model } from '@dealwright/metadata';
import { CONTENT_FOLDERS, loadContent } from '@dealwright/platform';
import { Command } from 'commander';
import { printJson, printProblems, UsageError } from './output.ts';

/** What every command understands. */
export interface CommonOptions {
  readonly json?: true;
  readonly content?: readonly string[];
  readonly locale?: string;
}

/** A command with the options that all have. */
export function contentCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--json', 'print the answer as JSON, for machines')
    .option('--content <dir>', 'folder of content; repeat it, or separate several with commas', collect)
    .option('--locale <locale>', 'language, such as en or ro')
    .showHelpAfterError('(--help says what this command takes)');
}

/** The folders that were named; else the default ones of the working directory. */
export function foldersOf({ content }: CommonOptions): readonly string[] {
  return content ?? CONTENT_FOLDERS;
}

/** The default folders below `top` when it has some of them, else `top` itself: both are what `check DIR` may mean. */
export function foldersBelow(top: string): readonly string[] {
  const below = CONTENT_FOLDERS.map((folder) => join(top, folder));
  return below.some((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory()) ? below : [top];
}

/** The Model of the content. When there is none its problems are printed, the exit code is 1, and the answer is undefined. */
export async function loadModelOrTell(options: CommonOptions): Promise<Model | undefined> {
  const { model, problems }: Loaded = await loadContent(foldersOf(options));
  if (model !== undefined && isClean(problems)) return model;
  if (options.json) printJson({ problems });
  else printProblems(problems, options.locale, process.stderr);
  process.exitCode = 1;
  return undefined;
}

/** The document of that name; a {@link UsageError} with a suggestion when the content has none. */
export function findNamed<Linked>(model: Model, kind: KindOf<Linked>, name: string, locale?: string): Linked {
  const found = model.find(kind, name);
  if (found !== undefined) return found;
  const hint = didYouMean(name, model.all(kind).keys());
  throw new UsageError(`There is no ${kind.name} ${name}${hint ? ` (${say(hint, locale)})` : ''}.`);
}

/** An option that may be repeated, or have several values with commas between them. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').filter((each) => each !== '')];
}
