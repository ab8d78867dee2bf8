import type { Access } from '@dealwright/access';
import { RequestError } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import { type Environment, NEVER } from '@dealwright/expressions';
import { withFormulas } from '../formulas.ts';
import {
  LARGEST_PAGE,
  type ListQuery,
  type Page,
  type PageOfRows,
  type Row,
  type Selected,
  type Selection,
  USUAL_PAGE,
} from '../read-query.ts';
import { all, guardOrder, guardPredicate, guardSearch, isAlways, isInverseReadable, isReadable } from './guard.ts';
import { asFacts, isPage, selectPaths } from './select-paths.ts';

/** Who reads. */
export interface Reader {
  readonly access: Access;
  readonly environment: Environment;
  /** Related lists may be asked whole: for what the platform reads to evaluate expressions. */
  readonly readsWhole?: boolean;
}

/** A query as the store is to run it, and what makes its rows into those that were asked for. */
export interface PlannedList {
  readonly query: ListQuery;
  /** The rows of the store are right as they are. */
  readonly isAsIs: boolean;
  finish(page: PageOfRows): PageOfRows;
}

/** Without `finish` the rows of the store are right as they are. */
interface PlannedSelection {
  readonly select: Selection;
  readonly finish: ((row: Row) => Row) | undefined;
}

type Value = Row[string];
/** The value of a response key: from that of the store, or computed over the row. */
type Finish = (value: Value | undefined, row: Row) => Value;

/**
 * Joins what the reader may see into the query, at every level: scopes into every list and every reference; hidden fields
 * are not read at all. Formulas that the database cannot compute get the columns that they need.
 */
export function planList(reader: Reader, query: ListQuery): PlannedList {
  const { access } = reader;
  const { entity } = query;
  const scope = access.scope('read', entity);
  if (scope === NEVER) return nothingOf(query, reader);
  guardSearch(access, query);
  const orderBy = query.orderBy.map((each) => guardOrder(access, entity, each));
  const asked = query.where ? [guardPredicate(access, entity, query.where)] : [];
  const where = all([scope, ...asked]);
  const { select, finish } = planSelection(reader, entity, query.select);
  return {
    query: { ...query, select, orderBy, page: checkPage(query.page, reader), ...(isAlways(where) ? {} : { where }) },
    isAsIs: finish === undefined,
    finish: (page) => (finish ? withRows(page, page.rows.map(finish)) : page),
  };
}

/** Who may read no record gets none, whatever is asked of them. */
function nothingOf(query: ListQuery, reader: Reader): PlannedList {
  const select = new Map([[`${NEEDED}id`, idOf(query.entity)]]);
  return {
    query: { ...query, select, where: NEVER, orderBy: [], page: checkPage(query.page, reader) },
    isAsIs: false,
    finish: (page) => page,
  };
}

/** Cursors are made when somebody reads them. */
function withRows(page: PageOfRows, rows: readonly Row[]): PageOfRows {
  const { hasNextPage, hasPreviousPage, totalCount } = page;
  return {
    rows,
    get cursors() {
      return page.cursors;
    },
    ...{ hasNextPage, hasPreviousPage, totalCount },
  };
}

function checkPage(page: Page, { readsWhole = false }: Reader): Page {
  if (page.all && readsWhole) return page;
  const { first, last } = page;
  const size = first ?? last ?? USUAL_PAGE;
  const isGood = Number.isInteger(size) && size >= 0 && size <= LARGEST_PAGE && page.all === undefined;
  if (!isGood || (first !== undefined && last !== undefined)) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `A page has \`first\` or \`last\` records, from 0 to ${LARGEST_PAGE}.`,
      `ask \`first: ${LARGEST_PAGE}\` and go on with \`after\``,
    );
  }
  return first === undefined && last === undefined ? { ...page, first: USUAL_PAGE } : page;
}

function planSelection(reader: Reader, entity: Entity, asked: Selection): PlannedSelection {
  const select = new Map<string, Selected>();
  const finishes: [string, Finish][] = [];
  for (const [key, selected] of asked) {
    const { add, needed, finish } = planOne(reader, entity, key, selected);
    if (add) select.set(key, add);
    for (const [name, column] of needed ?? []) select.set(`${NEEDED}${key}.${name}`, column);
    if (finish) finishes.push([key, finish]);
  }
  if (select.size === 0) select.set(`${NEEDED}id`, idOf(entity));
  const left = [...select.keys()].filter((key) => key.startsWith(NEEDED));
  const isAsIs = finishes.length === 0 && left.length === 0;
  return { select, finish: isAsIs ? undefined : (row) => finishRow(row, finishes, left) };
}

/** Columns that nobody asked for stand under keys which no caller uses. */
const NEEDED = '+';

function finishRow(row: Row, finishes: readonly [string, Finish][], needed: readonly string[]): Row {
  const result: Record<string, Value> = { ...row };
  for (const [key, finish] of finishes) result[key] = finish(row[key], row);
  for (const key of needed) delete result[key];
  return result;
}

interface PlannedKey {
  readonly add?: Selected;
  /** Columns that the computation of the value reads. */
  readonly needed?: Selection;
  readonly finish?: Finish | undefined;
}

const NOTHING: PlannedKey = { finish: () => null };

function planOne(reader: Reader, entity: Entity, key: string, selected: Selected): PlannedKey {
  const { access } = reader;
  if (selected.is === 'many') return planMany(reader, selected);
  const { field } = selected;
  if (!isReadable(access, entity, field)) return NOTHING;
  if (selected.is === 'one') return planReference(reader, selected);
  const { formula } = field;
  if (formula && !formula.stored && !formula.expression.term) return planFormula(reader, entity, key, field);
  return { add: selected };
}

function planReference(reader: Reader, selected: Extract<Selected, { is: 'one' }>): PlannedKey {
  const where = reader.access.scope('read', selected.entity);
  if (where === NEVER) return NOTHING;
  const { select, finish } = planSelection(reader, selected.entity, selected.select);
  return {
    add: { ...selected, select, ...(isAlways(where) ? {} : { where }) },
    finish: finish && ((value) => (isRow(value) ? finish(value) : null)),
  };
}

function planMany(reader: Reader, selected: Extract<Selected, { is: 'many' }>): PlannedKey {
  const { access } = reader;
  const isKnown = isInverseReadable(access, selected.inverse);
  const planned = isKnown ? planList(reader, selected.list) : nothingOf(selected.list, reader);
  return {
    add: { ...selected, list: planned.query },
    finish: (value) => (isRow(value) && isPage(value) ? planned.finish(value) : (value ?? null)),
  };
}

/** The formula sees everything, whoever reads: who may not see its result does not get it at all. */
function planFormula({ environment }: Reader, entity: Entity, key: string, field: Field): PlannedKey {
  const paths = [[field.name]];
  const needed = selectPaths(entity, paths);
  return {
    needed,
    finish(_, row) {
      const values = [...needed.keys()].map((name) => [name, row[`${NEEDED}${key}.${name}`] ?? null] as const);
      return withFormulas(entity, asFacts(Object.fromEntries(values)), paths, environment)[field.name] ?? null;
    },
  };
}

function isRow(value: Value | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function idOf(entity: Entity): Selected {
  const field = entity.fields.get('id');
  if (!field) throw new Error(`The entity ${entity.name} has no id.`);
  return { is: 'field', field };
}
