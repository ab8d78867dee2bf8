import type { Problem } from '@dealwright/diagnostics';
import { createPdfPrinter } from '@dealwright/documents';
import { describeApi } from '@dealwright/graphql';
import { createIdentity } from '@dealwright/identity';
import type { Model } from '@dealwright/metadata';
import { planRelease, type ReleasePlan } from '@dealwright/releases';
import type { DatabaseOptions, Storage } from '@dealwright/storage';
import { apiParts } from './api-parts.ts';
import { backtestsOf } from './backtests-of.ts';
import { documentsOf } from './documents-of.ts';
import { loadContent } from './load-content.ts';
import { openForJob } from './open-for-job.ts';
import { placeInstances } from './process-versions.ts';
import { type Kept, lastRelease, NOTHING } from './release-log.ts';
import { replaysOf } from './replay-decision.ts';
import { systemContext } from './system-context.ts';

export interface PlanOptions {
  readonly content: readonly string[];
  readonly database: DatabaseOptions;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  readonly log: (line: string) => void;
}

/**
 * What bringing the content of the folders live would change in a database, without a running platform. The database
 * keeps its records and its tables as they are; it may be one that a server uses at the same time.
 */
export async function planContent({
  content,
  database,
  now,
  log,
}: PlanOptions): Promise<ReleasePlan | { readonly problems: readonly Problem[] }> {
  const { model, problems } = await loadContent(content);
  if (!model) return { problems };
  await using storage = await openForJob(database, log);
  const parts = partsFor(model, storage, now, log);
  return await planRelease(await published(storage, model, now()), model, {
    describeApi: (each) => describeApi(each, parts),
    planSchema: storage.planSchema,
    planInstances: (each) => placeInstances(each, storage.definitions),
  });
}

/** A database in which nothing was ever published has no table of releases yet. */
async function published({ store, files }: Storage, model: Model, now: string): Promise<Kept> {
  try {
    return await lastRelease(store, files, systemContext(model, now, 'plan'));
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return NOTHING;
    throw error;
  }
}

/** PostgreSQL's code for it. */
const UNDEFINED_TABLE = '42P01';

/** The parts of the API as a server would have them, so that the same API is described. Nobody asks them anything. */
function partsFor(model: Model, { store, files }: Storage, now: () => string, log: (line: string) => void) {
  const printer = createPdfPrinter({ workers: 1, timeLimit: 0, log });
  return apiParts({
    store,
    identity: createIdentity({ store, model: () => model, now }),
    documents: documentsOf({ store, printer, model: () => model }),
    backtests: backtestsOf({ store, files, now, report: () => {} }),
    notifications: { async *added() {} },
    replays: replaysOf(store, files),
    hashes: async function* () {
      yield model.hash;
    },
  });
}
