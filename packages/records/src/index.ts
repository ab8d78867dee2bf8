export type { TaskAnswer } from './answer-task.ts';
export type { BroughtFile } from './attach/attach-file.ts';
export type { Change, Saved } from './change.ts';
export type { Context } from './context.ts';
export type { FileStore, NewFile, StoredFile } from './file-store.ts';
export { columnsFor, withFormulas } from './formulas.ts';
export { type Heard, LISTENERS, type Listener } from './listener.ts';
export type { Outbox, Sql } from './outbox.ts';
export { parametersOf } from './parameters-of.ts';
export { allVersionsOf } from './processes-of.ts';
export { type Scan, type Scanned, type Sight, scanRecords, sightOf } from './read/scan-records.ts';
export type { Standing } from './read/standings.ts';
export {
  LARGEST_PAGE,
  type ListQuery,
  type Order,
  type Page,
  type PageOfRows,
  type Parameters,
  type Row,
  type Selected,
  type Selection,
  USUAL_PAGE,
} from './read-query.ts';
export { actionsOf, decisionsOf, historyOf, readFacts, readList } from './read-records.ts';
export {
  type DecisionEntry,
  type HistoryEntry,
  KeyTaken,
  type OutboxEntry,
  type ReadSession,
  type RecordStore,
  type TimerEntry,
  type WriteSession,
} from './record-store.ts';
export { type Reading, type Records, recordsOf, recordsWithin } from './records.ts';
export { recordsContent } from './records-content.ts';
export { onceOnly } from './save/once-only.ts';
export { askRecord, saveRecord, saveRecords } from './save-record.ts';
export type { DueTimer, Timers, UndoneTimer } from './timers.ts';
