import { accessOf } from '@dealwright/access';
import type { Problem } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import { fieldEquals } from '@dealwright/expressions';
import { type Answer, factsRead } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Context } from '../context.ts';
import { parametersOf } from '../parameters-of.ts';
import type { ReadSession } from '../record-store.ts';
import { maskAnswer, maskProblem } from './mask-answer.ts';
import { planList } from './plan-list.ts';
import { sightOf } from './scan-records.ts';
import { asFacts, selectPaths } from './select-paths.ts';

type Path = readonly string[];
type Session = Pick<ReadSession, 'list'>;

/**
 * Does this person see all the records beyond this one that a decision was asked about? Asks the database only where they
 * may read some records of an entity and not others.
 */
export async function seesRelated(
  session: Session,
  context: Context,
  entity: Entity,
  record: string,
  facts: JsonObject,
): Promise<boolean> {
  const asked = countRelated(withoutOthers(entity, facts));
  const paths = [...asked.values()].map(({ path }) => [...path, 'id']);
  if (paths.length === 0) return true;
  if (sightOf(context, entity, paths).partial.every((each) => each === entity)) return true;
  const { now, zone, locale } = context;
  const access = accessOf(context.model, context.actor);
  const { query, finish } = planList(
    { access, environment: { now, zone, locale }, readsWhole: true },
    {
      ...{ entity, select: selectPaths(entity, paths), where: fieldEquals('id', record), orderBy: [] },
      ...{ page: { all: true }, count: false, cursors: false },
    },
  );
  const [row] = finish(await session.list(query, parametersOf(context, access))).rows;
  const seen = countRelated(row ? asFacts(row) : {});
  return [...asked].every(([key, { count }]) => (seen.get(key)?.count ?? 0) >= count);
}

/** The problem without what its decision read of hidden fields, and of records that this person may not read. */
export async function maskUnseen(
  session: Session,
  context: Context,
  entity: Entity,
  record: string,
  problem: Problem,
): Promise<Problem> {
  const access = accessOf(context.model, context.actor);
  const masked = maskProblem(access, context.model, entity, problem);
  if (problem.decision === undefined || masked !== problem) return masked;
  const facts = factsRead(problem.decision as Answer);
  if (await seesRelated(session, context, entity, record, facts)) return problem;
  return { ...problem, decision: maskAnswer(JSON.parse(JSON.stringify(problem.decision)) as JsonObject) };
}

/** The names that are the record's: what a decision read of settings is no record. */
function withoutOthers(entity: Entity, facts: JsonObject): JsonObject {
  const isRelation = (name: string) => entity.fields.get(name)?.reference !== undefined || entity.inverses.has(name);
  return Object.fromEntries(Object.entries(facts).filter(([name]) => isRelation(name)));
}

interface Related {
  readonly path: Path;
  readonly count: number;
}

/** How many records there are at each path below the facts, by the path as a text. */
function countRelated(facts: JsonObject): ReadonlyMap<string, Related> {
  const found = new Map<string, Related>();
  const look = (value: Json, path: Path): void => {
    if (Array.isArray(value)) {
      for (const each of value) look(each, path);
    } else if (isJsonObject(value) && !isMoney(value)) {
      const key = path.join('.');
      if (path.length > 0) found.set(key, { path, count: (found.get(key)?.count ?? 0) + 1 });
      for (const [name, inner] of Object.entries(value)) look(inner, [...path, name]);
    }
  };
  look(facts, []);
  return found;
}

/** An object that is a value, and no record. */
function isMoney(value: JsonObject): boolean {
  return 'amount' in value && 'currency' in value;
}
