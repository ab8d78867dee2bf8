import type { DuplicateRule, Entity, RecordValues } from '@dealwright/entities';
import type { Predicate } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { Context } from './context.ts';
import type { NewFile, StoredFile } from './file-store.ts';
import type { ListQuery, PageOfRows, Parameters } from './read-query.ts';

/** The port to the database. `storage` implements it on PostgreSQL; nobody else holds a connection. */
export interface RecordStore {
  /** Runs `work` in one read-write transaction; commits when it resolves, rolls back when it throws. */
  write<T>(context: Context, work: (session: WriteSession) => Promise<T>): Promise<T>;
  /** Runs `work` in one read-only repeatable-read transaction. */
  read<T>(context: Context, work: (session: ReadSession) => Promise<T>): Promise<T>;
  /** As `read` with this one list and nothing else, in one round trip: for operations with one root field. */
  list(context: Context, query: ListQuery, parameters: Parameters): Promise<PageOfRows>;
  /** The rows of a page that is read forwards, as JSON text `[{…},…]`, keyed as `query.select` in its order; where it is not offered, rows are read. */
  listAsJson?(context: Context, query: ListQuery, parameters: Parameters): Promise<string>;
}

export interface ReadSession {
  /** One SQL statement whatever the nesting. The caller has joined the access predicates into `where` of every level. */
  list(query: ListQuery, parameters: Parameters): Promise<PageOfRows>;
  /** What changed in the records, newest first. The caller has made sure that they may be read. */
  history(entity: Entity, ids: readonly string[]): Promise<readonly HistoryEntry[]>;
  /** The stored answers that the record's past relied on, newest first. The caller has made sure that it may be read. */
  decisions(record: string): Promise<readonly DecisionEntry[]>;
  /** One stored answer. The caller makes sure that its record may be read. */
  decision(id: string): Promise<DecisionEntry | undefined>;
  /** The id of the record whose key field has this value, with full sight. */
  findByKey(entity: Entity, field: string, value: Json): Promise<string | undefined>;
}

