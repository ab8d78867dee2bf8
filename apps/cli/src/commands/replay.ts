import { replayStored } from '@dealwright/platform';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, loadModelOrTell } from '../content-command.ts';
import { databaseOf } from '../database-of.ts';
import { print, printJson, printProblems, remark, UsageError } from '../output.ts';
import { moment, sentencesOf } from './explain.ts';

interface Options extends CommonOptions {
  readonly live?: true;
}

/**
 * `dealwright replay ID`: asks a stored decision again, over what it was asked then and with the content of then, and
 * compares. Exit code 1 when the answer is another one, or it cannot be asked.
 */
export function replayCommand(): Command {
  return contentCommand('replay', 'ask a stored decision again, as of then, and compare')
    .argument('<id>', 'id of the stored decision; `dealwright explain RECORD` tells it')
    .option('--live', 'with the content of now: what would it answer?')
    .action(async (id: string, options: Options) => {
      const model = await loadModelOrTell(options);
      if (model === undefined) return;
      const locale = options.locale ?? 'en';
      const asked = { model, database: databaseOf(), now: new Date().toISOString(), locale, log: remark };
      const replay = await replayStored(asked, id, options.live === true);
      if (replay === undefined) throw new UsageError(`There is no stored decision ${id}.`);
      if (!replay.same) process.exitCode = 1;
      const { before, after, same, differences, problems } = replay;
      const sentences = {
        before: sentencesOf(model, before, locale),
        after: after === null ? [] : sentencesOf(model, after, locale),
      };
      if (options.json) return printJson({ ...replay, sentences });
      print(`${String(before.decision)}, asked ${moment(String(before.at))}`);
      for (const sentence of sentences.before) print(`  ${sentence}`);
      printProblems(problems, options.locale, process.stderr);
      if (after === null) return;
      print(same ? 'Asked again: the same answer.' : 'Asked again: another answer.');
      for (const { path, before: was, after: is } of differences) {
        print(`  ${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`);
      }
      if (!same) for (const sentence of sentences.after) print(`  ${sentence}`);
    });
}
