import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { referencePages } from '@dealwright/platform';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, loadModelOrTell } from '../content-command.ts';
import { print, printJson, remark } from '../output.ts';

/** `dealwright reference`: writes the reference pages, or (`--check`) says which are not what the schemas say. */
export function referenceCommand(): Command {
  return contentCommand('reference', 'write the reference pages from the schemas')
    .option('--out <dir>', 'where to write them', join('docs', 'reference'))
    .option('--check', 'write nothing; exit 1 when a page is out of date')
    .action(async (options: CommonOptions & { readonly out: string; readonly check?: true }) => {
      const model = await loadModelOrTell(options);
      if (!model) return;
      const pages = await referencePages(model);
      const stale = await outOfDate(options.out, pages);
      if (!options.check) await write(options.out, pages, stale);
      else if (stale.length > 0) {
        remark(`Out of date in ${options.out}: ${stale.join(', ')}. Run: npx dealwright reference`);
        process.exitCode = 1;
      }
      if (options.json) printJson({ pages: [...pages.keys()], changed: stale });
      else if (!options.check) print(`${pages.size} pages in ${options.out}, ${stale.length} of them changed`);
    });
}

/** The names of pages that are missing, different, or not generated any more. */
async function outOfDate(folder: string, pages: ReadonlyMap<string, string>): Promise<string[]> {
  const there = await readdir(folder).catch(() => []);
  const gone = there.filter((name) => !pages.has(name));
  const differing = await Promise.all(
    [...pages].map(async ([name, text]) =>
      (await readFile(join(folder, name), 'utf8').catch(() => '')) === text ? [] : [name],
    ),
  );
  return [...differing.flat(), ...gone];
}

async function write(folder: string, pages: ReadonlyMap<string, string>, stale: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of stale) {
    const text = pages.get(name);
    if (text === undefined) await rm(join(folder, name));
    else await writeFile(join(folder, name), text);
  }
}
