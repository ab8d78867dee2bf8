import { CONNECTOR, type Connector, callOperation, type Operation, startSandbox } from '@dealwright/connectors';
import { didYouMean, say } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { print, printJson, UsageError } from '../output.ts';
import { readJsonObject } from '../read-json.ts';

interface Options extends CommonOptions, TimeOptions {
  readonly with: string;
}

/** The same on every run, so that the answer is the same. */
const KEY = 'dealwright-call';

/** `dealwright call CONNECTOR.OPERATION --with FILE`: asks the sandbox, and shows the request and what its answer means. */
export function callCommand(): Command {
  const command = contentCommand('call', 'ask the sandbox of another system, to see request and answer')
    .argument('<operation>', 'CONNECTOR.OPERATION, such as warehouse.reserve')
    .requiredOption('--with <file>', 'JSON file with what the operation takes; - reads standard input');
  return withTime(command).action(async (name: string, options: Options) => {
    const model = await loadModelOrTell(options);
    if (model === undefined) return;
    const [connectorName = '', operationName = ''] = name.split('.');
    const connector = findNamed(model, CONNECTOR, connectorName, options.locale);
    const operation = operationOf(connector, operationName, options.locale);
    const values = taken(operation, readJsonObject(options.with, 'values'));
    const environment = environmentOf(options, model);
    const sandbox = await startSandbox({ model: () => model, now: () => environment.now });
    try {
      const asked = { values, files: [], key: KEY, environment };
      const address = sandbox.addressOf(connector.name);
      const { request, reply, meaning } = await callOperation(connector, operation, address, {}, asked);
      const shown = request && { ...request, url: request.url.replace(address, `{${connector.url}}`) };
      const headers = { ...shown?.headers, ...credentialsShown(connector) };
      if (options.json) printJson({ request: shown && { ...shown, headers }, reply, meaning });
      else {
        if (shown) print([`${shown.method} ${shown.url}`, ...lines(headers), shown.body ?? ''].join('\n'));
        if (reply) print(`\n${reply.status}\n${JSON.stringify(reply.body, undefined, 2)}\n`);
        print(told(meaning, options.locale));
      }
      if (meaning.is === 'failed') process.exitCode = 1;
    } finally {
      await sandbox.close();
    }
  });
}

type Meaning = Awaited<ReturnType<typeof callOperation>>['meaning'];

function told(meaning: Meaning, locale: string | undefined): string {
  if (meaning.is === 'answered') return `gives ${JSON.stringify(meaning.gives)}`;
  return `${meaning.is}: ${say(meaning.because, locale)}`;
}

function operationOf({ name, operations }: Connector, operation: string, locale: string | undefined): Operation {
  const found = operations.get(operation);
  if (found) return found;
  const hint = didYouMean(operation, operations.keys());
  throw new UsageError(`${name} has no operation ${operation}${hint ? ` (${say(hint, locale)})` : ''}.`);
}

/** What a process would have been checked for. */
function taken({ name, takes }: Operation, values: JsonObject): JsonObject {
  const unknown = Object.keys(values).filter((each) => !takes.has(each));
  const missing = [...takes].filter(([each, { needed }]) => needed && !(each in values)).map(([each]) => each);
  if (unknown.length > 0)
    throw new UsageError(`${name} takes no ${unknown.join(', ')}, but ${[...takes.keys()].join(', ')}.`);
  if (missing.length > 0) throw new UsageError(`${name} needs ${missing.join(', ')}.`);
  return values;
}

/** Who asks is said by secrets: they are named, never shown. */
function credentialsShown({ authentication }: Connector): Readonly<Record<string, string>> {
  if (authentication === undefined) return {};
  switch (authentication.is) {
    case 'bearer':
      return { authorization: `Bearer {${authentication.token}}` };
    case 'basic':
      return { authorization: `Basic {${authentication.user}}:{${authentication.password}}` };
    case 'header':
      return { [authentication.name.toLowerCase()]: `{${authentication.value}}` };
  }
}

function lines(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}
