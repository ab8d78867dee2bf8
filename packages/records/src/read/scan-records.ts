import { type Access, accessOf } from '@dealwright/access';
import type { Entity, RecordValues } from '@dealwright/entities';
import { NEVER, type Predicate } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Context } from '../context.ts';
import { columnsFor } from '../formulas.ts';
import { parametersOf } from '../parameters-of.ts';
import type { PageOfRows, Selection } from '../read-query.ts';
import type { ReadSession } from '../record-store.ts';
import { all, isAlways, isInverseReadable, isReadable } from './guard.ts';
import { planList } from './plan-list.ts';
import { asFacts, selectPaths } from './select-paths.ts';

type Path = readonly string[];

export interface Scan {
  readonly entity: Entity;
  /** What is read of each record, nested as paths say; formulas that are computed on read are replaced by what they read. */
  readonly paths: readonly Path[];
  readonly where?: Predicate | undefined;
}

export interface Scanned {
  readonly records: readonly RecordValues[];
  /** All records that the scan will read; told with the first page. */
  readonly total: number | null;
}

/** As many as a page of the API: larger ones are hardly quicker, because the next one is asked for while one is worked on. */
const PAGE = 200;

/**
 * Every record that the actor may read and that matches, by id, a page at a time: the memory does not grow with their
 * number. As everywhere on the read path, hidden fields are null, and so are references to what may not be read.
 * @throws RequestError FORBIDDEN for a condition on a hidden field
 */
export async function* scanRecords(
  session: Pick<ReadSession, 'list'>,
  context: Context,
  { entity, paths, where }: Scan,
): AsyncGenerator<Scanned> {
  const access = accessOf(context.model, context.actor);
  const { now, zone, locale } = context;
  const reader = { access, environment: { now, zone, locale }, readsWhole: true };
  const select = selectPaths(entity, [['id'], ...paths]);
  const orderBy = [{ path: ['id'], descending: false }];
  const page = { first: PAGE };
  const { query, finish } = planList(reader, {
    ...{ entity, select, orderBy, page, count: true, cursors: false },
    ...(where && { where }),
  });
  if (query.where === NEVER) return yield { records: [], total: 0 };
  const parameters = parametersOf(context, access);
  const isFlat = hasNoLists(query.select);
  const ask = (after: string | undefined): Promise<PageOfRows> =>
    session.list(
      after === undefined ? query : { ...query, count: false, where: all([query.where ?? ALL, isAfter(after)]) },
      parameters,
    );
  for (let asked: Promise<PageOfRows> | undefined = ask(undefined); asked; ) {
    const answer: PageOfRows = await asked;
    const { rows } = finish(answer);
    const records = isFlat ? (rows as readonly JsonObject[]) : rows.map(asFacts);
    const last = records.at(-1)?.id;
    asked = answer.hasNextPage && typeof last === 'string' ? ask(last) : undefined;
    // Who stops in the middle hears of no error of a page that nobody wants any more.
    asked?.catch(() => {});
    yield { records, total: answer.totalCount };
  }
}

/** Rows without lists are facts as they are. */
function hasNoLists(select: Selection): boolean {
  return [...select.values()].every((each) => each.is === 'field' || (each.is === 'one' && hasNoLists(each.select)));
}

const ALL: Predicate = { is: 'constant', value: true };

function isAfter(id: string): Predicate {
  const type = { kind: 'string' } as const;
  return {
    is: 'compare',
    operator: '>',
    left: { is: 'field', path: ['id'], type },
    right: { is: 'value', value: id, type },
  };
}

/** How much of what paths read an actor sees. */
export interface Sight {
  /** The fields on the paths that are hidden, each with the path to it. */
  readonly hidden: readonly Path[];
  /** The entities of which the actor may read some records only, or none: the others count as absent. */
  readonly partial: readonly Entity[];
}

/** What the actor sees of the columns that `paths` read, and of the entity itself. */
export function sightOf({ model, actor }: Context, entity: Entity, paths: readonly Path[]): Sight {
  const access = accessOf(model, actor);
  const hidden = new Map<string, Path>();
  const partial = new Set<Entity>();
  if (!isAlways(access.scope('read', entity))) partial.add(entity);
  for (const path of columnsFor(entity, paths)) look(access, entity, path, hidden, partial);
  return { hidden: [...hidden.values()], partial: [...partial] };
}

function look(access: Access, start: Entity, path: Path, hidden: Map<string, Path>, partial: Set<Entity>): void {
  let entity = start;
  for (const [index, name] of path.entries()) {
    const field = entity.fields.get(name);
    const inverse = entity.inverses.get(name);
    if (field ? !isReadable(access, entity, field) : inverse && !isInverseReadable(access, inverse)) {
      const found = path.slice(0, index + 1);
      hidden.set(found.join('.'), found);
      return;
    }
    const next = field?.reference?.entity ?? inverse?.entity;
    if (!next) return;
    // The id of the other record is the reference itself: nothing of that record is read for it.
    const isRead = inverse !== undefined || index < path.length - 1;
    if (isRead && !isAlways(access.scope('read', next))) partial.add(next);
    entity = next;
  }
}
