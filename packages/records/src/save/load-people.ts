import { accessOf } from '@dealwright/access';
import { ENTITY, type Entity } from '@dealwright/entities';
import { ALWAYS, type Predicate, type Term } from '@dealwright/expressions';
import type { Person } from '@dealwright/processes';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Context } from '../context.ts';
import { dayIn } from '../day-in.ts';
import { asFacts, selectPaths } from '../read/select-paths.ts';
import type { ReadSession } from '../record-store.ts';

type Session = Pick<ReadSession, 'list'>;
type Path = readonly string[];

/**
 * Everybody, as processes see people: with the roles that theirs include, the manager of their team, and who stands in for
 * them today. With full sight: whom a process asks does not depend on who looks.
 */
export async function loadPeople(session: Session, context: Context): Promise<readonly Person[]> {
  const { model } = context;
  const user = model.find(ENTITY, 'User');
  if (!user) return [];
  const [people, standIns] = await Promise.all([
    readAll(session, user, [['id'], ['name'], ['roles'], ['active'], ['team', 'manager']], ALWAYS),
    substitutes(session, context),
  ]);
  return people.map(({ id, name, roles, active, team }) => {
    const own = Array.isArray(roles) ? roles.map(String) : [];
    const actor = { id: String(id), name: String(name), roles: own, team: undefined, system: false };
    return {
      id: actor.id,
      name: actor.name,
      roles: [...accessOf(model, actor).roles],
      active: active !== false,
      manager: idOf(isJsonObject(team) ? team.manager : null),
      substitutes: standIns.get(actor.id) ?? [],
    };
  });
}

/** Who stands in today, by the id of the absent person. */
async function substitutes(session: Session, context: Context): Promise<ReadonlyMap<string, readonly string[]>> {
  const absence = context.model.find(ENTITY, 'Absence');
  if (!absence) return new Map();
  const today: Term = { is: 'value', value: dayIn(context.zone, context.now), type: { kind: 'date' } };
  const day = (name: string): Term => ({ is: 'field', path: [name], type: { kind: 'date' } });
  const covers: Predicate = {
    is: 'and',
    of: [
      { is: 'compare', operator: '<=', left: day('from'), right: today },
      { is: 'compare', operator: '>=', left: day('until'), right: today },
    ],
  };
  const rows = await readAll(session, absence, [['person'], ['substitute']], covers);
  const found = Map.groupBy(rows, ({ person }) => String(person));
  return new Map([...found].map(([person, absences]) => [person, absences.map((each) => String(each.substitute))]));
}

async function readAll(session: Session, entity: Entity, paths: readonly Path[], where: Predicate) {
  const select = selectPaths(entity, paths);
  const query = { entity, select, where, orderBy: [], page: { all: true }, count: false, cursors: false };
  return (await session.list(query, {})).rows.map((row): JsonObject => asFacts(row));
}

function idOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
