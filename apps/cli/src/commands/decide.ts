import { decisionKind, explain } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { print, printJson } from '../output.ts';
import { readJsonObject } from '../read-json.ts';

interface Options extends CommonOptions, TimeOptions {
  readonly facts: string;
}

/** `dealwright decide NAME --facts FILE|-`: the outcome of a decision and its explanation. */
export function decideCommand(): Command {
  const command = contentCommand('decide', 'answer one decision and explain the answer')
    .argument('<name>', 'name of the decision')
    .requiredOption('--facts <file>', 'JSON file with the facts; - reads them from standard input');
  return withTime(command).action(async (name: string, options: Options) => {
    const model = await loadModelOrTell(options);
    if (model === undefined) return;
    const decision = findNamed(model, decisionKind, name, options.locale);
    const environment = environmentOf(options, model);
    const answer = decision.decide(readJsonObject(options.facts, 'facts'), environment);
    if (options.json) return printJson(answer);
    print(JSON.stringify(answer.outcome, undefined, 2));
    for (const sentence of explain(answer, environment.locale, decision)) print(sentence);
  });
}
