import type { Entity } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import type { KindOf } from '@dealwright/metadata';
import type { JsonObject } from '@dealwright/values';

/** What wants to hear of the records of an entity: a kind of a package further down, which says here all that writing asks. */
export interface Listener {
  readonly name: string;
  readonly of: Entity;
  /** Record paths that it reads: they are loaded for it, with full sight. */
  readonly paths: readonly (readonly string[])[];
  /** What is promised for after the commit; undefined when this is nothing to it. Pure. */
  promise(heard: Heard, record: JsonObject, environment: Environment): JsonObject | undefined;
}

/** What happened to a record; `event` only when one was fired. */
export interface Heard {
  readonly is: 'created' | 'updated' | 'deleted';
  readonly event: string | undefined;
}

/** All of them, where the Model has such a kind. Their promises are entries of the outbox of the same name. */
export const LISTENERS: KindOf<Listener> = { name: 'webhook' };
