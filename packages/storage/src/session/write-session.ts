import { RequestError } from '@dealwright/diagnostics';
import type { DuplicateRule, Entity, RecordValues } from '@dealwright/entities';
import type { Predicate } from '@dealwright/expressions';
import type {
  Context,
  DecisionEntry,
  HistoryEntry,
  NewFile,
  OutboxEntry,
  Parameters,
  StoredFile,
  TimerEntry,
  WriteSession,
} from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';
import type { EntityManager, EntitySchema } from '@mikro-orm/postgresql';
import type { Database, Result } from '../connect/database.ts';
import { addFile } from '../files/add-file.ts';
import { printParentLocks } from '../print/print-locks.ts';
import { printReach } from '../print/print-reach.ts';
import {
  printDuplicates,
  printDuplicatesLock,
  printLoad,
  printMatches,
  SET_SIMILARITY,
} from '../print/print-record.ts';
import { printSet } from '../print/print-set.ts';
import { isStored } from '../schema/columns.ts';
import { INTERNAL } from '../schema/names.ts';
import type { TimerQueue } from '../timers/timer-queue.ts';
import { findObstacles } from './delete-record.ts';
import type { Held } from './entity-manager.ts';
import { takeNumber } from './numbers.ts';
import { Reading } from './read-session.ts';
import type { Tables } from './tables.ts';
import { statement, type Transaction } from './transaction.ts';
import { translateError } from './translate-error.ts';

/** The channel on which a commit says that it promised something. */
export const OUTBOX_CHANNEL = 'dealwright_outbox';

/** One write transaction. MikroORM's unit of work holds the records that were loaded and writes what changed in them. */
export class Writing extends Reading implements WriteSession {
  readonly #database: Database;
  readonly #context: Context;
  readonly #em: EntityManager;
  readonly #tables: Tables;
  readonly #timers: TimerQueue;
  #savepoints = 0;

  constructor(
    database: Database,
    transaction: Transaction,
    collation: string,
    context: Context,
    em: EntityManager,
    tables: Tables,
    timers: TimerQueue,
  ) {
    super(transaction, collation);
    this.#database = database;
    this.#context = context;
    this.#em = em;
    this.#tables = tables;
    this.#timers = timers;
  }

  async load(entity: Entity, id: string, where: Predicate, parameters: Parameters): Promise<RecordValues | undefined> {
    const text = await this.transaction.ask(printLoad(entity, id, where, parameters));
    if (text === null) return undefined;
    const values = JSON.parse(text) as RecordValues;
    this.#em.merge(this.#schema(entity), writable(entity, values), { refresh: true });
    return values;
  }

  async lockParents(part: Entity, id: string | undefined, parents: readonly string[]): Promise<readonly string[]> {
    const asked = printParentLocks(part, id, parents);
    const answers = await Promise.all(asked.map((each) => this.transaction.ask(each)));
    return JSON.parse(answers.at(-1) ?? '[]') as string[];
  }

  async matches(entity: Entity, id: string, where: Predicate, parameters: Parameters): Promise<boolean> {
    return (await this.transaction.ask(printMatches(entity, id, where, parameters))) === 'true';
  }

  async reach(entity: Entity, values: RecordValues, paths: readonly (readonly string[])[]): Promise<JsonObject> {
    const asked = printReach(entity, values, paths);
    return asked ? (JSON.parse((await this.transaction.ask(asked)) ?? '{}') as JsonObject) : {};
  }

  async findDuplicates(
    entity: Entity,
    rule: DuplicateRule,
    values: RecordValues,
  ): Promise<readonly { id: string; title: string }[]> {
    const asked = printDuplicates(entity, rule, values);
    if (!asked) return [];
    // The lock in a statement of its own: the search must see what those have stored for whom it waited.
    const lock = printDuplicatesLock(entity, rule, values);
    const statements = [...(lock ? [lock] : []), SET_SIMILARITY, asked];
    const answers = await Promise.all(statements.map((each) => this.transaction.ask(each)));
    return JSON.parse(answers.at(-1) ?? '[]') as { id: string; title: string }[];
  }

