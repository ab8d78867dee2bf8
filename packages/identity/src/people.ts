import { SYSTEM } from '@dealwright/access';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Change, type Context, type RecordStore, type Row, type Saved, saveRecord } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { findRows } from './find-rows.ts';

/** Identity's own records, read and written as the platform, for whoever may not be signed in yet. */
export interface People {
  find(entity: 'User' | 'Session', where: JsonObject, fields: readonly string[]): Promise<readonly Row[]>;
  save(entity: 'User' | 'Session', change: Change): Promise<Saved>;
  entity(name: 'User' | 'Session'): Entity;
  readonly now: () => string;
}

export function peopleOf(store: RecordStore, model: () => Model, now: () => string): People {
  const context = (): Context => ({
    actor: SYSTEM,
    now: now(),
    zone: 'Etc/UTC',
    locale: 'en',
    model: model(),
    requestId: 'identity',
  });
  const entity = (name: string) => model().get(ENTITY, name);
  return {
    entity,
    now,
    find: (name, where, fields) => findRows(store, context(), entity(name), where, fields),
    save: (name, change) => saveRecord(store, context(), entity(name), change),
  };
}
