import { accessOf } from '@dealwright/access';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Context, ReadSession, Row, Selected } from '@dealwright/records';
import { isJsonObject, type Json, type JsonObject, valueAt } from '@dealwright/values';

/** A person to tell. */
export interface Addressed {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly locale: string | undefined;
  readonly zone: string | undefined;
}

/** The record paths that an address reads. */
export function pathsOfAddress(to: string): readonly (readonly string[])[] {
  const { is, of } = partsOf(to);
  return is === 'path' ? [[...of.split('.'), 'id']] : [];
}

/**
 * Whom an address means: `owner` or another path to a User (`customer.owner`), `role clerk` for all who have that role,
 * `actor` for the person whose act it was; `manager of` any of these for the managers of their teams. Active people only,
 * each once.
 */
export async function findAddressed(
  session: ReadSession,
  context: Context,
  to: string,
  record: JsonObject,
  actor: string,
): Promise<readonly Addressed[]> {
  const { is, of, manager } = partsOf(to);
  const people = (await readPeople(session, context)).filter((each) => each.active === true);
  const id = is === 'actor' ? actor : idAt(record, of);
  const meant = people.filter((each) => (is === 'role' ? hasRole(context, each, of) : each.id === id));
  const ids = new Set(meant.map((each) => (manager ? managerOf(each) : each.id)));
  return people.filter((each) => ids.has(each.id)).map(addressed);
}

/** The people of these ids who are active, each once. */
export async function findPeople(
  session: ReadSession,
  context: Context,
  ids: readonly unknown[],
): Promise<readonly Addressed[]> {
  const people = await readPeople(session, context);
  return people.filter((each) => each.active === true && ids.includes(each.id)).map(addressed);
}

/** `manager of role seller` → `{ manager: true, is: 'role', of: 'seller' }`. */
function partsOf(to: string) {
  const whom = to.replace(/^manager of /, '');
  const role = /^role (.+)$/.exec(whom)?.[1];
  const is = role !== undefined ? 'role' : whom === 'actor' ? 'actor' : 'path';
  return { is, of: role ?? whom, manager: whom !== to } as const;
}

function addressed({ id, name, email, locale, zone }: Row): Addressed {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return { id: String(id), name: String(name), email: text(email), locale: text(locale), zone: text(zone) };
}

function managerOf({ team }: Row): unknown {
  const manager = isJsonObject(team as Json) && (team as JsonObject).manager;
  return typeof manager === 'object' && manager !== null ? (manager as JsonObject).id : manager;
}

function idAt(record: JsonObject, path: string): string | undefined {
  const value = valueAt(record, [...path.split('.'), 'id']);
  return typeof value === 'string' ? value : undefined;
}

function hasRole({ model }: Context, { id, name, roles }: Row, role: string): boolean {
  const names = Array.isArray(roles) ? roles.map(String) : [];
  const actor = { id: String(id), name: String(name), roles: names, team: undefined, system: false };
  return accessOf(model, actor).hasRole(role);
}

async function readPeople(session: ReadSession, { model }: Context): Promise<readonly Row[]> {
  const entity = model.get(ENTITY, 'User');
  const select = selected(entity, ['id', 'name', 'email', 'roles', 'active', 'locale', 'zone']);
  const team = entity.fields.get('team');
  const target = team?.reference?.entity;
  if (team && target)
    select.set('team', { is: 'one', field: team, entity: target, select: selected(target, ['manager']) });
  const query = { entity, select, orderBy: [], page: { all: true }, count: false, cursors: false };
  return (await session.list(query, {})).rows;
}

function selected(entity: Entity, names: readonly string[]): Map<string, Selected> {
  return new Map(
    names.flatMap((name) => {
      const field = entity.fields.get(name);
      return field ? [[name, { is: 'field', field }] as const] : [];
    }),
  );
}
