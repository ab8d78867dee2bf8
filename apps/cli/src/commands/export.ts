import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Problem } from '@dealwright/diagnostics';
import { exportTable } from '@dealwright/exchange';
import { decisionKind } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { sourceOf } from '../decision-source.ts';
import { exportModel } from '../exchange/export-model.ts';
import { printJson, printProblems, remark, UsageError } from '../output.ts';

/** `dealwright export DECISION FILE.xlsx`: a decision in the format of another tool, by the file's extension. */
export function exportCommand(): Command {
  return contentCommand('export', 'write a decision as a spreadsheet, or with those that it calls as a model of DMN')
    .argument('<decision>', 'name of the decision')
    .argument('<file>', 'file to write: .xlsx or .dmn')
    .action(async (name: string, file: string, options: CommonOptions) => {
      const extension = extname(file).toLowerCase();
      if (extension !== '.xlsx' && extension !== '.dmn') throw new UsageError('The file must end in .xlsx or .dmn.');
      const model = await loadModelOrTell(options);
      if (model === undefined) return;
      const decision = findNamed(model, decisionKind, name, options.locale);
      if (extension === '.dmn') {
        exportModel(model, name, file, options);
        return;
      }
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
