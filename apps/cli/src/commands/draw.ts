import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { drawProcess, processKind } from '@dealwright/processes';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { print, printJson, UsageError } from '../output.ts';

interface Options extends CommonOptions {
  readonly out?: string;
  readonly state?: string;
}

/** `dealwright draw PROCESS --out FILE.svg`: a picture of a process, in the language of `--locale`. */
export function drawCommand(): Command {
  return contentCommand('draw', 'draw a process as a picture (SVG)')
    .argument('<process>', 'name of the process')
    .option('--out <file>', 'where to write it; NAME.svg when not given')
    .option('--state <names>', 'states to mark, separated by commas')
    .action(async (name: string, options: Options) => {
      const model = await loadModelOrTell(options);
      if (model === undefined) return;
      const process = findNamed(model, processKind, name, options.locale);
      const marked = options.state?.split(',') ?? [];
      const unknown = marked.find((each) => !process.allStates.has(each));
      if (unknown !== undefined)
        throw new UsageError(`${name} has no state ${unknown}; it has ${[...process.allStates.keys()].join(', ')}.`);
      const { out = `${name}.svg` } = options;
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, `${await drawProcess(process, options.locale ?? 'en', marked)}\n`);
      if (options.json) printJson({ out, states: [...process.allStates.keys()] });
      else print(`${out}: ${process.allStates.size} states, ${process.events.size} events`);
    });
}
