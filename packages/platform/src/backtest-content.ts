import {
  type BacktestQuestion,
  type BacktestResult,
  type BacktestStep,
  planBacktest,
  runBacktest,
} from '@dealwright/backtests';
import { type Problem, problem } from '@dealwright/diagnostics';
import type { Model } from '@dealwright/metadata';
import type { DatabaseOptions, Storage } from '@dealwright/storage';
import { openForJob } from './open-for-job.ts';
import { systemContext } from './system-context.ts';

export interface BacktestOptions extends BacktestQuestion {
  /** The content that the database is of. */
  readonly published: Model;
  readonly database: DatabaseOptions;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly log: (line: string) => void;
}

/**
 * Back-tests a decision on a database, without a running platform, with full sight. Nothing is changed; the database may be
 * one that a server uses at the same time. Who stops listening stops it, and the database that was started for it.
 */
export async function* backtestContent(
  options: BacktestOptions,
): AsyncGenerator<BacktestStep, BacktestResult | readonly Problem[]> {
  const { published, database, now, log } = options;
  const context = systemContext(published, now, 'backtest');
  const plan = planBacktest(context, options);
  if (!('published' in plan)) return plan;
  await using storage = await openForJob(database, log);
  const differs = await compareSchema(storage, published);
  if (differs) return [differs];
  return yield* runBacktest(storage.store, context, plan);
}

/** What is asked must be what is stored: a database of other content would answer something else. */
export async function compareSchema(storage: Storage, published: Model): Promise<Problem | undefined> {
  const { steps, problems } = await storage.planSchema(published);
  if (steps.length === 0 && problems.length === 0) return undefined;
  const [first = ''] = steps;
  const more = steps.length > 1 ? ` (+${steps.length - 1})` : '';
  return problem(
    'DATABASE_DIFFERS',
    {
      en: `The database is not as the published content says: ${first}${more}`,
      ro: `Baza de date nu este cum spune conținutul publicat: ${first}${more}`,
    },
    {
      hint: {
        en: 'start the server once with this content, or name by --content the content that is published',
        ro: 'porniți o dată serverul cu acest conținut sau numiți prin --content conținutul publicat',
      },
    },
  );
}
