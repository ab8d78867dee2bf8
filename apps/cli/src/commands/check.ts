import { isClean } from '@dealwright/diagnostics';
import { loadTriedContent } from '@dealwright/platform';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, foldersBelow, foldersOf } from '../content-command.ts';
import { printJson, printProblems, remark } from '../output.ts';

/** `dealwright check [dir]`: all problems of the content, failing examples too. Exit code 1 when one of them is an error. */
export function checkCommand(): Command {
  return contentCommand('check', 'show all problems of the content')
    .argument('[dir]', 'folder that holds metadata/, rules/ and templates/, or content itself')
    .action(async (dir: string | undefined, options: CommonOptions) => {
      const folders = dir === undefined ? foldersOf(options) : foldersBelow(dir);
      const { model, problems } = await loadTriedContent(folders, new Date().toISOString());
      const errors = problems.filter((each) => each.severity === 'error').length;
      if (options.json) printJson({ hash: model?.hash ?? null, documents: model?.documents.length ?? 0, problems });
      else printProblems(problems, options.locale);
      remark(
        `${errors} problems, ${problems.length - errors} warnings${model ? ` in ${model.documents.length} documents` : ''}`,
      );
      if (!isClean(problems)) process.exitCode = 1;
    });
}
