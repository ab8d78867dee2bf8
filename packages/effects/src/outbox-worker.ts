import type { Outbox, OutboxEntry } from '@dealwright/records';
import { type BackendProfile, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Handlers } from './handler.ts';

export interface OutboxWorkerOptions {
  readonly outbox: Outbox;
  readonly handlers: Handlers;
  /** The database behind the outbox. */
  readonly backend: Extract<BackendProfile, 'postgres' | 'pglite'>;
  /** What an operator should see: an entry that failed, a database that is gone. */
  readonly log: (line: string) => void;
  /** Entries of different records that are done at the same time. */
  readonly concurrency?: number;
  /** After so many seconds a job whose worker says nothing is given to another one. */
  readonly expireInSeconds?: number;
}

export interface OutboxWorker {
  start(): Promise<void>;
  /** Throws when the queue does not answer. */
  ready(): Promise<void>;
  /** Takes no more, and waits for what is being done. */
  stop(): Promise<void>;
}

const QUEUE = 'effects';
const GIVEN_UP = 'effects-given-up';
const AT_ONCE = 100;
/** A lost hint is noticed after so long. */
const LOOK_EVERY_MS = 5_000;

/**
 * Does what commits promised: at least once, in order for each record, in as many nodes as there are. Entries go from the
 * outbox into the queue in one transaction, so that none is lost and (by its id) none is queued twice; one that fails is
 * tried again, later and later, for about a day, and its record's other entries wait for it.
 */
export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  const { outbox, handlers, backend, log, concurrency = 2, expireInSeconds = 120 } = options;
  const boss = new PgBoss({
    db: outbox.db,
    backend,
    schema: 'pgboss',
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    monitorIntervalSeconds: Math.min(60, expireInSeconds),
    superviseIntervalSeconds: Math.min(60, expireInSeconds),
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error: Error) => log(`effects: ${error.message}`));

  let looking: Promise<void> | undefined;
  let again = false;
  let workers: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => Promise<void>) | undefined;

  /** Moves what the outbox holds into the queue; a hint that comes meanwhile makes it look once more. */
  function look(): void {
    again = true;
    looking ??= (async () => {
      while (again) {
        again = false;
        try {
          const taken = await outbox.take(AT_ONCE, async (entries, db) => {
            await boss.insert(QUEUE, entries.map(toJob), { db });
          });
          if (taken > 0) wake();
          if (taken === AT_ONCE) again = true;
        } catch (error) {
          log(`effects: the outbox cannot be read: ${(error as Error).message}`);
        }
      }
      looking = undefined;
    })();
  }

  const wake = (): void => {
    for (const each of workers) boss.notifyWorker(each);
  };

  async function perform([job]: JobWithMetadata<OutboxEntry>[]): Promise<void> {
    if (!job) return;
    const entry = job.data;
    const handler = handlers[entry.is];
    try {
      if (!handler) throw new Error(`nobody handles "${entry.is}"`);
      await handler(entry);
    } catch (error) {
      const told = `effects: ${entry.is} of ${entry.entity} ${entry.record} failed: ${(error as Error).message}`;
      if (job.retryCount < job.retryLimit) {
        log(`${told}; it is tried again`);
        throw error;
      }
      // Given up, so that the record's other entries need not wait for ever; it can be found and sent again.
      await boss.send(GIVEN_UP, entry, { id: entry.id });
      log(`${told}; it is given up`);
    } finally {
      // A worker takes one job and then waits for its next look at the queue, unless it hears that there may be more.
      wake();
    }
  }

  return {
    async start() {
      await boss.start();
      await boss.createQueue(GIVEN_UP, { retentionSeconds: 365 * 86_400 });
      await boss.createQueue(QUEUE, { policy: 'key_strict_fifo', ...RETRIES, expireInSeconds });
      await boss.updateQueue(QUEUE, { expireInSeconds });
      const work = { includeMetadata: true, pollingIntervalSeconds: 2 } as const;
      workers = await Promise.all(Array.from({ length: concurrency }, () => boss.work(QUEUE, work, perform)));
      unsubscribe = await outbox.subscribe(look);
      timer = setInterval(look, LOOK_EVERY_MS);
      look();
    },
    async ready() {
      if (!(await boss.getQueue(QUEUE))) throw new Error('The queue of effects is not there.');
    },
    async stop() {
      clearInterval(timer);
      await unsubscribe?.();
      again = false;
      await looking;
      await boss.stop({ graceful: true, timeout: 30_000, close: false });
    },
  };
}

const RETRIES = { retryLimit: 100, retryDelay: 1, retryBackoff: true, retryDelayMax: 900, deleteAfterSeconds: 86_400 };

function toJob(entry: OutboxEntry) {
  return { id: entry.id, singletonKey: entry.record, data: { ...entry } };
}
