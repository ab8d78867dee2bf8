import { readFileSync } from 'node:fs';
import { decisionKind, explain } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { print, printJson, UsageError } from '../output.ts';

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
    const answer = decision.decide(readFacts(options.facts), environmentOf(options));
    if (options.json) return printJson(answer);
    print(JSON.stringify(answer.outcome, undefined, 2));
    for (const sentence of explain(answer, options.locale, decision)) print(sentence);
  });
}

function readFacts(file: string): JsonObject {
  let facts: Json;
  try {
    facts = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    throw new UsageError(`The facts cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isJsonObject(facts)) throw new UsageError('The facts must be one JSON object, such as { "amount": "12.50" }.');
  return facts;
}
