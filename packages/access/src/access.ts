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

/** The platform itself. It is no User: what it creates has no creator and no owner; history says its id. */
export const SYSTEM: Actor = Object.freeze({
  id: '00000000-0000-0000-0000-000000000000',
  name: 'System',
  roles: Object.freeze([]),
  team: undefined,
  system: true,
});

/** The role that everybody has who is signed in; what it may do ships with the platform's own entities. */
export const EVERYONE = 'everyone';

export type Operation = 'create' | 'read' | 'update' | 'delete';

/** What one actor may do under one Model: computed once per (Model, roles), then only looked up. */
export interface Access {
  /** Which records: a Predicate over {@link Access.parameters}, ALWAYS, or NEVER. */
  scope(operation: Operation, entity: Entity): Predicate;
  /** May the field be read on any record? Hidden fields are null and named in `hidden`. */
  canRead(entity: Entity, field: Field): boolean;
  /** May the field be written on the records that the actor may create, or update? Never true for a hidden field. */
  canWrite(entity: Entity, field: Field, operation: 'create' | 'update'): boolean;
  /** Does the actor have this role, itself or through `includes`? For processes and documents, which name roles. */
  hasRole(role: string): boolean;
  /** All roles of the actor with those they include. */
  readonly roles: ReadonlySet<string>;
  /** Values for the parameters of scopes: `{ 'me.id': …, 'me.team': …, 'me.roles': […] }`. */
  readonly parameters: JsonObject;
}
