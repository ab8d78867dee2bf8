import { availableParallelism } from 'node:os';
import { isClean, type Problem } from '@dealwright/diagnostics';
import { createPdfPrinter } from '@dealwright/documents';
import {
  createOutboxRunner,
  createOutboxWorker,
  createTimerWorker,
  deliveryRows,
  forgetDeliveries,
  secretsOf,
  type Variables,
} from '@dealwright/effects';
import { type Api, buildApi, describeApi } from '@dealwright/graphql';
import { createIdentity, type Identity } from '@dealwright/identity';
import type { Model, ShapeCache } from '@dealwright/metadata';
import { type FileStore, type RecordStore, recordsOf } from '@dealwright/records';
import { followContent } from '@dealwright/releases';
import { type DatabaseOptions, openStorage, startDatabase } from '@dealwright/storage';
import { apiParts } from './api-parts.ts';
import { endLostRuns } from './backtest-runs.ts';
import { backtestsOf } from './backtests-of.ts';
import { Closing } from './closing.ts';
import { ContentRefused } from './content-refused.ts';
import { Current } from './current.ts';
import { giveDemoPasswords } from './demo-passwords.ts';
import { documentsOf } from './documents-of.ts';
import { effectHandlers } from './effect-handlers.ts';
import { everyHour } from './every-hour.ts';
import { fillData } from './fill-data.ts';
import { createFirstUser } from './first-user.ts';
import { followNodes } from './follow-nodes.ts';
import { forgetAnswers } from './forget-answers.ts';
import { isFresh } from './is-empty.ts';
import { notificationsOf } from './notifications-of.ts';
import { organisation } from './organisation.ts';
import { definitionsOf, placeInstances } from './process-versions.ts';
import { recordWaker } from './record-waker.ts';
import { keepRelease } from './release-log.ts';
import { replaysOf } from './replay-decision.ts';
import { settlingOf } from './settling.ts';
import { systemContext } from './system-context.ts';
import { type Systems, systemsOf } from './systems-of.ts';
import { loadTriedContent } from './try-content.ts';

export interface PlatformOptions {
  /** The folders of the content. */
  readonly content: readonly string[];
  readonly database: DatabaseOptions;
  /** Fills the demo data when nobody can sign in yet. */
  readonly demo: boolean;
  /** Swaps saved content in while it runs. */
  readonly follow: boolean;
  /** Stands in for other systems whose address the environment does not have; for the demo and for journeys. */
  readonly sandbox?: boolean;
  /** Addresses and secrets of other systems, by the names that content gives them. Nothing below asks `process.env`. */
  readonly environment?: Variables;
  /** Does what commits promised; false where another process does it. */
  readonly effects: boolean;
  /** After so many seconds what a node was doing when it died is done by another one; 120 when not said. */
  readonly expireInSeconds?: number;
  /** The Chromium that prints; found when not said. */
  readonly chromiumPath?: string | undefined;
  /** PDFs that are printed at the same time; as many as cores when not said. */
  readonly pdfWorkers?: number | undefined;
  /** ISO 8601 in UTC. Nothing below asks another clock. */
  readonly now: () => string;
  /** Breaks a start off: what is up already is closed, and {@link createPlatform} throws its reason. */
  readonly signal?: AbortSignal;
  /** Hears what happens: one line for people. */
  readonly log: (line: string) => void;
  /** Hears errors that nobody expected. */
  readonly report: (error: unknown, where: string) => void;
  /** Hears what became of saved content. */
  readonly onContent?: (problems: readonly Problem[], model: Model | undefined) => void;
}

