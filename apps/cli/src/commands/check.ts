import { isClean } from '@dealwright/diagnostics';
import type { Model } from '@dealwright/metadata';
import { loadTriedContent, organisation } from '@dealwright/platform';
import { analyse, decisionKind } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, foldersBelow, foldersOf } from '../content-command.ts';
import { printJson, printProblems, remark } from '../output.ts';

/**
 * `dealwright check [dir]`: all problems of the content, failing examples and what the analysis of decisions finds too.
 * Exit code 1 when one of them is an error.
 */
export function checkCommand(): Command {
  return contentCommand('check', 'show all problems of the content')
    .argument('[dir]', 'folder that holds metadata/, rules/ and templates/, or content itself')
    .action(async (dir: string | undefined, options: CommonOptions) => {
      const folders = dir === undefined ? foldersOf(options) : foldersBelow(dir);
      const now = new Date().toISOString();
      const { model, problems } = await loadTriedContent(folders, now);
      const errors = problems.filter((each) => each.severity === 'error').length;
      if (options.json) {
        const documents = model?.documents.length ?? 0;
        printJson({ hash: model?.hash ?? null, documents, problems, analysis: model ? analysisOf(model, now) : [] });
      } else printProblems(problems, options.locale);
      remark(
        `${errors} problems, ${problems.length - errors} warnings${model ? ` in ${model.documents.length} documents` : ''}`,
      );
      if (!isClean(problems)) process.exitCode = 1;
    });
}

/** What was analysed, decision by decision, and how much of it could not be; the findings stand among the problems. */
function analysisOf(model: Model, now: string) {
  const environment = { now, ...organisation(model) };
  return [...model.all(decisionKind).values()].map((decision) => {
    const { findings, ...rest } = analyse(decision, environment);
    return { ...rest, findings: findings.map(({ code, rows, given, at }) => ({ code, rows, given, at })) };
  });
}
