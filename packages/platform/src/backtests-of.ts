import { accessOf } from '@dealwright/access';
import {
  type BacktestPlan,
  type BacktestResult,
  type BacktestStep,
  type Change,
  changeColumns,
  changeRow,
  planBacktest,
  runBacktest,
} from '@dealwright/backtests';
import { isClean, type Problem, Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import { writeRows } from '@dealwright/exchange';
import { NEVER } from '@dealwright/expressions';
import type { BacktestRequest, BacktestsPort } from '@dealwright/graphql';
import type { Model, ShapeCache } from '@dealwright/metadata';
import { type Context, type FileStore, type RecordStore, recordsOf } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import * as refused from './backtest-problems.ts';
import { runRecords } from './backtest-runs.ts';
import { loadDraftTexts } from './load-draft.ts';

interface BacktestsOptions {
  readonly store: RecordStore;
  readonly files: FileStore;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  /** Hears errors that nobody expected. */
  readonly report: (error: unknown, where: string) => void;
}

export interface Backtests extends BacktestsPort {
  /** Stops all that run here. */
  stop(): Promise<void>;
}

/** Progress is stored so often; whoever watches need not know more. */
const TELL_EVERY_MS = 1_000;
const WATCH_EVERY_MS = 300;
/** Changed records that are kept for export; a command line writes all of them. */
const MOST_CHANGES = 10_000;
const MOST_CHARACTERS = 20_000_000;
const MOST_DRAFTS = 10;
const LONGEST_DRAFTS = 2_000_000;
/** Runs that wait for their turn or run: each holds its drafts in memory. */
const MOST_RUNS = 10;

/** Back-tests over the API: each is a BacktestRun, whose owner started it. One runs at a time, in this process. */
export function backtestsOf({ store, files, now, report }: BacktestsOptions): Backtests {
  const runs = runRecords(store, now);
  const controllers = new Map<string, AbortController>();
  const caches = new WeakMap<Model, ShapeCache>();
  let last: Promise<void> = Promise.resolve();

  /** Loads the drafts and finds all that is asked for. */
  async function plan(context: Context, request: BacktestRequest): Promise<BacktestPlan | readonly Problem[]> {
    if (!mayRun(context)) return [refused.mayNotRun()];
    const { length } = request.drafts.flatMap(({ documents }) => documents).join('');
    if (request.drafts.length > MOST_DRAFTS || length > LONGEST_DRAFTS) {
      return [refused.tooManyDrafts(MOST_DRAFTS, LONGEST_DRAFTS)];
    }
    const cache = caches.get(context.model) ?? new Map();
    caches.set(context.model, cache);
    const problems: Problem[] = [];
    const drafts: { name: string; model: Model }[] = [];
    for (const { name, documents } of request.drafts) {
      const { model, problems: found } = await loadDraftTexts(context.model, name, documents, context.now, cache);
      problems.push(...found.map((each) => ({ ...each, path: ['drafts', name] })));
      if (model) drafts.push({ name, model });
    }
    if (!isClean(problems)) return problems.filter(({ severity }) => severity === 'error');
    const planned = planBacktest(context, { ...request, drafts });
    return 'published' in planned ? { ...planned, notes: [...problems, ...planned.notes] } : planned;
  }

  async function run(context: Context, id: string, planned: BacktestPlan, signal: AbortSignal): Promise<void> {
    const changes = new Changes();
    let writing: Promise<void> | undefined;
    let told = performance.now();
    const tell = (done: number, total: number) => {
      if (writing || performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      // Not waited for: a database of one connection (PGlite) would wait for us.
      writing = runs
        .progress(context, id, done, total)
        .then((isWanted) => {
          if (!isWanted) controllers.get(id)?.abort();
        })
        // What is not told now is told next time: the run itself goes on.
        .catch((error) => report(error, 'backtest'))
        .finally(() => {
          writing = undefined;
        });
    };
    // Undefined: stopped before its end.
    const steps: AsyncGenerator<BacktestStep, BacktestResult | undefined> = runBacktest(store, context, planned);
    let step = await steps.next();
    for (; !step.done && !signal.aborted; step = await steps.next()) {
      const { done, total } = step.value;
      changes.add(step.value.changes);
      tell(done, total);
    }
    if (!step.done) await steps.return(undefined);
    await writing;
    if (!step.done || !step.value) return runs.end(context, id, { status: 'cancelled' });
    await finish(context, id, step.value, changes.json);
  }

  async function finish(context: Context, id: string, result: BacktestResult, changes: string): Promise<void> {
    const { id: file } = await files.put(runs.system(context), {
      name: 'changes.json',
      mediaType: 'application/json',
      bytes: Buffer.from(changes),
      attachedTo: { entity: 'BacktestRun', record: id, as: 'changes' },
      about: {},
    });
    const { records: count } = result.all;
    const changed = result.scenarios[0]?.changed.records ?? 0;
    const values = { result: result as unknown as Json, changes: file, done: count, total: count, changed };
    await runs.end(context, id, { status: 'done', ...values });
  }

  return {
    async start(context, request, wait) {
      const planned = await plan(context, request);
      if (!('published' in planned)) return { problems: planned };
      let isNew = false;
      let id: string;
      try {
        const begun = await recordsOf(store).once(context, async (inside) => {
          if (controllers.size >= MOST_RUNS) throw new Refusal([refused.tooManyRuns(MOST_RUNS)]);
          isNew = true;
          return { id: await runs.begin(inside, context, planned) };
        });
        ({ id } = begun as { id: string });
      } catch (error) {
        if (error instanceof Refusal) return { problems: error.problems };
        throw error;
      }
      if (!isNew) return { id, problems: [] };
      const controller = new AbortController();
      controllers.set(id, controller);
      const ended = last
        .then(() => run(context, id, planned, controller.signal))
        .catch(async (error) => {
          report(error, `backtest ${id}`);
          await runs.end(context, id, { status: 'failed', problems: [refused.broken(error)] as unknown as Json });
        })
        .catch((error) => report(error, `backtest ${id}`))
        .finally(() => controllers.delete(id));
      last = ended;
      await within(ended, wait);
      return { id, problems: [] };
    },

    async cancel(context, id) {
      const found = await runs.find(context, id);
      if (!found) return [refused.noSuchRun()];
      if (found.status !== 'running') return [refused.notRunning()];
      controllers.get(id)?.abort();
      await runs.end(context, id, { status: 'cancelled' });
      return [];
    },

    async export(context, id, format) {
      const found = await runs.find(context, id);
      if (!found) return { problems: [refused.noSuchRun()] };
      const { result, changes: kept } = found;
      const file = kept === undefined ? undefined : await files.find(context, kept);
      if (!file || !result) return { problems: [refused.notDone()] };
      const changes = JSON.parse((await bytesOf(files.read(context, file))).toString('utf8')) as Change[];
      const rows = changes.map((each) => changeRow(each, result, context.locale));
      const options = { title: result.decision, byteOrderMark: true };
      const bytes = await bytesOf(writeRows(format, changeColumns(result, context.locale), rows, options));
      const stored = await files.put(context, {
        ...{ name: `${result.decision}.${format}`, mediaType: MEDIA_TYPES[format], bytes },
        attachedTo: { entity: 'BacktestRun', record: id, as: format },
        about: {},
      });
      return { file: stored.id, problems: all(result) > changes.length ? [refused.notAll(changes.length)] : [] };
    },

    async *progress(context, id) {
      for (let before = ''; ; ) {
        const found = await runs.find(context, id);
        if (!found) return;
        const { status, done, total } = found;
        const now = JSON.stringify([status, done, total]);
        if (now !== before) yield { status, done, total };
        if (status !== 'running') return;
        before = now;
        await new Promise((resolve) => setTimeout(resolve, WATCH_EVERY_MS).unref());
      }
    },

    async stop() {
      for (const each of controllers.values()) each.abort();
      await last;
    },
  };
}

/** The first of the changed records, as the JSON of a list that has an end. */
class Changes {
  readonly #kept: string[] = [];
  #characters = 0;

  add(changes: readonly Change[]): void {
    for (const each of changes) {
      if (this.#kept.length >= MOST_CHANGES || this.#characters > MOST_CHARACTERS) return;
      const text = JSON.stringify(each);
      this.#kept.push(text);
      this.#characters += text.length;
    }
  }

  get json(): string {
    return `[${this.#kept.join()}]`;
  }
}

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Whoever may create a BacktestRun. */
function mayRun({ model, actor }: Context): boolean {
  return accessOf(model, actor).scope('create', model.get(ENTITY, 'BacktestRun')) !== NEVER;
}

function all({ scenarios }: BacktestResult): number {
  return scenarios.reduce((sum, { changed }) => sum + changed.records, 0);
}

/** Resolves when the work has ended, or after so many seconds. */
async function within(work: Promise<void>, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces));
}
