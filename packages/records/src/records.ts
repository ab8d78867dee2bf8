import { type Access, accessOf } from '@dealwright/access';
import type { Entity, RecordValues } from '@dealwright/entities';
import type { Action } from '@dealwright/processes';
import type { Json } from '@dealwright/values';
import { answerTask, type TaskAnswer } from './answer-task.ts';
import { attachFile, type BroughtFile } from './attach/attach-file.ts';
import type { Change, Saved } from './change.ts';
import type { Context } from './context.ts';
import { type Standing, standingsOf } from './read/standings.ts';
import type { ListQuery, PageOfRows } from './read-query.ts';
import { actionsOf, decisionOf, decisionsOf, historyOf, readFacts, readList, readListAsJson } from './read-records.ts';
import type { DecisionEntry, HistoryEntry, ReadSession, RecordStore, WriteSession } from './record-store.ts';
import { onceOnly } from './save/once-only.ts';
import { askRecord, saveRecord, saveRecords } from './save-record.ts';
import { storeWithin } from './store-within.ts';

/** Records of one store, for whoever the context names: what the API and the workers use. */
export interface Records {
  /** One list by itself: quicker than in a transaction. */
  list(context: Context, query: ListQuery): Promise<PageOfRows>;
  /** Its rows as JSON text, where the database can make them as they are to be answered. See {@link readListAsJson}. */
  listAsJson(context: Context, query: ListQuery): Promise<string | undefined>;
  /** Opens one read-only transaction for `work`. */
  read<T>(context: Context, work: (reading: Reading) => Promise<T>): Promise<T>;
  /** See {@link saveRecord}. */
  save(context: Context, entity: Entity, change: Change): Promise<Saved>;
  /** All changes in one transaction; `atomic`: all or nothing. See {@link saveRecords}. */
  saveMany(context: Context, entity: Entity, changes: readonly Change[], atomic: boolean): Promise<readonly Saved[]>;
  /**
   * Runs `work` in one write transaction together with the keeping of its answer, under the idempotency key of the context;
   * when there is an answer already, that one. What throws is undone and not kept. `work` may run again when others were
   * in the way.
   */
  once(context: Context, work: (inside: Records) => Promise<Json>): Promise<Json>;
  /** What saving would answer; nothing is changed. */
  ask(context: Context, entity: Entity, change: Change): Promise<Saved>;
  /** See {@link answerTask}. */
  answerTask(context: Context, answer: TaskAnswer): Promise<Saved>;
  /** See {@link attachFile}. */
  attachFile(context: Context, file: BroughtFile): Promise<Saved>;
  access(context: Context): Access;
}

/** One open read transaction of one actor. */
export interface Reading {
  list(query: ListQuery): Promise<PageOfRows>;
  actions(entity: Entity, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Action[]>>;
  /** Where they stand in their processes. */
  standings(entity: Entity, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Standing[]>>;
  history(entity: Entity, ids: readonly string[]): Promise<ReadonlyMap<string, readonly HistoryEntry[]>>;
  decisions(record: string): Promise<readonly DecisionEntry[]>;
  /** One of them, by its id. */
  decision(id: string): Promise<DecisionEntry | undefined>;
  /** A record that may be read, with full sight of what `paths` name; undefined when there is none. See {@link readFacts}. */
  facts(entity: Entity, id: string, paths: readonly (readonly string[])[]): Promise<RecordValues | undefined>;
}

export function recordsOf(store: RecordStore): Records {
  return {
    list: (context, query) =>
      readList({ list: (each, parameters) => store.list(context, each, parameters) }, context, query),
    listAsJson: (context, query) => readListAsJson(store, context, query),
    read: (context, work) => store.read(context, (session) => work(readingOf(session, context))),
    save: (context, entity, change) => saveRecord(store, context, entity, change),
    saveMany: (context, entity, changes, atomic) => saveRecords(store, context, entity, changes, { atomic }),
    once: (context, work) =>
      store.write(context, (session) => onceOnly(session, context, () => work(recordsWithin(session)))),
    ask: (context, entity, change) => askRecord(store, context, entity, change),
    answerTask: (context, answer) => answerTask(store, context, answer),
    attachFile: (context, file) => attachFile(store, context, file),
    access: ({ model, actor }) => accessOf(model, actor),
  };
}

/** The records as they are within a write transaction that is open already: all that is done through them ends with it. */
export function recordsWithin(session: WriteSession): Records {
  return recordsOf(storeWithin(session));
}

function readingOf(session: ReadSession, context: Context): Reading {
  return {
    list: (query) => readList(session, context, query),
    actions: (entity, ids) => actionsOf(session, context, entity, ids),
    standings: (entity, ids) => standingsOf(session, context, entity, ids),
    history: (entity, ids) => historyOf(session, context, entity, ids),
    decisions: (record) => decisionsOf(session, context, record),
    decision: (id) => decisionOf(session, context, id),
    facts: (entity, id, paths) => readFacts(session, context, entity, id, paths),
  };
}
