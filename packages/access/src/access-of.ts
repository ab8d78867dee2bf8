import type { Entity, Field } from '@dealwright/entities';
import { ALWAYS, NEVER, type Predicate, relocate } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import type { JsonObject } from '@dealwright/values';
import { type Access, type Actor, EVERYONE, type Operation } from './access.ts';
import { meValue } from './me.ts';
import { type Grant, permissionKind } from './permission.ts';
import { covers, ofSubject, type Reach } from './reach.ts';
import { roleKind, withIncluded } from './role.ts';

type AccessOfRoles = Omit<Access, 'parameters'>;

const known = new WeakMap<Model, Map<string, AccessOfRoles>>();

/** What the actor may do. All people with the same roles share one computation per Model. */
export function accessOf(model: Model, actor: Actor): Access {
  const { id, team, roles } = meValue(actor);
  const parameters: JsonObject = { 'me.id': id ?? null, 'me.team': team ?? null, 'me.roles': roles ?? [] };
  return { ...(actor.system ? UNLIMITED : accessOfRoles(model, actor.roles)), parameters };
}

const UNLIMITED: AccessOfRoles = {
  scope: () => ALWAYS,
  canRead: () => true,
  canWrite: () => true,
  hasRole: () => true,
  roles: new Set(),
};

function accessOfRoles(model: Model, names: readonly string[]): AccessOfRoles {
  const ofModel = known.get(model) ?? new Map<string, AccessOfRoles>();
  known.set(model, ofModel);
  const key = [...names].sort().join(' ');
  const found = ofModel.get(key) ?? compute(model, withIncluded([...names, EVERYONE], model.all(roleKind)));
  ofModel.set(key, found);
  return found;
}

function compute(model: Model, roles: ReadonlySet<string>): AccessOfRoles {
  const byRole = [...roles].map((role) => grantsOfRole(model, role));
  const grantsOf = remember((entity: Entity) => byRole.flatMap((grants) => grantsFor(entity, grants)));
  const scopes: (entity: Entity) => Readonly<Record<Operation, Predicate>> = remember((entity: Entity) => {
    const subject = (reach: Reach | undefined) =>
      reach?.text === 'subject' ? { ...reach, predicate: ofSubject(entity, (each) => scopes(each).read) } : reach;
    const scope = (operation: Operation) => anyOf(grantsOf(entity).map(({ reach }) => subject(reach[operation])));
    return { create: scope('create'), read: scope('read'), update: scope('update'), delete: scope('delete') };
  });
  const isHidden = (grant: Grant, field: Field) => grant.hidden.has(field.name);
  const isClosed = (grant: Grant, field: Field) => grant.readOnly.has(field.name) || isHidden(grant, field);
  const canRead = (entity: Entity, field: Field) => isOpen('read', grantsOf(entity), (each) => isHidden(each, field));
  return {
    scope: (operation, entity) => scopes(entity)[operation],
    canRead,
    canWrite(entity, field, operation) {
      const grants = grantsOf(entity);
      if (!isOpen(operation, grants, (each) => isClosed(each, field))) return false;
      return canRead(entity, field) || !grants.some((each) => isHidden(each, field));
    },
    hasRole: (role) => roles.has(role),
    roles,
  };
}

type GrantsOfRole = ReadonlyMap<string, readonly Grant[]>;

function grantsOfRole(model: Model, role: string): GrantsOfRole {
  const found = new Map<string, Grant[]>();
  for (const permission of model.all(permissionKind).values()) {
    if (!permission.roles.includes(role)) continue;
    for (const [entity, grant] of permission.grants) found.set(entity, [...(found.get(entity) ?? []), grant]);
  }
  return found;
}

/** Its own entry; else, for a part, what the role may do with the parent; else the entry of `*`. */
function grantsFor(entity: Entity, grants: GrantsOfRole): readonly Grant[] {
  const own = grants.get(entity.name);
  if (own) return own;
  const { parent } = entity;
  if (!parent?.reference || parent.reference.entity === entity) return grants.get('*') ?? [];
  return grantsFor(parent.reference.entity, grants).map((grant) => asPart(grant, parent.name));
}

/** Whoever may update a record may add, change and remove its parts. */
function asPart({ reach }: Grant, parent: string): Grant {
  const moved = (each: Reach | undefined) => each && { text: each.text, predicate: relocate(each.predicate, [parent]) };
  const read = moved(reach.read);
  const update = moved(reach.update);
  return {
    reach: { ...(read && { read }), ...(update && { create: update, update, delete: update }) },
    hidden: NONE,
    readOnly: NONE,
  };
}

const NONE: ReadonlySet<string> = new Set();

function anyOf(reaches: readonly (Reach | undefined)[]): Predicate {
  const given = new Map(reaches.flatMap((each) => (each ? [[JSON.stringify(each.predicate), each.predicate]] : [])));
  const of = [...given.values()];
  if (of.some((each) => each.is === 'constant' && each.value)) return ALWAYS;
  const [first, ...more] = of.filter((each) => each.is !== 'constant');
  if (!first) return NEVER;
  return more.length === 0 ? first : { is: 'or', of: [first, ...more] };
}

/**
 * A field is open when grants that leave it open reach at least as far as each grant that closes it: what a role may do
 * with its own records never opens a field on everybody's.
 */
function isOpen(operation: Operation, grants: readonly Grant[], isClosed: (grant: Grant) => boolean): boolean {
  const open = grants.filter((each) => each.reach[operation] && !isClosed(each));
  const closed = grants.filter((each) => each.reach[operation] && isClosed(each));
  const isCovered = (each: Grant) => open.some((wide) => covers(wide.reach[operation], each.reach[operation]));
  return open.length > 0 && closed.every(isCovered);
}

function remember<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const found = new Map<K, V>();
  return (key) => {
    const value = found.get(key) ?? compute(key);
    found.set(key, value);
    return value;
  };
}
