import { accessOf } from '@dealwright/access';
import type { Problem } from '@dealwright/diagnostics';
import { ENTITY, type Entity, type RecordValues } from '@dealwright/entities';
import { fieldIsOneOf, NEVER } from '@dealwright/expressions';
import { type Action, actions, type Instances } from '@dealwright/processes';
import { isId, type JsonObject } from '@dealwright/values';
import type { Context } from './context.ts';
import { withFormulas } from './formulas.ts';
import { parametersOf } from './parameters-of.ts';
import { allVersionsOf, processesFor } from './processes-of.ts';
import { all, isReadable } from './read/guard.ts';
import { holdsHidden, maskAnswer, seesAnswer } from './read/mask-answer.ts';
import { planList, type Reader } from './read/plan-list.ts';
import { maskUnseen, seesRelated } from './read/sees-related.ts';
import { asFacts, selectPaths } from './read/select-paths.ts';
import type { ListQuery, PageOfRows, Selection } from './read-query.ts';
import type { DecisionEntry, HistoryEntry, ReadSession, RecordStore } from './record-store.ts';

import { loadAttached } from './save/load-attached.ts';
import { loadPeople } from './save/load-people.ts';

type Path = readonly string[];

/**
 * THE read path: one statement for the list with all that is nested in it, with what the actor may see joined at every
 * level. Hidden fields are null and never leave the database; a reference to a record that may not be read is null.
 * Throws `RequestError` FORBIDDEN for a filter, order or search by a hidden field, BAD_USER_INPUT for an impossible page.
 */
export async function readList(
  session: Pick<ReadSession, 'list'>,
  context: Context,
  query: ListQuery,
): Promise<PageOfRows> {
  const reader = readerOf(context);
  const planned = planList(reader, query);
  if (planned.query.where === NEVER) return EMPTY;
  return planned.finish(await session.list(planned.query, parametersOf(context, reader.access)));
}

/**
 * The rows of a list as JSON text, made by the database in the order of the selection; undefined where that cannot be: when
 * something is hidden from the reader or computed here, and for pages that are read backwards.
 */
export async function readListAsJson(
  store: Pick<RecordStore, 'listAsJson'>,
  context: Context,
  query: ListQuery,
): Promise<string | undefined> {
  if (!store.listAsJson) return undefined;
  const reader = readerOf(context);
  const planned = planList(reader, query);
  const { last, before } = planned.query.page;
  if (!planned.isAsIs || planned.query.where === NEVER || last !== undefined || before !== undefined) return undefined;
  return store.listAsJson(context, planned.query, parametersOf(context, reader.access));
}

const EMPTY: PageOfRows = { rows: [], cursors: [], hasNextPage: false, hasPreviousPage: false, totalCount: 0 };

/**
 * A record that the actor may read as expressions, templates and decisions see it: what `paths` name, nested, formulas
 * computed, with full sight. Undefined when there is no such record for this actor.
 */
export async function readFacts(
  session: ReadSession,
  context: Context,
  entity: Entity,
  id: string,
  paths: readonly Path[],
): Promise<RecordValues | undefined> {
  return (await factsOf(session, context, entity, [id], paths)).get(id);
}

