import { type Problem, RequestError } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import type { Context } from '@dealwright/records';
import { isId, type JsonObject } from '@dealwright/values';
import {
  GraphQLEnumType,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLString,
} from 'graphql';
import type { ApiContext, ApiPart, ApiTypes } from '../api-part.ts';
import type { Operation } from '../execute/operation.ts';
import { readSaved } from '../fields/read-saved.ts';
import { collectFields } from '../plan/collect-fields.ts';
import { plainObject } from '../plan/plain-object.ts';
import { selectRecord } from '../plan/select-record.ts';

/** What is asked of a back-test over the API. */
export interface BacktestRequest {
  readonly decision: string;
  /** YAML documents, each laid over the published one of its kind and name. */
  readonly drafts: readonly { readonly name: string; readonly documents: readonly string[] }[];
  readonly filter: string | undefined;
  readonly by: readonly string[] | undefined;
  readonly sum: readonly string[] | undefined;
  /** ISO 8601 in UTC. */
  readonly at: string | undefined;
  readonly facts: JsonObject | undefined;
}

/** How far a run is. `status` as in the choices `backtest-status`. */
export interface BacktestProgress {
  readonly status: string;
  readonly done: number;
  readonly total: number | null;
}

/** What back-tests need of the house. */
export interface BacktestsPort {
  /**
   * Starts a run and waits for its end, at most so many seconds; it goes on after them. `id` is that of the BacktestRun;
   * without one it was refused.
   */
  start(
    context: Context,
    request: BacktestRequest,
    wait: number,
  ): Promise<{ readonly id?: string; readonly problems: readonly Problem[] }>;
  /** Stops a run of whoever asks. */
  cancel(context: Context, id: string): Promise<readonly Problem[]>;
  /** The changed records as a file of the run. */
  export(
    context: Context,
    id: string,
    format: 'csv' | 'xlsx',
  ): Promise<{ readonly file?: string; readonly problems: readonly Problem[] }>;
  /** The progress of a run at once, and each change of it until the end. Nothing for a run that may not be read. */
  progress(context: Context, id: string): AsyncIterable<BacktestProgress>;
}

const LONGEST_WAIT = 60;

/** `backtest`, `cancelBacktest`, `exportBacktest`, and `backtestProgress` for whoever watches. */
export function backtestsPart(port: BacktestsPort): ApiPart {
  return {
    name: 'backtests',
    build(model, types) {
      const text = new GraphQLNonNull(GraphQLString);
      const texts = new GraphQLList(text);
      const id = { type: new GraphQLNonNull(GraphQLID), description: 'The id of the BacktestRun.' };
      const { payload, file, progress, draft, format } = typesOf(types);
      return {
        mutation: {
          backtest: {
            type: new GraphQLNonNull(payload),
            description:
              'Asks the published decision and the drafts about the records that you may read: what would change, before it is published. The answer is kept as a BacktestRun.',
            args: {
              decision: { type: text, description: 'Its name. It must be about an entity.' },
              drafts: {
                type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(draft))),
                description: 'One, or several to compare.',
              },
              filter: { type: GraphQLString, description: 'FEEL over the record: `segment = "small"`.' },
              by: { type: texts, description: 'Fields to count by, over references too: `customer.size`.' },
              sum: { type: texts, description: 'Fields to sum; all money fields when not said.' },
              at: { type: types.get('DateTime') as typeof GraphQLString, description: 'As if it were this moment.' },
              facts: {
                type: types.get('JSON') as typeof GraphQLString,
                description: 'Values of facts that no record has, the same for all.',
              },
              wait: {
                type: GraphQLInt,
                defaultValue: 10,
                description: `Seconds to wait for the result, at most ${LONGEST_WAIT}; after them the run goes on, and is asked for by its id.`,
              },
            },
            async resolve(_source, { wait, ...asked }, context, info) {
              const seconds = Math.min(LONGEST_WAIT, Math.max(0, wait ?? 0));
              const started = await port.start(context.context, requestOf(asked), seconds);
              return answer(model, started.id, started.problems, context, info);
            },
          },
          cancelBacktest: {
            type: new GraphQLNonNull(payload),
            description: 'Stops a back-test of yours that is running.',
            args: { id },
            async resolve(_source, { id: run }, context, info) {
              const problems = await port.cancel(context.context, existing(run));
              return answer(model, problems.length === 0 ? run : undefined, problems, context, info);
            },
          },
          exportBacktest: {
            type: new GraphQLNonNull(file),
            description: 'The changed records of a back-test as a file.',
            args: { id, format: { type: new GraphQLNonNull(format), defaultValue: 'csv' } },
            async resolve(_source, { id: run, format: wanted }, { context }) {
              const made = await port.export(context, existing(run), wanted);
              return { id: made.file, url: made.file && `/files/${made.file}`, problems: made.problems };
            },
          },
        },
        subscription: {
          backtestProgress: {
            type: new GraphQLNonNull(progress),
            description: 'How far a back-test is: at once, and at each change until it ends.',
            args: { id },
            subscribe: (_source, { id: run }, { context }) => port.progress(context, existing(run)),
            resolve: (told) => told,
          },
        },
      };
    },
  };
}