/** The whole house, running. */
export interface Platform {
  /** The API of the content that is live now. A request that has begun keeps the one that it has. */
  readonly api: Api;
  /** Hears each API that comes live; call the result to stop. */
  onApi(hear: (api: Api) => void): () => void;
  readonly store: RecordStore;
  readonly files: FileStore;
  readonly identity: Identity;
  /** Zone and language of people who chose none. */
  organisation(): { readonly zone: string; readonly locale: string };
  /** Checks the folders again and swaps the content in. With an error nothing is swapped, and the old content serves on. */
  reload(): Promise<readonly Problem[]>;
  /** The hash of the content that another node on the same database serves, when it is not the one that is live here. */
  otherContent(): string | undefined;
  /** The other systems of the content: how they stand, and the sandbox. */
  readonly systems: Pick<Systems, 'states' | 'sandbox'>;
  /**
   * Does all that is promised and due by the handed-in clock, here, until nothing is left: for journeys and the demo, where
   * no worker runs.
   */
  settle(): Promise<void>;
  /** When something is due next by the handed-in clock; undefined when nothing waits for a time. */
  nextDue(): Promise<string | undefined>;
  /** Throws when the database or the queue does not answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds that one PDF may take. */
const PDF_TIME_LIMIT = 30_000;

/**
 * Brings everything up, in the order in which one needs the other, and wires it.
 * @throws ContentRefused with all problems, when the content cannot be loaded or the database cannot follow it
 */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const closing = new Closing();
  try {
    return await bringUp(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function bringUp(options: PlatformOptions, closing: Closing): Promise<Platform> {
  const { content, now, log, report, signal } = options;

  // Content → Model → tables
  const cache: ShapeCache = new Map();
  const first = await loadTriedContent(content, now(), cache);
  if (!first.model) throw new ContentRefused(first.problems);
  const database = closing.add(await startDatabase({ ...options.database, log }), (each) => each.stop());
  signal?.throwIfAborted();
  const storage = closing.add(await openStorage({ database, log }), (each) => each.close());
  const { store, files } = storage;
  const placed = await placeInstances(first.model, storage.definitions, cache);
  if (!placed.model) throw new ContentRefused(placed.problems);
  const fitted = await storage.applySchema(placed.model);
  if (!isClean(fitted.problems)) throw new ContentRefused(fitted.problems);
  signal?.throwIfAborted();
  const records = recordsOf(store);

  // What stands on records
  const identity = createIdentity({ store, model: () => current.api.model, now });
  const { chromiumPath, pdfWorkers: workers = availableParallelism() } = options;
  const printer = createPdfPrinter({ chromiumPath, workers, timeLimit: PDF_TIME_LIMIT, log });
  closing.add(printer, (each) => each.close());
  const documents = documentsOf({ store, printer, model: () => current.api.model });
  const backtests = closing.add(backtestsOf({ store, files, now, report }), (each) => each.stop());
  const notifications = closing.add(await notificationsOf({ storage, identity }), (each) => each.stop());
  const parts = apiParts({
    store,
    identity,
    documents,
    backtests,
    notifications,
    replays: replaysOf(store, files),
    hashes: () => current.hashes(),
  });
  const build = (model: Model): Api => buildApi(model, { records, parts, report });
  const current = new Current(build(placed.model));
  const system = (why: string) => systemContext(current.api.model, now(), why);

  // Data, then the worker: nothing is promised before there is somebody to be told
  const fresh = await isFresh(store, system('bootstrap'));
  const demo = fresh && options.demo;
  await endLostRuns(store, system('bootstrap'));
  const stored = await fillData(store, system('bootstrap'), demo);
  signal?.throwIfAborted();
  if (stored > 0) {
    await storage.analyze();
    log(`data: ${stored} records filled in`);
  }
  if (demo) await giveDemoPasswords(store, identity, system('bootstrap'));
  else if (fresh) {
    const password = await createFirstUser(store, identity, system('bootstrap'));
    if (password) log(`first user: admin, password ${password} (told only now)`);
  }
  const secrets = secretsOf(options.environment ?? {});
  const sandboxed = options.sandbox ?? false;
  const systems = await systemsOf(
    { store, files, model: () => current.api.model, secrets, now, log, sandboxed },
    closing,
  );
  const handlers = {
    ...effectHandlers({ store, files, documents, model: () => current.api.model, now, secrets, log }),
    call: systems.call,
  };
  const deliveries = deliveryRows({ store, context: system, hide: secrets.hide });
  const promised = { outbox: storage.outbox, handlers, deliveries, log: (line: string) => log(secrets.hide(line)) };
  const { expireInSeconds = 120 } = options;
  const worker = createOutboxWorker({ ...promised, backend: storage.is, expireInSeconds });
  const waking = { timers: storage.timers, ...recordWaker({ store, model: () => current.api.model }), now, log };
  if (options.effects) {
    await worker.start();
    closing.add(worker, (each) => each.stop());
    const clocks = createTimerWorker(waking);
    clocks.start();
    closing.add(clocks, (each) => each.stop());
    closing.add(
      forgetAnswers(storage, () => current.api.model, report),
      (stop) => stop(),
    );
    const forget = () => forgetDeliveries(store, system('forgetting'));
    closing.add(everyHour(forget, report, 'forgetting deliveries'), (stop) => stop());
  }
  const keep = async () => {
    await storage.definitions.keep(definitionsOf(current.api.model));
    await keepRelease(store, files, system('release'), describeApi(current.api.model, parts));
  };
  await keep();
  signal?.throwIfAborted();

  // One after the other, whoever asks for it.
  let reloading: Promise<unknown> = Promise.resolve();
  const reload = (): Promise<readonly Problem[]> => {
    const reloaded = reloading.then(reloadNow);
    reloading = reloaded.catch(() => {});
    return reloaded;
  };

  async function reloadNow(): Promise<readonly Problem[]> {
    const tried = await loadTriedContent(content, now(), cache);
    const placed = tried.model && (await placeInstances(tried.model, storage.definitions, cache));
    const model = placed?.model;
    const problems = [...tried.problems, ...(placed?.problems ?? [])];
    const api = model && build(model);
    const refused = model ? (await storage.applySchema(model)).problems : [];
    if (api && isClean(refused) && api.model.hash !== current.api.model.hash) {
      await fillData(store, systemContext(api.model, now(), 'reload'), false);
      current.swap(api);
      await keep();
      await nodes?.tell();
    }
    const all = [...problems, ...refused];
    options.onContent?.(all, isClean(all) ? model : undefined);
    return all;
  }

  const following = { storage, hash: () => current.api.model.hash, reload, log, report };
  const nodes = options.follow ? closing.add(await followNodes(following), (each) => each.stop()) : undefined;
  await nodes?.tell();
  if (options.follow) {
    const unfollow = await followContent(
      content,
      async () => void (await reload()),
      (error) => report(error, 'reload'),
    );
    closing.add(unfollow, (stop) => stop());
  }

  const settling = settlingOf(createOutboxRunner({ ...promised, now }), waking);
  return {
    ...settling,
    get api() {
      return current.api;
    },
    onApi: (hear) => current.onSwap(hear),
    store,
    files,
    identity,
    systems,
    organisation: () => organisation(current.api.model),
    reload,
    otherContent: () => nodes?.other(),
    async ready() {
      if (!(await storage.isReady())) throw new Error('The database does not answer.');
      if (options.effects) await worker.ready();
    },
    close: () => closing.close(),
  };
}
