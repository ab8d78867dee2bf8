import type { BacktestPlan, BacktestResult } from '@dealwright/backtests';
import { Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Predicate } from '@dealwright/expressions';
import { type Context, type RecordStore, type Records, readFacts, recordsOf, saveRecord } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { systemContext } from './system-context.ts';

/** What of a stored run is read. */
export interface Run {
  readonly status: string;
  readonly done: number;
  readonly total: number | null;
  readonly result: BacktestResult | undefined;
  /** The id of the file with the changed records. */
  readonly changes: string | undefined;
}

/** The records of back-tests: written by the platform, read as whoever asks may. */
export function runRecords(store: RecordStore, now: () => string) {
  const system = ({ model, requestId }: Context) => systemContext(model, now(), requestId);
  const update = async (context: Context, id: string, values: JsonObject) => {
    const entity = context.model.get(ENTITY, 'BacktestRun');
    const { problems } = await saveRecord(store, system(context), entity, { is: 'update', id, values });
    if (problems.length > 0) throw new Refusal(problems);
  };
  const find = async (context: Context, id: string): Promise<Run | undefined> => {
    const entity = context.model.get(ENTITY, 'BacktestRun');
    const facts = await store.read(context, (session) => readFacts(session, context, entity, id, PATHS));
    if (!facts) return undefined;
    const { status, done, total, result, changes } = facts;
    return {
      ...{ status: String(status), done: Number(done ?? 0), total: typeof total === 'number' ? total : null },
      result: (result ?? undefined) as unknown as BacktestResult | undefined,
      changes: typeof changes === 'string' ? changes : undefined,
    };
  };
  return {
    system,
    find,
    /** Makes the record of a run that begins, owned by whoever asks. */
    async begin(records: Pick<Records, 'save'>, context: Context, plan: BacktestPlan): Promise<string> {
      const { published, drafts, entity, filterText, at } = plan;
      const values: JsonObject = {
        ...{
          decision: published.decision.name,
          drafts: drafts.map(({ name }) => name).join(', '),
          entity: entity.name,
        },
        ...{ filter: filterText ?? null, at, status: 'running', done: 0 },
        ...(context.actor.system ? {} : { owner: context.actor.id }),
      };
      const run = context.model.get(ENTITY, 'BacktestRun');
      const { id, problems } = await records.save(system(context), run, { is: 'create', values });
      if (id === undefined) throw new Refusal(problems);
      return id;
    },
    /** Stores how far a run is; false when somebody has stopped it. */
    async progress(context: Context, id: string, done: number, total: number): Promise<boolean> {
      if ((await find(system(context), id))?.status !== 'running') return false;
      await update(context, id, { done, total });
      return true;
    },
    /** Stores how a run ended. One that somebody cancelled stays so, also when its last records were done by then. */
    async end(context: Context, id: string, values: JsonObject): Promise<void> {
      if ((await find(system(context), id))?.status === 'cancelled') return;
      await update(context, id, { ...values, finishedAt: now() });
    },
  };
}

const PATHS = [['status'], ['done'], ['total'], ['result'], ['changes']];

/** A run says each second that it goes on: one that was silent for so long has lost its server. */
const LOST_MS = 60_000;

/** Ends the runs whose server stopped in the middle. */
export async function endLostRuns(store: RecordStore, context: Context): Promise<void> {
  const { model, now } = context;
  const entity = model.get(ENTITY, 'BacktestRun');
  const field = entity.fields.get('id');
  if (!field) return;
  const compare = (path: string, operator: '=' | '<', value: string): Predicate => ({
    ...{ is: 'compare', operator, right: { is: 'value', value, type: TEXT } },
    left: { is: 'field', path: [path], type: TEXT },
  });
  const before = new Date(Date.parse(now) - LOST_MS).toISOString();
  const { rows } = await recordsOf(store).list(context, {
    ...{ entity, select: new Map([['id', { is: 'field', field }]]), orderBy: [], page: { first: 200 }, count: false },
    where: { is: 'and', of: [compare('status', '=', 'running'), compare('updatedAt', '<', before)] },
  });
  for (const { id } of rows) {
    const values = { status: 'failed', finishedAt: now };
    await saveRecord(store, context, entity, { is: 'update', id: String(id), values });
  }
}

const TEXT = { kind: 'string' } as const;
