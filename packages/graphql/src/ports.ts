import type { Access } from '@dealwright/access';
import type { Entity } from '@dealwright/entities';
import type { Action } from '@dealwright/processes';
import type { Change, Context, HistoryEntry, ListQuery, PageOfRows, Saved } from '@dealwright/records';

/** What the generated entity fields need of the house; `platform` hands it in. */
export interface RecordsPort {
  /** Opens one read-only transaction for `work`. */
  read<T>(context: Context, work: (reading: Reading) => Promise<T>): Promise<T>;
  /** Each change in its own transaction, or all in one when `atomic`: then all are undone when one is refused. */
  save(context: Context, entity: Entity, changes: readonly Change[], atomic: boolean): Promise<readonly Saved[]>;
  /** What the actor of this context may do. */
  access(context: Context): Access;
}

/** One open read transaction of one actor. Access is joined by whoever implements it. */
export interface Reading {
  list(query: ListQuery): Promise<PageOfRows>;
  /** The events of the present state of each record, by record id. */
  actions(entity: Entity, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Action[]>>;
  /** What changed in each record, newest first, by record id. */
  history(entity: Entity, ids: readonly string[]): Promise<ReadonlyMap<string, readonly HistoryEntry[]>>;
}
