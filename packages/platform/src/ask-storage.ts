import { ENTITY } from '@dealwright/entities';
import type { Replay } from '@dealwright/graphql';
import type { Model } from '@dealwright/metadata';
import { type Context, type DecisionEntry, type RecordStore, recordsOf } from '@dealwright/records';
import type { DatabaseOptions, Storage } from '@dealwright/storage';
import { isId } from '@dealwright/values';
import { openForJob } from './open-for-job.ts';
import { replaysOf } from './replay-decision.ts';
import { systemContext } from './system-context.ts';

export interface StorageOptions {
  /** The content that the database is of. */
  readonly model: Model;
  readonly database: DatabaseOptions;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly locale: string;
  readonly log: (line: string) => void;
}

/**
 * The stored decisions about a record, newest first, without a running platform and with full sight; undefined when no
 * record has this number or id.
 */
export function storedDecisions(
  options: StorageOptions,
  record: string,
): Promise<readonly DecisionEntry[] | undefined> {
  return onStorage(options, async ({ store }, context) => {
    const id = isId(record) ? record : await findByNumber(store, context, record);
    return id === undefined ? undefined : recordsOf(store).read(context, (reading) => reading.decisions(id));
  });
}

/**
 * Asks a stored decision again, as of then; with `live`, by the content of now. Undefined when there is none of that id.
 */
export function replayStored(options: StorageOptions, id: string, live: boolean): Promise<Replay | undefined> {
  return onStorage(options, ({ store, files }, context) => replaysOf(store, files).replay(context, id, live));
}

async function findByNumber(store: RecordStore, context: Context, number: string): Promise<string | undefined> {
  const entities = [...context.model.all(ENTITY).values()].filter((each) => each.number !== undefined);
  return store.read(context, async (session) => {
    for (const entity of entities) {
      const found = await session.findByKey(entity, 'number', number);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

async function onStorage<T>(
  { model, database, now, locale, log }: StorageOptions,
  work: (storage: Storage, context: Context) => Promise<T>,
): Promise<T> {
  await using storage = await openForJob(database, log);
  return await work(storage, { ...systemContext(model, now, 'explain'), locale });
}
