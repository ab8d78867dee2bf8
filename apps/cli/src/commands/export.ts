import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Problem } from '@dealwright/diagnostics';
import { exportTable } from '@dealwright/exchange';
import { decisionKind } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { sourceOf } from '../decision-source.ts';
import { printJson, printProblems, remark, UsageError } from '../output.ts';

/** `dealwright export DECISION FILE.xlsx`: a decision in the format of another tool, by the file's extension. */
export function exportCommand(): Command {
  return contentCommand('export', 'write a decision as a spreadsheet')
    .argument('<decision>', 'name of the decision')
    .argument('<file>', 'file to write: .xlsx')
    .action(async (name: string, file: string, options: CommonOptions) => {
      if (extname(file).toLowerCase() !== '.xlsx') throw new UsageError('The file must end in .xlsx.');
      const model = await loadModelOrTell(options);
      if (model === undefined) return;
      const decision = findNamed(model, decisionKind, name, options.locale);
      const made = await exportTable(decision, sourceOf(model, name), options.locale);
      if (!('bytes' in made)) return refuse(made.problems, options);
      writeFileSync(file, made.bytes);
      if (options.json) printJson({ decision: name, file, bytes: made.bytes.length });
      else remark(`${name} written to ${file}; bring it back with: dealwright import ${file}`);
    });
}

function refuse(problems: readonly Problem[], { json, locale }: CommonOptions): void {
  if (json) printJson({ problems });
  else printProblems(problems, locale, process.stderr);
  process.exitCode = 1;
}
