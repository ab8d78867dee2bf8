import type { Entity, Field } from '@dealwright/entities';
import type { Predicate } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';

/** Who asks. `system` may do everything: jobs and the bootstrap act as it, and history names it. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly team: string | undefined;
  readonly system: boolean;
}

export type Operation = 'create' | 'read' | 'update' | 'delete';

/** What one actor may do under one Model: computed once per (Model, roles), then only looked up. */
export interface Access {
  /** Which records: a Predicate (parameters `me.id`, `me.team`), ALWAYS, or NEVER. */
  scope(operation: Operation, entity: Entity): Predicate;
  /** May the field be read on any record? Hidden fields are null and named in `hidden`. */
  canRead(entity: Entity, field: Field): boolean;
  canWrite(entity: Entity, field: Field): boolean;
  /** May the actor fire events, run decisions, generate documents that name these roles? */
  hasRole(role: string): boolean;
  /** Values for the parameters of scopes: `{ 'me.id': …, 'me.team': …, 'me.roles': […] }`. */
  readonly parameters: JsonObject;
}
