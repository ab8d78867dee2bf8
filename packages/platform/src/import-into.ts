import { type Problem, problem } from '@dealwright/diagnostics';
import { entityKind } from '@dealwright/entities';
import { type ImportStep, importRecords, type RowMapping } from '@dealwright/exchange';
import type { Model } from '@dealwright/metadata';
import { recordsOf } from '@dealwright/records';
import type { DatabaseOptions } from '@dealwright/storage';
import { compareSchema } from './backtest-content.ts';
import { openForJob } from './open-for-job.ts';
import { systemContext } from './system-context.ts';

export interface ImportIntoOptions {
  /** The content that the database is of. */
  readonly published: Model;
  readonly database: DatabaseOptions;
  readonly mapping: RowMapping;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The file's name, for problems. */
  readonly name: string;
  /** The first line that is imported. */
  readonly from?: number;
  /** Only what would be refused is told; nothing is stored. */
  readonly dryRun: boolean;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  readonly log: (line: string) => void;
}

/**
 * Imports the rows of a CSV into a database, without a running platform, through the write path that all changes take, as the
 * platform itself. A server may use the database at the same time, and its workers do what follows. Who stops listening
 * stops it after the transaction that is open.
 */
export async function* importInto(options: ImportIntoOptions): AsyncGenerator<ImportStep, readonly Problem[]> {
  const { published, database, mapping, now, log, dryRun, ...file } = options;
  const entity = published.find(entityKind, mapping.entity);
  if (!entity) return [noEntity(mapping.entity)];
  await using storage = await openForJob(database, log);
  const differs = await compareSchema(storage, published);
  if (differs) return [differs];
  const records = recordsOf(storage.store);
  const context = () => systemContext(published, now(), 'import');
  yield* importRecords({
    ...{ ...file, mapping, entity, environment: context() },
    save: async (changes) => {
      if (!dryRun) return records.saveMany(context(), entity, changes, false);
      const answers = [];
      for (const change of changes) answers.push(await records.ask(context(), entity, change));
      return answers;
    },
  });
  return [];
}

function noEntity(name: string): Problem {
  return problem(
    'UNKNOWN_ENTITY',
    { en: `There is no entity \`${name}\`.`, ro: `Nu există entitatea \`${name}\`.` },
    {
      path: ['entity'],
      hint: { en: 'write one of the content, such as `Account`', ro: 'scrieți una din conținut, ca `Account`' },
    },
  );
}
