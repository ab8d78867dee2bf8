import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileDmn, type DmnModel, type DmnProgram, readDmn } from '@dealwright/exchange';
import { entriesOf, type FeelValue, toWire } from '@dealwright/expressions';
import { agrees } from './agrees.ts';
import { readCases, type TckCase } from './read-cases.ts';

export interface Outcome {
  /** `compliance-level-2/0001-input-data-string`. */
  readonly folder: string;
  readonly title: string;
  /** Undefined when the case passed. */
  readonly why: string | undefined;
}

/** The clock of the suite: no case depends on it. */
const environment = { now: '2026-01-02T10:00:00.000Z', zone: 'UTC', locale: 'en' };

/** Runs every case below `directory` (the suite's `TestCases`) through our importer and our evaluator. */
export function runSuite(directory: string): readonly Outcome[] {
  return readdirSync(directory)
    .sort()
    .flatMap((level) => foldersIn(join(directory, level)).map((name) => `${level}/${name}`))
    .flatMap((folder) => runFolder(directory, folder));
}

function foldersIn(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function runFolder(directory: string, folder: string): readonly Outcome[] {
  const path = join(directory, folder);
  const files = readdirSync(path).sort();
  const models = new Map(files.filter((each) => each.endsWith('.dmn')).map((each) => [each, modelOf(path, each)]));
  return files
    .filter((each) => /-test-\d+\.xml$/.test(each))
    .flatMap((file) => {
      const { model: name, cases } = readCases(readFileSync(join(path, file), 'utf8'), file);
      const model = models.get(name);
      if (!model) return cases.map(({ title }) => ({ folder, title, why: `the model ${name} cannot be read` }));
      const others = [...models.values()].filter((each) => each !== undefined && each !== model);
      const program = compileDmn(model, others as DmnModel[]);
      return cases.map((each) => ({ folder, title: each.title, why: failure(program, each) }));
    });
}

function modelOf(path: string, file: string): DmnModel | undefined {
  return readDmn(readFileSync(join(path, file), 'utf8'), file).model;
}

function failure(program: DmnProgram, { node, service, inputs, expected }: TckCase): string | undefined {
  const answer =
    service === undefined ? program.decide(node, inputs, environment) : program.serve(service, inputs, environment);
  if (!answer) return `there is no ${service ?? node}`;
  const value = service === undefined ? answer.value : outputOf(answer.value, node);
  if (agrees(value, expected)) return undefined;
  const [reason] = answer.diagnostics;
  const said = reason === undefined ? '' : `: ${JSON.stringify(reason.message)}`;
  return `expected ${JSON.stringify(toWire(expected))}, got ${JSON.stringify(toWire(value))}${said}`;
}

/** A service with several outputs gives them by name. */
function outputOf(value: FeelValue, name: string): FeelValue {
  const found = entriesOf(value)?.get(name);
  return found === undefined ? value : found;
}

/** The folder of the suite: what `DMN_TCK_DIR` names, else beside the project; undefined where there is none. */
export function suiteFolder(project: string): string | undefined {
  const named = process.env.DMN_TCK_DIR ?? join(project, '..', 'shared', 'acceptance', 'dmn-tck');
  return [join(named, 'TestCases'), named].find((each) => existsSync(join(each, 'compliance-level-2')));
}
