import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type BacktestResult, type BacktestStep, changeColumns, changeRow, showBacktest } from '@dealwright/backtests';
import { isClean, type Problem } from '@dealwright/diagnostics';
import { type RowFormat, writeRows } from '@dealwright/exchange';
import type { Model } from '@dealwright/metadata';
import { backtestContent, loadDraftFolder } from '@dealwright/platform';
import type { Json } from '@dealwright/values';
import type { Command } from 'commander';
import { type CommonOptions, collect, contentCommand, loadModelOrTell } from '../content-command.ts';
import { databaseOf } from '../database-of.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { interruptible } from '../interruptible.ts';
import { print, printJson, printProblems, remark, UsageError } from '../output.ts';
import { progressOn } from '../progress.ts';
import { readJsonObject } from '../read-json.ts';

interface Options extends CommonOptions, TimeOptions {
  readonly draft: readonly string[];
  readonly filter?: string;
  readonly by?: readonly string[];
  readonly sum?: readonly string[];
  readonly facts?: string;
  readonly out?: string;
}

/**
 * `dealwright backtest DECISION --draft DIR`: what the drafts would answer for the records of the database at DATABASE_URL,
 * else of the embedded one in DATA_DIR (`.data`). Exit code 1 when it cannot be asked.
 */
export function backtestCommand(): Command {
  const command = contentCommand('backtest', 'ask a changed decision about all records before it is published')
    .argument('<decision>', 'name of a decision about an entity')
    .requiredOption(
      '--draft <dir>',
      'folder of the changed documents, or whole content; repeat it to compare scenarios',
      collect,
    )
    .option('--filter <feel>', 'only records for which this holds, such as: segment = "small"')
    .option('--by <field>', 'count by this field, such as segment or account.segment; repeat it', collect)
    .option('--sum <field>', 'sum this field; all money fields when not given; repeat it', collect)
    .option('--facts <file>', 'JSON file with facts that no record has; - reads them from standard input')
    .option('--out <file>', 'write all changed records to a .csv or .xlsx file');
  return withTime(command).action(async (decision: string, options: Options) => {
    const format = formatOf(options.out);
    const published = await loadModelOrTell(options);
    if (published === undefined) return;
    const { now, locale } = environmentOf(options, published);
    const loaded = await loadDrafts(published, options.draft, now);
    const drafts = loaded.flatMap(({ name, model }) => (model ? [{ name, model }] : []));
    const told = loaded.flatMap(({ problems }) => problems);
    if (drafts.length < loaded.length) return refuse(told, options);
    const { filter, by, sum } = options;
    const question = {
      ...{ decision, drafts, filter, by, sum, published, now },
      facts: options.facts === undefined ? undefined : readJsonObject(options.facts, 'facts'),
      ...{ database: databaseOf(), log: remark },
    };
    const answer = await interruptible((signal) => {
      const steps = watched(backtestContent(question), signal);
      return options.out === undefined || format === undefined
        ? last(steps)
        : write(steps, options.out, format, locale);
    });
    if (!('scenarios' in answer)) return refuse(answer, options);
    const result = { ...answer, notes: [...told, ...answer.notes] };
    if (options.json) return printJson(result);
    printProblems(result.notes, locale, process.stderr);
    print(showBacktest(result, locale));
  });
}

type Steps = AsyncGenerator<BacktestStep, BacktestResult | readonly Problem[]>;

/** Drafts are called by their folders; two folders of one name by their whole paths. */
async function loadDrafts(published: Model, folders: readonly string[], now: string) {
  const names = folders.map((folder) => basename(folder));
  return Promise.all(
    folders.map(async (folder, index) => {
      if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
      const isTwice = names.indexOf(names[index] ?? '') !== names.lastIndexOf(names[index] ?? '');
      const { model, problems } = await loadDraftFolder(published, folder, now);
      return { name: isTwice ? folder : (names[index] ?? folder), problems, ...(model && { model }) };
    }),
  );
}

function formatOf(file: string | undefined): RowFormat | undefined {
  if (file === undefined) return undefined;
  const ending = extname(file).toLowerCase();
  if (ending === '.csv' || ending === '.xlsx') return ending === '.csv' ? 'csv' : 'xlsx';
  throw new UsageError(`--out ${file} must end in .csv or .xlsx.`);
}

/** Shows how far it is, and stops when the signal says so. */
async function* watched(steps: Steps, signal: AbortSignal): Steps {
  const progress = progressOn(process.stderr);
  try {
    for (let step = await steps.next(); ; step = await steps.next()) {
      if (step.done) return step.value;
      progress.tell(step.value.done, step.value.total);
      signal.throwIfAborted();
      yield step.value;
    }
  } finally {
    progress.end();
    await steps.return([]);
  }
}

async function last(steps: Steps): Promise<BacktestResult | readonly Problem[]> {
  for (let step = await steps.next(); ; step = await steps.next()) if (step.done) return step.value;
}

/** Writes the changed records while they are found. */
async function write(steps: Steps, file: string, format: RowFormat, locale: string): ReturnType<typeof last> {
  const first = await steps.next();
  if (first.done) return first.value;
  const { columns } = first.value;
  let answer: Awaited<ReturnType<typeof last>> = [];
  async function* rows(): AsyncGenerator<readonly Json[]> {
    for (let step = first; ; step = await steps.next()) {
      if (step.done) {
        answer = step.value;
        return;
      }
      for (const change of step.value.changes) yield changeRow(change, columns, locale);
    }
  }
  try {
    await pipeline(writeRows(format, changeColumns(columns, locale), rows()), createWriteStream(file));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await steps.return([]);
  }
  return answer;
}

function refuse(problems: readonly Problem[], { json, locale }: Options): void {
  if (json) printJson({ problems });
  else printProblems(problems, locale, process.stderr);
  if (!isClean(problems)) process.exitCode = 1;
}