  nextNumber(entity: Entity, year: number): Promise<string> {
    return takeNumber(this.#database, this.transaction, entity, year);
  }

  async insert(entity: Entity, values: RecordValues): Promise<void> {
    this.#em.persist(this.#em.create(this.#schema(entity), writable(entity, values)));
    await this.#flush();
  }

  async update(entity: Entity, id: string, changed: JsonObject, version: number): Promise<void> {
    const schema = this.#schema(entity);
    const record = this.#em.getUnitOfWork().getById<Held>(schema, id) ?? this.#em.merge(schema, { id, version });
    // MikroORM counts the version itself, and compares with the one that the record has until then.
    const { version: _counted, ...values } = writable(entity, changed);
    this.#em.assign(record, values);
    await this.#flush();
  }

  async set(entity: Entity, ids: readonly string[], values: JsonObject): Promise<void> {
    if (ids.length > 0) await this.transaction.ask(printSet(entity, ids, values));
  }

  async delete(entity: Entity, id: string): Promise<readonly { entity: Entity; count: number }[]> {
    const obstacles = await findObstacles(this.transaction, this.#tables.referrers, entity, id);
    if (obstacles.length > 0) return obstacles;
    this.#em.remove(this.#em.getReference(this.#schema(entity), id));
    await this.#flush();
    this.#em.clear();
    return [];
  }

  #schema(entity: Entity): EntitySchema<Held> {
    return this.#tables.mapping.schema(entity);
  }

  async #flush(): Promise<void> {
    await this.#em.flush().catch((error) => {
      throw translateError(error, this.#tables.ownerOf);
    });
  }

  async addHistory(entries: readonly HistoryEntry[]): Promise<void> {
    if (entries.length > 0) await this.transaction.ask(statement(ADD_HISTORY, JSON.stringify(entries)));
  }

  async addToOutbox(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length > 0) await this.transaction.ask(statement(ADD_TO_OUTBOX, JSON.stringify(entries)));
  }

  async addTimers(entries: readonly TimerEntry[]): Promise<void> {
    if (entries.length > 0) await this.#timers.add(this.transaction, entries);
  }

  async removeTimers(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#timers.remove(this.transaction, ids);
  }

  async addDecisions(entries: readonly DecisionEntry[]): Promise<void> {
    if (entries.length > 0) await this.transaction.ask(statement(ADD_DECISIONS, JSON.stringify(entries)));
  }

  async notify(channel: string, payload: string): Promise<void> {
    await this.transaction.ask(statement('select pg_notify($1, $2)', channel, payload));
  }

  addFile(file: NewFile): Promise<StoredFile> {
    return addFile(this, this.#context, file);
  }

  async recall(key: string, bodyHash: string): Promise<Json | undefined> {
    // The same request twice at once: the second waits here for the first one's end.
    const lock = statement(LOCK_KEY, `${this.#context.actor.id} ${key}`);
    const [, found] = await Promise.all([
      this.transaction.ask(lock),
      this.transaction.ask(statement(RECALL, this.#context.actor.id, key)),
    ]);
    if (found === null) return undefined;
    const [hash, answer] = JSON.parse(found) as [string, Json];
    if (hash === bodyHash) return answer;
    throw new RequestError(
      'BAD_USER_INPUT',
      'This Idempotency-Key was used for another request.',
      'Use a new key for a new request.',
    );
  }

  async remember(key: string, bodyHash: string, answer: Json): Promise<void> {
    await this.transaction.ask(statement(REMEMBER, this.#context.actor.id, key, bodyHash, JSON.stringify(answer)));
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `s${++this.#savepoints}`;
    await this.transaction.query(`savepoint ${name}`);
    try {
      const answer = await work();
      await this.transaction.query(`release savepoint ${name}`);
      return answer;
    } catch (error) {
      await this.transaction.query(`rollback to savepoint ${name}; release savepoint ${name}`);
      this.#em.clear();
      throw error;
    } finally {
      // What is done is written; the unit of work need not look at it again at each later flush.
      this.#em.clear();
    }
  }

  /** Any SQL in this transaction. */
  executeSql(text: string, values?: readonly unknown[]): Promise<Result> {
    return this.transaction.query(text, values);
  }
}

/** What MikroORM writes: stored fields without roll-ups, which the database keeps, and the version, which it counts. */
function writable(entity: Entity, values: RecordValues): Held {
  const kept = Object.entries(values).filter(([name]) => {
    const field = entity.fields.get(name);
    return field && isStored(field) && !field.rollup;
  });
  return Object.fromEntries(kept) as Held;
}

const ADD_HISTORY = `insert into ${INTERNAL}.history (entity, record, version, at, by, operation, event, reason, changes)
  select entity, record, version, at, by, operation, event, reason, coalesce(changes, '{}')
  from json_to_recordset($1::json) as e (entity text, record uuid, version int, at timestamptz, by text, operation text, event text, reason text, changes json)`;

const ADD_TO_OUTBOX = `with added as (insert into ${INTERNAL}.outbox (id, "is", entity, record, data, request_id)
  select id, "is", entity, record, data, "requestId"
  from json_to_recordset($1::json) as e (id uuid, "is" text, entity text, record uuid, data json, "requestId" text) returning 1)
  select pg_notify('${OUTBOX_CHANNEL}', '') from (select count(*) from added) done`;

const ADD_DECISIONS = `insert into ${INTERNAL}.decision (id, entity, record, answer, facts, zone, refused, model_hash, at, by)
  select id, entity, record, answer, facts, zone, refused, "modelHash", at, by
  from json_to_recordset($1::json) as e (id uuid, entity text, record uuid, answer json, facts json, zone text, refused boolean, "modelHash" text, at timestamptz, by text)`;

const LOCK_KEY = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const RECALL = `select json_build_array(body_hash, answer)::text from ${INTERNAL}.idempotency where actor = $1 and key = $2`;
const REMEMBER = `insert into ${INTERNAL}.idempotency (actor, key, body_hash, answer) values ($1, $2, $3, $4::json)`;
