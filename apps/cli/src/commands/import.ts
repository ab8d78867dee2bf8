import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isClean, type Problem } from '@dealwright/diagnostics';
import { describeDiff, importTable, isSame, openTable } from '@dealwright/exchange';
import type { Model, Source } from '@dealwright/metadata';
import { loadTriedSources, sourcesOf } from '@dealwright/platform';
import { decisionKind } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { sourceOf } from '../decision-source.ts';
import { importModel, type ModelOptions } from '../exchange/import-model.ts';
import { importRows, type RowsOptions } from '../exchange/import-rows.ts';
import { print, printJson, printProblems, remark, UsageError } from '../output.ts';

interface Options extends CommonOptions, ModelOptions, RowsOptions {
  readonly decision?: string;
  readonly write?: true;
  readonly outdated?: true;
}

/**
 * `dealwright import FILE.dmn`: see {@link importModel}. `dealwright import FILE.csv`: see {@link importRows}.
 * `dealwright import FILE.xlsx`: what an edited spreadsheet changes in its decision, and what is wrong in it, by cell.
 * The YAML is written with `--write` only, and only when nothing is wrong. Exit code 1 when something is.
 */
export function importCommand(): Command {
  return contentCommand(
    'import',
    'bring back an edited spreadsheet, turn a model of DMN into content, or rows of a CSV into records',
  )
    .argument('<file>', 'file to read: .xlsx, .dmn or .csv')
    .option('--to <dir>', 'of a .dmn: the folder into which its decisions are written; without it they are printed')
    .option('--partly', 'of a .dmn: write what could be read, although something could not')
    .option('--decision <name>', 'of an .xlsx: the decision; the one that the file names when not given')
    .option('--write', 'of an .xlsx: write the changed YAML')
    .option('--dry-run', 'only show: of an .xlsx when --write is not given, of a .csv what would be refused')
    .option('--map <file>', 'of a .csv: YAML that says of which entity the rows are, and which column is which field')
    .option('--from <line>', 'of a .csv: the first line to import')
    .option('--outdated', 'of an .xlsx: import although the decision has changed since it was exported')
    .action(async (file: string, options: Options) => {
      const extension = extname(file).toLowerCase();
      if (extension === '.dmn') return importModel(file, options);
      if (extension === '.csv') return importRows(file, options);
      if (extension !== '.xlsx') throw new UsageError('The file must end in .xlsx, .dmn or .csv.');
      const opened = await openTable(readFile(file));
      if ('problem' in opened) return refuse([opened.problem], options);
      const model = await loadModelOrTell(options);
      if (model === undefined) return;
      const name = options.decision ?? opened.decision;
      const decision = findNamed(model, decisionKind, name, options.locale);
      const source = sourceOf(model, name);
      const check = (yaml: string) => problemsWith({ path: source.path, text: yaml }, model);
      const imported = await importTable(opened, decision, source, { check, outdated: options.outdated ?? false });
      const { yaml, diff, problems } = imported;
      const writes = options.write === true && options.dryRun !== true && isClean(problems) && !isSame(diff);
      if (writes) writeFileSync(source.path, yaml);
      if (!isClean(problems)) process.exitCode = 1;
      if (options.json) return printJson({ decision: name, file: source.path, written: writes, diff, problems });
      for (const line of describeDiff(diff, options.locale)) print(line);
      printProblems(problems, options.locale);
      remark(sayWhatNow(source.path, { same: isSame(diff), clean: isClean(problems), writes }));
    });
}

function readFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the content would say with the file as it would be; what it says already of other files is left out. */
async function problemsWith(changed: Source, model: Model): Promise<readonly Problem[]> {
  const sources = sourcesOf(model).map((each) => (each.path === changed.path ? changed : each));
  const { problems } = await loadTriedSources(sources, new Date().toISOString());
  return problems.filter(({ severity, place }) => severity === 'error' || place?.file === changed.path);
}

function sayWhatNow(
  path: string,
  { same, clean, writes }: Readonly<Record<'same' | 'clean' | 'writes', boolean>>,
): string {
  if (!clean) return 'Nothing is written until this is mended.';
  if (same) return 'Nothing is different.';
  return writes ? `${path} is written.` : `Nothing is written; --write changes ${path}.`;
}

function refuse(problems: readonly Problem[], { json, locale }: CommonOptions): void {
  if (json) printJson({ problems });
  else printProblems(problems, locale, process.stderr);
  process.exitCode = 1;
}
