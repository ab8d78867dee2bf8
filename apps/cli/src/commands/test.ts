import type { Problem } from '@dealwright/diagnostics';
import { decisionKind, runExamples } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { print, printJson, printProblems } from '../output.ts';

/** What became of one example of a decision. */
interface Result {
  readonly of: string;
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** `dealwright test [decision]`: the examples of decisions. Exit code 1 when one of them fails. */
export function testCommand(): Command {
  const command = contentCommand('test', 'run the examples of decisions').argument(
    '[decision]',
    'only the examples of this decision',
  );
  return withTime(command).action(async (name: string | undefined, options: CommonOptions & TimeOptions) => {
    const model = await loadModelOrTell(options);
    if (model === undefined) return;
    const decisions =
      name === undefined
        ? [...model.all(decisionKind).values()]
        : [findNamed(model, decisionKind, name, options.locale)];
    const results: Result[] = [];
    for (const decision of decisions) {
      const examples = await runExamples(decision, environmentOf(options));
      results.push(...examples.map(({ name, problems }) => ({ of: decision.name, name, problems })));
    }
    const failed = results.filter(({ problems }) => problems.length > 0);
    if (failed.length > 0) process.exitCode = 1;
    const counts = { passed: results.length - failed.length, failed: failed.length };
    if (options.json) return printJson({ ...counts, results });
    for (const { of, name, problems } of results) {
      print(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${of}: ${name}`);
      printProblems(problems, options.locale);
    }
    print(`${counts.passed} passed, ${counts.failed} failed`);
  });
}
