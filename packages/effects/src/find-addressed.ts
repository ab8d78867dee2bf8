import { accessOf } from '@dealwright/access';
import { ENTITY } from '@dealwright/entities';
import type { Context, ReadSession, Row, Selected } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';

/** A person to tell. */
export interface Addressed {
  readonly id: string;
  readonly locale: string | undefined;
  readonly zone: string | undefined;
}

/** The record paths that an address reads. */
export function pathsOfAddress(to: string): readonly (readonly string[])[] {
  return isPath(to) ? [[...to.split('.'), 'id']] : [];
}

/**
 * Whom an address means: `owner` or another path to a User (`customer.owner`), `role clerk` for all who have that role,
 * `actor` for the person whose act it was. Active people only, each once.
 */
export async function findAddressed(
  session: ReadSession,
  context: Context,
  to: string,
  record: JsonObject,
  actor: string,
): Promise<readonly Addressed[]> {
  const people = (await readPeople(session, context)).filter((each) => each.active === true);
  const role = /^role (.+)$/.exec(to)?.[1];
  const id = role ? undefined : to === 'actor' ? actor : idAt(record, to);
  const isMeant = (each: Row) => (role ? hasRole(context, each, role) : each.id === id);
  return people.filter(isMeant).map(({ id, locale, zone }) => ({
    id: String(id),
    locale: typeof locale === 'string' ? locale : undefined,
    zone: typeof zone === 'string' ? zone : undefined,
  }));
}

function isPath(to: string): boolean {
  return to !== 'actor' && !to.startsWith('role ');
}

function idAt(record: JsonObject, path: string): string | undefined {
  let value: Json | undefined = record;
  for (const name of [...path.split('.'), 'id']) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as JsonObject)[name];
  }
  return typeof value === 'string' ? value : undefined;
}

function hasRole({ model }: Context, { id, name, roles }: Row, role: string): boolean {
  const names = Array.isArray(roles) ? roles.map(String) : [];
  const actor = { id: String(id), name: String(name), roles: names, team: undefined, system: false };
  return accessOf(model, actor).hasRole(role);
}

async function readPeople(session: ReadSession, { model }: Context): Promise<readonly Row[]> {
  const entity = model.get(ENTITY, 'User');
  const select = new Map<string, Selected>();
  for (const name of ['id', 'name', 'roles', 'active', 'locale', 'zone']) {
    const field = entity.fields.get(name);
    if (field) select.set(name, { is: 'field', field });
  }
  const query = { entity, select, orderBy: [], page: { all: true }, count: false, cursors: false };
  return (await session.list(query, {})).rows;
}
