import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { isClean, type Problem } from '@dealwright/diagnostics';
import { readMapping } from '@dealwright/exchange';
import { importInto } from '@dealwright/platform';
import { type CommonOptions, loadModelOrTell } from '../content-command.ts';
import { databaseOf } from '../database-of.ts';
import { interruptible } from '../interruptible.ts';
import { print, printJson, printProblems, remark, UsageError } from '../output.ts';

export interface RowsOptions {
  readonly map?: string;
  readonly from?: string;
  readonly dryRun?: true;
}

/**
 * `dealwright import FILE.csv --map MAPPING.yaml`: the rows of a CSV as records, in the database at DATABASE_URL, else the
 * embedded one in DATA_DIR (`.data`). Refused rows are told with their line; mended, the file is simply imported again.
 * Exit code 1 when a row was refused.
 */
export async function importRows(file: string, options: RowsOptions & CommonOptions): Promise<void> {
  if (options.map === undefined)
    throw new UsageError('A .csv needs --map MAPPING.yaml, which says what its columns are.');
  for (const each of [file, options.map]) if (!existsSync(each)) throw new UsageError(`There is no file ${each}.`);
  const from = options.from === undefined ? undefined : Number(options.from);
  if (from !== undefined && !Number.isInteger(from)) throw new UsageError('--from is a line of the file, such as 501.');
  const { mapping, problems } = readMapping({ path: options.map, text: readFileSync(options.map, 'utf8') });
  if (!mapping) return refuse(problems, options);
  const published = await loadModelOrTell(options);
  if (published === undefined) return;
  const told: Problem[] = [];
  const dryRun = options.dryRun === true;
  let [line, stored, refused] = [1, 0, 0];
  await interruptible(async (signal) => {
    const steps = importInto({
      ...{ published, database: databaseOf(), mapping, name: file, dryRun, log: remark },
      ...{ bytes: createReadStream(file), now: () => new Date().toISOString(), ...(from !== undefined && { from }) },
    });
    for (;;) {
      const { done, value } = await steps.next();
      const found = done ? value : value.problems;
      if (options.json) told.push(...found);
      else printProblems(found, options.locale);
      if (!isClean(found)) process.exitCode = 1;
      if (done) break;
      ({ line, stored, refused } = value);
      remark(`line ${line}: ${stored} ${dryRun ? 'would be stored' : 'stored'}, ${refused} refused`);
      if (signal.aborted) {
        await steps.return([]);
        break;
      }
    }
  });
  if (options.json) printJson({ file, line, stored, refused, dryRun, problems: told });
  else print(`${stored} records ${dryRun ? 'would be stored' : 'stored'}, ${refused} rows refused`);
}

function refuse(problems: readonly Problem[], { json, locale }: CommonOptions): void {
  if (json) printJson({ problems });
  else printProblems(problems, locale, process.stderr);
  process.exitCode = 1;
}
