import type { Problem } from '@dealwright/diagnostics';
import { checkSamples, documentKind } from '@dealwright/documents';
import type { Environment } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { processKind, runExamples as runProcessExamples } from '@dealwright/processes';
import { decisionKind, runExamples } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { print, printJson, printProblems, UsageError } from '../output.ts';
import { printRowCoverage, type RowCoverage, rowCoverage } from '../row-coverage.ts';

/** What became of one example of a decision, or of one sample of a document. */
interface Result {
  readonly of: string;
  readonly name: string;
  readonly problems: readonly Problem[];
}

interface TestOptions extends CommonOptions, TimeOptions {
  readonly coverage?: true;
  readonly suggest?: true;
  readonly least?: string;
}

/**
 * `dealwright test [name]`: the examples of decisions and processes, and the samples of documents. Exit code 1 when one fails, or
 * when the examples of a decision reach fewer rows than `--least` says; 2 for a mistake in the command.
 */
export function testCommand(): Command {
  const command = contentCommand('test', 'run the examples of decisions and processes, and the samples of documents')
    .argument('[decision]', 'only the examples of this decision or process')
    .option('--coverage', 'show which rows and rules no example reaches')
    .option('--suggest', 'with an example for each of them, made and run, ready to be pasted')
    .option('--least <percent>', 'exit code 1 when the examples of a decision reach fewer of its rows')
    .addHelpText('after', EXIT_CODES);
  return withTime(command).action(async (name: string | undefined, options: TestOptions) => {
    const least = percentOf(options.least);
    const model = await loadModelOrTell(options);
    if (model === undefined) return;
    const environment = environmentOf(options, model);
    const named = name === undefined ? undefined : model.find(processKind, name);
    const processes = name === undefined ? [...model.all(processKind).values()] : named ? [named] : [];
    const decisions =
      name === undefined
        ? [...model.all(decisionKind).values()]
        : named
          ? []
          : [findNamed(model, decisionKind, name, options.locale)];
    const withCoverage = options.coverage || options.suggest || least !== undefined;
    const results: Result[] = [];
    const coverage: RowCoverage[] = [];
    for (const decision of decisions) {
      const examples = await runExamples(decision, environment);
      results.push(...examples.map((each) => ({ of: decision.name, name: each.name, problems: each.problems })));
      const answers = examples.map(({ answer }) => answer);
      if (withCoverage) coverage.push(rowCoverage(decision, answers, environment, options.suggest === true));
    }
    for (const process of processes) {
      for (const each of runProcessExamples(process, environment)) results.push({ of: process.name, ...each });
    }
    if (name === undefined) results.push(...trySamples(model, environment));
    const failed = results.filter(({ problems }) => problems.length > 0).length;
    if (failed > 0 || coverage.some(({ percent }) => percent < (least ?? 0))) process.exitCode = 1;
    const passed = results.length - failed;
    if (options.json) return printJson({ passed, failed, results, ...(withCoverage && { coverage }) });
    for (const { of, name, problems } of results) {
      print(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${of}: ${name}`);
      printProblems(problems, options.locale);
    }
    print(`${passed} passed, ${failed} failed`);
    if (withCoverage) printRowCoverage(coverage, options.locale);
  });
}

const EXIT_CODES = `
Exit codes: 0 all hold; 1 an example or a sample fails, or too few rows are reached (--least); 2 the command was mistyped.`;

function percentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const percent = Number(text);
  if (percent >= 0 && percent <= 100) return percent;
  throw new UsageError(`--least ${text} is no percentage; write a number from 0 to 100.`);
}

function trySamples(model: Model, { zone }: Environment): Result[] {
  const documents = [...model.all(documentKind).values()];
  return documents.flatMap((document) =>
    checkSamples(document, zone).map(({ sample, locale, problems }) => ({
      of: document.name,
      name: `${sample} (${locale})`,
      problems,
    })),
  );
}
