import { existsSync } from 'node:fs';
import { isClean } from '@dealwright/diagnostics';
import { planContent } from '@dealwright/platform';
import { type ReleasePlan, showChange } from '@dealwright/releases';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, foldersOf } from '../content-command.ts';
import { print, printJson, printProblems, remark } from '../output.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

/**
 * `dealwright plan`: what publishing the content would change. Compared with the database at DATABASE_URL, else with the
 * embedded one in DATA_DIR (`.data`); where there is none yet, with nothing. Exit code 1 when it cannot be published.
 */
export function planCommand(): Command {
  return contentCommand('plan', 'show what publishing the content would change').action(
    async (options: CommonOptions) => {
      const plan = await onDatabase((database) =>
        planContent({
          content: foldersOf(options),
          database,
          now: () => new Date().toISOString(),
          log: remark,
        }),
      );
      if (options.json) printJson('changes' in plan ? plan : { changes: [], impacts: {}, ...plan });
      else {
        if ('changes' in plan) tell(plan);
        printProblems(plan.problems, options.locale);
      }
      if (!isClean(plan.problems)) process.exitCode = 1;
    },
  );
}

async function onDatabase<T>(work: (database: { url?: string; dataDir?: string }) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url, DATA_DIR: dataDir = '.data' } = process.env;
  if (url) return work({ url });
  if (existsSync(dataDir)) return work({ dataDir });
  remark('Nothing was published here yet; compared with an empty database.');
  return inTemporaryFolder((folder) => work({ dataDir: folder }));
}

function tell({ changes, impacts }: ReleasePlan): void {
  print(changes.length === 0 ? 'The content is as it is published.' : `${changes.length} changes of the content`);
  for (const change of changes) print(`  ${showChange(change)}`);
  const { instances, ...others } = impacts;
  for (const [name, lines] of Object.entries(others)) {
    if (lines.length > 0) print(`${lines.length} changes of the ${name}`);
    for (const line of lines) print(`  ${line}`);
  }
  for (const { process, states, then } of instances) {
    const where = Object.entries(states).map(([state, count]) => `${count} in ${state}`);
    print(`instances of ${process}: ${where.join(', ')} ${BECOME[then]}`);
  }
}

const BECOME = {
  stay: 'stay on the definition that they began by',
  follow: 'follow the new definition',
  stranded: 'would be stranded',
} as const;