export interface WriteSession extends ReadSession {
  /**
   * The stored record with all columns (formulas and roll-ups that are stored too), locked against other writers until
   * the end; undefined when there is none. `where` restricts it (the actor's scope): outside it counts as absent.
   */
  load(entity: Entity, id: string, where: Predicate, parameters: Parameters): Promise<RecordValues | undefined>;
  /**
   * Locks the parents (and theirs, those first; several in the order of their ids) against other writers until the end:
   * those with these ids, and the one of the stored part `id`. Returns the ids of the direct parents. Nothing without a parent.
   */
  lockParents(part: Entity, id: string | undefined, parents: readonly string[]): Promise<readonly string[]>;
  /** True when the record matches. With full sight otherwise. */
  matches(entity: Entity, id: string, where: Predicate, parameters: Parameters): Promise<boolean>;
  /** Follows `paths` from the record's own values (stored or not): loads what they reach, nested, in one query. Full sight. */
  reach(entity: Entity, values: RecordValues, paths: readonly (readonly string[])[]): Promise<JsonObject>;
  /**
   * Records (other than `values.id`) that the rule calls duplicates, best first, at most five: id and title. Full sight.
   * For a rule that refuses, whoever asks about the same values meanwhile waits for the end of this transaction.
   */
  findDuplicates(
    entity: Entity,
    rule: DuplicateRule,
    values: RecordValues,
  ): Promise<readonly { id: string; title: string }[]>;
  /** Takes the next number of the entity for this year. Gapless ones lock a counter until commit. */
  nextNumber(entity: Entity, year: number): Promise<string>;
  /** Throws {@link KeyTaken} when another transaction has stored the value of a key field meanwhile. */
  insert(entity: Entity, values: RecordValues): Promise<void>;
  /** Writes the changed values and counts the version up; `version` is the one that was loaded. Throws {@link KeyTaken}. */
  update(entity: Entity, id: string, changed: JsonObject, version: number): Promise<void>;
  /**
   * Writes the same values in several records and counts their versions up, whatever they hold by now; those that are gone
   * are left out. For rows of the platform that another record's lock protects.
   */
  set(entity: Entity, ids: readonly string[], values: JsonObject): Promise<void>;
  /** Deletes it and its parts. Refusals by `onDelete: refuse` come back as the entities that still refer to it. */
  delete(entity: Entity, id: string): Promise<readonly { entity: Entity; count: number }[]>;
  addHistory(entries: readonly HistoryEntry[]): Promise<void>;
  /** Promises kept after the commit, at least once, in this order. Also wakes the worker. */
  addToOutbox(entries: readonly OutboxEntry[]): Promise<void>;
  /** Wake-ups, each at its time or as soon after it as a worker can, once this transaction commits. */
  addTimers(entries: readonly TimerEntry[]): Promise<void>;
  /** Takes wake-ups back, by their ids; those that went off already, or that there never were, are no error. */
  removeTimers(ids: readonly string[]): Promise<void>;
  /** Answers of decisions that this write relied on, or that refused it. */
  addDecisions(entries: readonly DecisionEntry[]): Promise<void>;
  /** Heard by all nodes that subscribed to the channel, when the commit has happened; a hint, which may be lost. */
  notify(channel: string, payload: string): Promise<void>;
  /** Stores the bytes and a File record attached to a record; the same bytes are kept once. */
  addFile(file: NewFile): Promise<StoredFile>;
  /** The stored answer of an earlier request with this key and body; throws RequestError BAD_USER_INPUT for another body. */
  recall(key: string, bodyHash: string): Promise<Json | undefined>;
  remember(key: string, bodyHash: string, answer: Json): Promise<void>;
  /** Runs `work` in a savepoint: when it throws, only its own writes are undone, and the error is thrown on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
}

/** The value of a key field belongs to another record already. Until a savepoint is left, the transaction is of no use. */
export class KeyTaken extends Error {
  readonly entity: string;
  readonly field: string;
  constructor(entity: string, field: string) {
    super(`Another ${entity} has this ${field}.`);
    this.name = 'KeyTaken';
    this.entity = entity;
    this.field = field;
  }
}

export interface HistoryEntry {
  readonly entity: string;
  readonly record: string;
  readonly version: number;
  readonly at: string;
  readonly by: string;
  /** `tick` and `look`: what a process did when the time had come, or by itself. */
  readonly operation: 'create' | 'update' | 'delete' | 'fire' | 'tick' | 'look';
  readonly event: string | undefined;
  readonly reason: string | undefined;
  /** Field → [from, to]. */
  readonly changes: JsonObject;
}

export interface OutboxEntry {
  /** UUIDv7; the receiver uses it to do the thing once. */
  readonly id: string;
  readonly is: string;
  readonly entity: string;
  readonly record: string;
  readonly data: JsonObject;
  readonly requestId: string;
}

/** The promise to look at a record's clocks at a time: nothing but a wake-up, what is due then the record itself says. */
export interface TimerEntry {
  /** UUIDv7, of the timer in the record's instance. */
  readonly id: string;
  /** ISO 8601 instant in UTC. */
  readonly at: string;
  readonly entity: string;
  readonly record: string;
  readonly process: string;
  readonly requestId: string;
}

export interface DecisionEntry {
  readonly id: string;
  readonly entity: string;
  readonly record: string;
  readonly answer: JsonObject;
  /** What the decision read of the record, as it was; null in entries of before these were kept. */
  readonly facts: JsonObject | null;
  /** Zone of the asking person, in which days were counted; null as `facts`. */
  readonly zone: string | null;
  /** True when the change was refused, be it by this answer or beside it. */
  readonly refused: boolean;
  readonly modelHash: string;
  readonly at: string;
  readonly by: string;
}