function typesOf(types: ApiTypes) {
  const text = new GraphQLNonNull(GraphQLString);
  const problem = new GraphQLNonNull(types.get('Problem') as GraphQLObjectType);
  const problems = { type: new GraphQLNonNull(new GraphQLList(problem)) };
  const define = (
    name: string,
    description: string,
    fields: ConstructorParameters<typeof GraphQLObjectType>[0]['fields'],
  ) => types.define(name, () => new GraphQLObjectType({ name, description, fields }));
  return {
    payload: define(
      'BacktestPayload',
      'The run, or why there is none. Its `result` is there when its `status` is `done`.',
      {
        backtestRun: { type: types.get('BacktestRun') as GraphQLObjectType },
        problems,
      },
    ),
    file: define('BacktestFile', 'A stored file, or why there is none.', {
      id: { type: GraphQLID, description: 'The id of the File.' },
      url: { type: GraphQLString, description: 'Where it is downloaded, below the address of the server.' },
      problems,
    }),
    progress: define('BacktestProgress', 'How far a back-test is.', {
      status: { type: text, description: '`running`, `done`, `failed` or `cancelled`.' },
      done: { type: new GraphQLNonNull(GraphQLInt), description: 'Records that were asked about.' },
      total: { type: GraphQLInt, description: 'Records in all; null until they are counted.' },
    }),
    draft: types.define(
      'BacktestDraft',
      () =>
        new GraphQLInputObjectType({
          name: 'BacktestDraft',
          description: 'Changed content; what it does not name is as published.',
          fields: {
            name: { type: GraphQLString, defaultValue: 'draft', description: 'What the report calls it.' },
            documents: {
              type: new GraphQLNonNull(new GraphQLList(text)),
              description: 'YAML: each document takes the place of the published one with its kind and name.',
            },
          },
        }),
    ),
    format: types.define(
      'BacktestFormat',
      () => new GraphQLEnumType({ name: 'BacktestFormat', values: { csv: {}, xlsx: {} } }),
    ),
  };
}

type Asked = { readonly [name: string]: unknown };

function requestOf({ decision, drafts, filter, by, sum, at, facts }: Asked): BacktestRequest {
  if (facts !== undefined && facts !== null && (typeof facts !== 'object' || Array.isArray(facts))) {
    throw new RequestError('BAD_USER_INPUT', '`facts` is an object of names and values.');
  }
  return {
    decision: String(decision),
    drafts: (drafts as BacktestRequest['drafts']).map(({ name, documents }) => ({ name: name ?? 'draft', documents })),
    filter: (filter ?? undefined) as string | undefined,
    by: (by ?? undefined) as readonly string[] | undefined,
    sum: (sum ?? undefined) as readonly string[] | undefined,
    at: typeof at === 'string' ? new Date(at).toISOString() : undefined,
    facts: facts ? plainObject(facts as JsonObject) : undefined,
  };
}

/** The run, read back as it was asked for. */
async function answer(
  model: Model,
  id: string | undefined,
  problems: readonly Problem[],
  context: ApiContext,
  info: GraphQLResolveInfo,
) {
  const entity = model.get(ENTITY, 'BacktestRun');
  const nodes = [...collectFields(info.fieldNodes, info).values()]
    .flat()
    .filter(({ name }) => name.value === 'backtestRun');
  if (id === undefined || nodes.length === 0) return { backtestRun: null, problems };
  const rows = await readSaved(entity, [id], selectRecord(entity, nodes, info), context as Operation, info);
  return { backtestRun: rows.get(id) ?? null, problems };
}

function existing(id: unknown): string {
  if (typeof id === 'string' && isId(id)) return id;
  throw new RequestError('NOT_FOUND', 'There is no such back-test.', '`id` is the `id` of a BacktestRun');
}
