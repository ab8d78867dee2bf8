export type { Change, Saved } from './change.ts';
export type { Context } from './context.ts';
export type { FileStore, NewFile, StoredFile } from './file-store.ts';
export type { ListQuery, Order, Page, PageOfRows, Parameters, Row, Selected, Selection } from './read-query.ts';
export {
  type DecisionEntry,
  type HistoryEntry,
  KeyTaken,
  type OutboxEntry,
  type ReadSession,
  type RecordStore,
  type WriteSession,
} from './record-store.ts';
