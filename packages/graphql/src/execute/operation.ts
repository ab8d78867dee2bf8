import { RequestError } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import type { Action } from '@dealwright/processes';
import type { Context, HistoryEntry, ListQuery, PageOfRows, Reading, Records, Standing } from '@dealwright/records';
import type { GraphQLResolveInfo } from 'graphql';
import { apiFields } from '../api-content.ts';
import type { ApiContext } from '../api-part.ts';
import { asksOnce } from './asks-once.ts';
import { Batch } from './batch.ts';
import type { Caller } from './caller.ts';
import { type OpenReading, openReading } from './open-reading.ts';

/** What runs: one operation of one caller over one Model. It is the `contextValue` of every resolver. */
export class Operation implements ApiContext {
  readonly #model: Model;
  readonly #records: Records;
  readonly #caller: Caller;
  readonly #idempotency: Context['idempotency'];
  #context: Context | undefined;
  #open: OpenReading | undefined;
  #ended = false;
  readonly #actions = new Map<Entity, Batch<readonly Action[]>>();
  readonly #standings = new Map<Entity, Batch<readonly Standing[]>>();
  readonly #history = new Map<Entity, Batch<readonly HistoryEntry[]>>();

  /** @param idempotency of the one root field that this is, when it keeps its answer */
  constructor(model: Model, records: Records, caller: Caller, idempotency?: Context['idempotency']) {
    this.#model = model;
    this.#records = records;
    this.#caller = caller;
    this.#idempotency = idempotency;
  }

  get anonymous(): boolean {
    return this.#caller.actor === undefined;
  }

  get locale(): string {
    return this.#caller.locale;
  }

  get address(): string | undefined {
    return this.#caller.address;
  }

  get token(): string | undefined {
    return this.#caller.token;
  }

  get context(): Context {
    this.#context ??= this.#makeContext();
    return this.#context;
  }

  get records(): Records {
    return this.#records;
  }

  /** The one read transaction of this operation (in a mutation: of the present root field), opened when first needed. */
  get reading(): Promise<Reading> {
    if (this.#ended) return Promise.reject(new Error('The operation has ended.'));
    this.#open ??= openReading(this.#records, this.context);
    return this.#open.reading;
  }

  /** A list for a root field: by itself when the operation asks nothing else of the database. */
  async list(query: ListQuery, info: GraphQLResolveInfo): Promise<PageOfRows> {
    if (asksOnce(info)) return this.#records.list(this.context, query);
    return (await this.reading).list(query);
  }

  /** The same for another store and key: within a transaction, say. */
  within(records: Records, idempotency?: Context['idempotency']): Operation {
    return new Operation(this.#model, records, this.#caller, idempotency);
  }

  /** The rows of a list as JSON text; undefined where the database cannot write the answer. */
  listAsJson(query: ListQuery): Promise<string | undefined> {
    return this.#records.listAsJson(this.context, query);
  }

  /** Each root field of a mutation has its own transactions. */
  async beginMutation(): Promise<void> {
    await this.#close();
  }

  /** The answer is made. A field that lost its way (its parent is null already) opens nothing any more. */
  end(): void {
    this.#ended = true;
    void this.#close();
  }

  #close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    return open ? open.close() : Promise.resolve();
  }

  hiddenFields(entity: Entity): readonly string[] {
    const access = this.#records.access(this.context);
    const hidden = apiFields(entity).filter((field) => !access.canRead(entity, field));
    return hidden.map((field) => field.name);
  }

  actions(entity: Entity, id: string): Promise<readonly Action[]> {
    const load = async (ids: readonly string[]) => (await this.reading).actions(entity, ids);
    return batchOf(this.#actions, entity, load).get(id);
  }

  standings(entity: Entity, id: string): Promise<readonly Standing[]> {
    const load = async (ids: readonly string[]) => (await this.reading).standings(entity, ids);
    return batchOf(this.#standings, entity, load).get(id);
  }

  history(entity: Entity, id: string): Promise<readonly HistoryEntry[]> {
    const load = async (ids: readonly string[]) => (await this.reading).history(entity, ids);
    return batchOf(this.#history, entity, load).get(id);
  }

  #makeContext(): Context {
    const { actor, now, zone, locale, requestId } = this.#caller;
    if (!actor)
      throw new RequestError(
        'UNAUTHENTICATED',
        'Sign in first.',
        'send `Authorization: Bearer TOKEN`; `login` gives a token',
      );
    const context = { actor, now, zone, locale, requestId, model: this.#model };
    return this.#idempotency ? { ...context, idempotency: this.#idempotency } : context;
  }
}

function batchOf<Value>(
  batches: Map<Entity, Batch<readonly Value[]>>,
  entity: Entity,
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly Value[]>>,
): Batch<readonly Value[]> {
  let batch = batches.get(entity);
  if (!batch) {
    batch = new Batch(load, []);
    batches.set(entity, batch);
  }
  return batch;
}
