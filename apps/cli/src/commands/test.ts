import type { Problem } from '@dealwright/diagnostics';
import { checkSamples, documentKind } from '@dealwright/documents';
import type { Environment } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { type Decision, decisionKind, runExamples } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { print, printJson, printProblems } from '../output.ts';

/** What became of one example of a decision, or of one sample of a document. */
interface Result {
  readonly of: string;
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** `dealwright test [decision]`: the examples of decisions and the samples of documents. Exit code 1 when one fails. */
export function testCommand(): Command {
  const command = contentCommand('test', 'run the examples of decisions and the samples of documents').argument(
    '[decision]',
    'only the examples of this decision',
  );
  return withTime(command).action(async (name: string | undefined, options: CommonOptions & TimeOptions) => {
    const model = await loadModelOrTell(options);
    if (model === undefined) return;
    const environment = environmentOf(options, model);
    const results =
      name === undefined
        ? [...(await tryDecisions(model.all(decisionKind).values(), environment)), ...trySamples(model, environment)]
        : await tryDecisions([findNamed(model, decisionKind, name, options.locale)], environment);
    const failed = results.filter(({ problems }) => problems.length > 0).length;
    if (failed > 0) process.exitCode = 1;
    if (options.json) return printJson({ passed: results.length - failed, failed, results });
    for (const { of, name, problems } of results) {
      print(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${of}: ${name}`);
      printProblems(problems, options.locale);
    }
    print(`${results.length - failed} passed, ${failed} failed`);
  });
}

async function tryDecisions(decisions: Iterable<Decision>, environment: Environment): Promise<Result[]> {
  const results: Result[] = [];
  for (const decision of decisions) {
    const examples = await runExamples(decision, environment);
    results.push(...examples.map(({ name, problems }) => ({ of: decision.name, name, problems })));
  }
  return results;
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