/** The events of the present states of the records, with what the actor needs to fire them; by record id. */
export async function actionsOf(
  session: ReadSession,
  context: Context,
  entity: Entity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Action[]>> {
  const processes = allVersionsOf(context.model, entity);
  if (processes.length === 0) return new Map(ids.map((id) => [id, []]));
  const kept = [...entity.fields.values()].filter((each) => !each.internal && each.formula === undefined);
  const paths = [...kept.map(({ name }) => [name]), ['instances'], ...processes.flatMap((each) => each.paths)];
  const facts = await factsOf(session, context, entity, ids, paths);
  const updatable = await idsWithin(session, context, entity, [...facts.keys()], 'update');
  const people = processes.some((each) => each.asksPeople) && { people: await loadPeople(session, context) };
  const needsFiles = processes.some((each) => each.needsFiles);
  const files = needsFiles ? await loadAttached(session, context.model, entity, [...facts.keys()]) : undefined;
  const { environment } = readerOf(context);
  const found = await Promise.all(
    [...facts].map(async ([id, { instances = null, ...record }]): Promise<[string, readonly Action[]]> => {
      const request = {
        ...{ record, actor: context.actor, environment, mayUpdate: updatable.has(id), ...people },
        instances: instances as unknown as Instances | null,
        ...(files && { attached: files.get(id) ?? [] }),
      };
      const mask = (problem: Problem) => maskUnseen(session, context, entity, id, problem);
      const masked = actions(processesFor(context.model, entity, request.instances ?? {}), request).map(
        async (each) => ({ ...each, reasons: await Promise.all(each.reasons.map(mask)) }),
      );
      return [id, await Promise.all(masked)];
    }),
  );
  return new Map(found);
}

/** What changed in the records that the actor may read, newest first, without the fields hidden from them; by record id. */
export async function historyOf(
  session: ReadSession,
  context: Context,
  entity: Entity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly HistoryEntry[]>> {
  const readable = [...(await idsWithin(session, context, entity, ids, 'read'))];
  const entries = readable.length > 0 ? await session.history(entity, readable) : [];
  const { access } = readerOf(context);
  const isSeen = ([name]: readonly [string, unknown]) => {
    const field = entity.fields.get(name);
    return field !== undefined && isReadable(access, entity, field);
  };
  const masked = entries.map((each) => ({
    ...each,
    changes: Object.fromEntries(Object.entries(each.changes).filter(isSeen)),
  }));
  const byRecord = Map.groupBy(masked, (each) => each.record);
  return new Map(readable.map((id) => [id, byRecord.get(id) ?? []]));
}

/**
 * The stored answers that the record's past relied on, newest first; none when the actor may not read the record, and
 * without values (see {@link maskAnswer}) when fields of it, or what the decision read beyond it, are hidden from them.
 */
export async function decisionsOf(
  session: ReadSession,
  context: Context,
  record: string,
): Promise<readonly DecisionEntry[]> {
  const entries = isId(record) ? await session.decisions(record) : [];
  const entity = entries[0] && context.model.find(ENTITY, entries[0].entity);
  if (!entity) return [];
  const readable = await idsWithin(session, context, entity, [record], 'read');
  if (!readable.has(record)) return [];
  const { access } = readerOf(context);
  const told = async (each: DecisionEntry): Promise<DecisionEntry> => {
    const facts = each.facts ?? {};
    const isSeen =
      seesAnswer(access, context.model, entity, String(each.answer.decision)) &&
      !holdsHidden(access, entity, facts) &&
      (await seesRelated(session, context, entity, record, facts));
    return isSeen ? each : { ...each, answer: maskAnswer(each.answer), facts: null };
  };
  return Promise.all(entries.map(told));
}

/** One stored answer, when its record may be read: as {@link decisionsOf} tells it. */
export async function decisionOf(
  session: ReadSession,
  context: Context,
  id: string,
): Promise<DecisionEntry | undefined> {
  const entry = isId(id) ? await session.decision(id) : undefined;
  const all = entry ? await decisionsOf(session, context, entry.record) : [];
  return all.find((each) => each.id === id);
}

/** As {@link readFacts}, of several records; by their ids. */
export async function factsOf(
  session: ReadSession,
  context: Context,
  entity: Entity,
  ids: readonly string[],
  paths: readonly Path[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const rows = await rowsWithin(session, context, entity, ids, 'read', selectPaths(entity, [['id'], ...paths]));
  const { environment } = readerOf(context);
  const facts = rows.map((row) => withFormulas(entity, asFacts(row), paths, environment));
  return new Map(facts.map((each) => [String(each.id), each]));
}

async function idsWithin(
  session: ReadSession,
  context: Context,
  entity: Entity,
  ids: readonly string[],
  operation: 'read' | 'update',
): Promise<ReadonlySet<string>> {
  const scope = readerOf(context).access.scope(operation, entity);
  if (operation === 'update' && scope.is === 'constant') return new Set(scope.value ? ids : []);
  const rows = await rowsWithin(session, context, entity, ids, operation, selectPaths(entity, [['id']]));
  return new Set(rows.map((row) => String(row.id)));
}

async function rowsWithin(
  session: ReadSession,
  context: Context,
  entity: Entity,
  ids: readonly string[],
  operation: 'read' | 'update',
  select: Selection,
) {
  const reader = readerOf(context);
  const scope = reader.access.scope(operation, entity);
  const known = ids.filter(isId);
  if (scope === NEVER || known.length === 0) return [];
  const where = all([fieldIsOneOf('id', known), scope]);
  const query = { entity, select, where, orderBy: [], page: { all: true }, count: false, cursors: false };
  return (await session.list(query, parametersOf(context, reader.access))).rows;
}

function readerOf({ model, actor, now, zone, locale }: Context): Reader {
  return { access: accessOf(model, actor), environment: { now, zone, locale } };
}
