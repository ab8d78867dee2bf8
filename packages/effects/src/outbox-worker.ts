import type { Outbox, OutboxEntry, Sql } from '@dealwright/records';
import { type BackendProfile, type JobInsert, type JobWithMetadata, PgBoss, type WorkOptions } from 'pg-boss';
import { attemptEntry, type Retries, USUAL_RETRIES } from './attempt-entry.ts';
import type { Deliveries } from './deliveries/deliveries.ts';
import { entryToDo } from './deliveries/entry-to-do.ts';
import type { Handlers } from './handler.ts';
import { laneOf, SLOW_LANE } from './lane.ts';

export interface OutboxWorkerOptions {
  readonly outbox: Outbox;
  readonly handlers: Handlers;
  /** The database behind the outbox. */
  readonly backend: Extract<BackendProfile, 'postgres' | 'pglite'>;
  /** What an operator should see: an entry that failed, a database that is gone. */
  readonly log: (line: string) => void;
  /** Where people see what became of the entries; else only the log says it. */
  readonly deliveries?: Deliveries;
  /** Entries of different lanes that are done at the same time, where nobody outside is asked. */
  readonly concurrency?: number;
  /** After so many seconds a job whose worker says nothing is given to another one. */
  readonly expireInSeconds?: number;
  readonly retries?: Retries;
}

export interface OutboxWorker {
  start(): Promise<void>;
  /** Throws when the queue does not answer. */
  ready(): Promise<void>;
  /** Takes no more, and waits for what is being done. */
  stop(): Promise<void>;
}

/** What is done here at once, what takes its time here, and what asks somebody outside: who is slow takes no worker from others. */
const QUICK = 'effects';
const SLOW = 'effects-slow';
const OUTSIDE = 'effects-outside';
/** So many lanes at a time: finding the next of each lane reads the whole backlog, and is dear for one. */
const QUICK_AT_ONCE = 10;
/** So many wait for somebody outside at the same time in each node, and so many for the same receiver in all nodes. */
const WAITING = 8;
const WAITING_FOR_ONE = 3;
const AT_ONCE = 100;
/** A lost hint is noticed after so long. */
const LOOK_EVERY_MS = 5_000;
const LOOKING = { includeMetadata: true, pollingIntervalSeconds: 2 } as const;

/**
 * Does what commits promised: at least once, in order for each record and lane, in as many nodes as there are. Entries go
 * from the outbox into the queue in one transaction, so that none is lost and (by its id) none is queued twice; one that
 * fails is tried again, later and later, for about a day, and the entries behind it in its lane wait for it.
 */
export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  const { outbox, handlers, backend, log, deliveries, concurrency = 2, expireInSeconds = 120 } = options;
  const attempting = { handlers, deliveries, retries: options.retries ?? USUAL_RETRIES, now: Date.now, log };
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
  const workers = new Map<string, string[]>([QUICK, SLOW, OUTSIDE].map((name) => [name, []]));
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => Promise<void>) | undefined;

  /** Moves what the outbox holds into the queues; a hint that comes meanwhile makes it look once more. */
  function look(): void {
    again = true;
    looking ??= (async () => {
      let found = false;
      while (again) {
        again = false;
        try {
          const queued = new Set<string>();
          const taken = await outbox.take(AT_ONCE, (entries, db) => queue(entries, db, queued));
          // Not before the commit: who looks then sees nothing, and would rest. What was promised and is not there was
          // queued by another node, and there is something to do for this one, too.
          found ||= taken > 0;
          for (const name of found ? queued : workers.keys()) wake(name);
          if (taken === AT_ONCE) again = true;
        } catch (error) {
          log(`effects: the outbox cannot be read: ${(error as Error).message}`);
        }
      }
      looking = undefined;
    })();
  }

  async function queue(entries: readonly OutboxEntry[], db: Sql, queued: Set<string>): Promise<void> {
    for (const [name, jobs] of Map.groupBy(entries.map(toJob), queueOf)) {
      await boss.insert(name, jobs, { db });
      queued.add(name);
    }
  }

  function wake(name: string): void {
    for (const each of workers.get(name) ?? []) boss.notifyWorker(each);
  }

  async function perform(queueName: string, job: JobWithMetadata<OutboxEntry>): Promise<void> {
    const attempted = await attemptEntry(job.data, job.retryCount + 1, attempting);
    if (attempted.is === 'done') return;
    await outbox.db.executeSql(REST, [queueName, job.id, attempted.at, attempted.counts ? 0 : 1, job.retryCount]);
  }

  /**
   * A worker takes what it may at once, one after the other, and then waits for its next look, unless it hears that there may
   * be more: what one has done may open a lane, or a place at a receiver, for each of them.
   */
  async function work(name: string): Promise<void> {
    const handle = async (jobs: JobWithMetadata<OutboxEntry>[]): Promise<void> => {
      try {
        for (const job of jobs) await perform(name, job);
      } finally {
        wake(name);
      }
    };
    workers.get(name)?.push(await boss.work(name, TAKING[name] ?? LOOKING, handle));
  }

  return {
    async start() {
      await boss.start();
      for (const name of workers.keys()) {
        await boss.createQueue(name, { policy: 'key_strict_fifo', ...KEEPING, expireInSeconds });
        await boss.updateQueue(name, { ...KEEPING, expireInSeconds });
      }
      const started = [QUICK, SLOW].flatMap((name) => many(concurrency, () => work(name)));
      await Promise.all([...started, ...many(WAITING, () => work(OUTSIDE))]);
      unsubscribe = await outbox.subscribe(look);
      timer = setInterval(look, LOOK_EVERY_MS);
      look();
    },
    async ready() {
      if (!(await boss.getQueue(QUICK))) throw new Error('The queue of effects is not there.');
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

const TAKING: Readonly<Record<string, typeof LOOKING & WorkOptions>> = {
  [QUICK]: { ...LOOKING, batchSize: QUICK_AT_ONCE },
  [OUTSIDE]: { ...LOOKING, groupConcurrency: WAITING_FOR_ONE },
};

/** When it is tried again, and when it is given up, is said here, not by the queue: a failed job would close its lane for ever. */
const KEEPING = {
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 900,
  deleteAfterSeconds: 86_400,
  // What waits behind something that fails for days, or for a node that is down, is a promise all the same.
  retentionSeconds: 10 * 366 * 86_400,
};

/** Back to the queue until an instant. Nobody else's attempt: the count says whose it is. */
const REST = `update pgboss.job set state = 'retry', start_after = $3::timestamptz, retry_count = retry_count - $4::int
  where name = $1 and id = $2::uuid and state = 'active' and retry_count = $5::int`;

function toJob(entry: OutboxEntry): JobInsert<OutboxEntry> {
  const data = entryToDo(entry);
  const { name, receiver } = laneOf(data);
  return {
    id: entry.id,
    singletonKey: `${entry.record} ${name}`,
    data,
    ...(receiver ? { group: { id: receiver } } : {}),
  };
}

/** What tells people only writes rows; documents and other records take their time. */
function queueOf({ group, singletonKey = '' }: JobInsert<OutboxEntry>): string {
  if (group) return OUTSIDE;
  return singletonKey?.endsWith(` ${SLOW_LANE}`) ? SLOW : QUICK;
}

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
