import { RequestError } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import type { ListQuery, Parameters, Selected, Selection } from '@dealwright/records';
import type { Statement } from '../connect/database.ts';
import { columnsOf, isStored, toWire } from '../schema/columns.ts';
import { INTERNAL, quoted } from '../schema/names.ts';
import { readCursor } from './cursor.ts';
import { aliases, type Frame, From } from './frame.ts';
import { printBehind, printKeys, printOrder } from './print-order.ts';
import { beginPrinting, likeText, printPredicate } from './print-predicate.ts';
import { type Printing, printTerm } from './print-term.ts';
import { Values } from './values.ts';

const MOST_ROWS = 200;
const EVERY_ROW = 2 ** 31;
const MOST_WORDS = 10;
/** The column beside the selected ones that holds what a cursor is made of. No response key can be called so. */
export const PLACE = '#';

/** A list as one statement that answers one JSON text, `{"rows": […], "count": n}`, nested as the selection is. */
export function printJson(query: ListQuery, parameters: Parameters, collation: string): Statement {
  const printing = beginList(parameters, collation);
  const text = printPage(query, new From(aliases()), printing, () => [], '::text');
  return { text, values: printing.values.list };
}

/**
 * The same rows, each as one JSON text, as they are to be answered: nobody takes them apart again. Only for pages that are
 * read forwards, of which nobody asks whether there are more.
 */
export function printAsJson(query: ListQuery, parameters: Parameters, collation: string): Statement {
  const printing = beginList(parameters, collation);
  const frame = new From(aliases()).root(query.entity);
  const rows = printTable(query, frame, printing, { more: 0 });
  const { columns, joins } = printSelection(query.select, frame, printing);
  const text = `select to_json(r) from (select ${columns.join(', ')} from ${rows}${joins}) r`;
  return { text, values: printing.values.list };
}

export function beginList(parameters: Parameters, collation: string): ListPrinting {
  return { ...beginPrinting(new Values(), parameters), collation };
}

export interface ListPrinting extends Printing {
  /** ` collate "ro-x-icu"` */
  readonly collation: string;
}

/** `link`: what binds the rows to the row above them. */
export function printPage(
  query: ListQuery,
  from: From,
  printing: ListPrinting,
  link: (frame: Frame) => string[],
  cast = '',
): string {
  const frame = from.root(query.entity);
  const rows = printTable(query, frame, printing, { link });
  const { columns, joins } = printSelection(query.select, frame, printing);
  if (query.cursors !== false) columns.push(`${frame.alias}."${PLACE}"`);
  const count = query.count ? `, 'count', (${printCount(query, from.inner(), printing, link)})` : '';
  return `select json_build_object('rows', coalesce(json_agg(r), '[]')${count})${cast} from (select ${columns.join(', ')} from ${rows}${joins}) r`;
}

/** The records of a page, in their order, under the frame's alias. One `more` than asked tells whether there is a next page. */
export function printTable(
  query: ListQuery,
  frame: Frame,
  printing: ListPrinting,
  { link = () => [], more = 1 }: { link?: (frame: Frame) => string[]; more?: number } = {},
): string {
  const { size, backwards, cursor } = pageOf(query);
  const keys = printKeys(query.orderBy, frame, printing, printing.collation);
  const where = [...link(frame), ...printConditions(query, frame, printing)];
  if (cursor !== undefined) {
    where.push(printBehind(keys, readCursor(cursor, orderOf(query), keys.length), backwards, printing));
  }
  const place = query.cursors === false ? '' : `json_build_array(${keys.map(({ sql }) => `${sql}::text`).join(', ')})`;
  const order = printOrder(keys, backwards);
  const limit = size === Number.POSITIVE_INFINITY ? '' : ` limit ${size + more}`;
  const rows = `select ${frame.alias}.*${place && `, ${place} as "${PLACE}"`} from ${frame.table}${frame.from.joins}${printWhere(where)} order by ${order}${limit}`;
  return `(${rows}) ${frame.alias}`;
}

function printCount(query: ListQuery, from: From, printing: ListPrinting, link: (frame: Frame) => string[]): string {
  const frame = from.root(query.entity);
  const where = [...link(frame), ...printConditions(query, frame, printing)];
  return `select count(*) from ${frame.table}${from.joins}${printWhere(where)}`;
}

export const printWhere = (conditions: readonly string[]): string =>
  conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';

function printConditions(query: ListQuery, frame: Frame, printing: Printing): string[] {
  const conditions = printSearch(query, frame, printing);
  const { where } = query;
  if (where && !(where.is === 'constant' && where.value)) conditions.unshift(printPredicate(where, frame, printing));
  return conditions;
}

/** Every word must stand somewhere in the entity's search fields: small or capital, with accents or without. */
function printSearch({ entity, search }: ListQuery, frame: Frame, { values }: Printing): string[] {
  const words = (search ?? '').split(/\s+/).filter((word) => word !== '');
  const text = words.length > 0 ? searchText(entity, `${frame.alias}.`) : undefined;
  if (text === undefined) return words.length > 0 ? ['false'] : [];
  return words
    .slice(0, MOST_WORDS)
    .map((word) => `${text} like '%' || ${INTERNAL}.plain(${values.add(likeText(word), 'text')}) || '%'`);
}

/** The text that is searched, as its index has it; undefined when the entity has no search fields. */
export function searchText(entity: Entity, alias = ''): string | undefined {
  const columns = columnsOf(entity).filter(({ field, type }) => field.search && type === 'text');
  if (columns.length === 0) return undefined;
  const parts = columns.map(({ name }) => `coalesce(${alias}${quoted(name)}, '')`);
  return `${INTERNAL}.plain(${parts.join(" || ' ' || ")})`;
}

/** The selected values of one row, `t1."name" as "title"`, and what they join. */
function printSelection(select: Selection, frame: Frame, printing: ListPrinting): { columns: string[]; joins: string } {
  let joins = '';
  const columns = [...select].map(([key, selected]) => {
    const label = quoted(labelOf(key));
    if (selected.is === 'field') return `${printField(selected.field, frame, printing)} as ${label}`;
    if (selected.is === 'many') {
      const { inverse, list } = selected;
      const link = (child: Frame): string[] => [`${child.column(inverse.field)} = ${frame.alias}."id"`];
      return `(${printPage(list, frame.from.inner(), printing, link)}) as ${label}`;
    }
    const one = printOne(selected, frame, printing);
    joins += ` left join lateral (${one.sql}) ${one.alias} on true`;
    return `${one.alias}.v as ${label}`;
  });
  return { columns, joins };
}

/**
 * The record that a reference leads to, as one JSON value. `offset 0` keeps the planner from dissolving it into a join that
 * could disturb the order of the rows; so it looks each record up by its id, and remembers those that it has seen.
 */
function printOne(
  { entity, select, field, where }: Selected & { is: 'one' },
  frame: Frame,
  printing: ListPrinting,
): { sql: string; alias: string } {
  const from = frame.from.inner();
  const other = from.root(entity);
  const { columns, joins } = printSelection(select, other, printing);
  const conditions = [`${other.alias}."id" = ${frame.column(field)}`];
  if (where) conditions.push(printPredicate(where, other, printing));
  const row = `select ${columns.join(', ')} from ${other.table}${from.joins}${joins}${printWhere(conditions)}`;
  return { sql: `select r as v from (${row}) r offset 0`, alias: from.alias() };
}

/** The value of a field, stored or computed. `as`: how a column of its type is written in SQL. */
export function printField(field: Field, frame: Frame, printing: Printing, as = toWire): string {
  return isStored(field) ? as(frame.column(field), field) : printFormula(field, frame, printing, as);
}

/** A formula over other records is a question of its own, so that its joins cannot disturb the order of the rows. */
function printFormula(field: Field, frame: Frame, printing: Printing, as: typeof toWire): string {
  const from = frame.from.inner();
  const { sql } = printTerm({ is: 'field', path: [field.name], type: { kind: 'any' } }, frame.within(from), printing);
  const value = as(sql, field);
  return from.joins ? `(select ${value} from (select) one${from.joins})` : value;
}

/** Names of columns are cut at 63 bytes; longer response keys get theirs back when the answer is read. */
export function labelOf(key: string): string {
  return Buffer.byteLength(key) <= 60 ? key : `#${Buffer.from(key).toString('base64url').slice(0, 40)}${key.length}`;
}

/** What the caller asked of pages, made plain: how many rows, from where, in which direction. */
export function pageOf({ page }: Pick<ListQuery, 'page'>): {
  size: number;
  backwards: boolean;
  cursor: string | undefined;
} {
  if (page.all) return { size: EVERY_ROW, backwards: false, cursor: undefined };
  const backwards = page.last !== undefined || (page.before !== undefined && page.first === undefined);
  const size = (backwards ? page.last : page.first) ?? 50;
  if (!Number.isInteger(size) || size < 0 || size > MOST_ROWS) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `A page has 0 to ${MOST_ROWS} rows, not ${size}.`,
      'Ask for the next page with `after`.',
    );
  }
  if ((page.first !== undefined && page.last !== undefined) || (backwards ? page.after : page.before) !== undefined) {
    throw new RequestError(
      'BAD_USER_INPUT',
      'A page is read forwards or backwards.',
      'Use `first` with `after`, or `last` with `before`.',
    );
  }
  return { size, backwards, cursor: backwards ? page.before : page.after };
}

/** What a cursor belongs to: the same order of the same entity. */
export const orderOf = ({ entity, orderBy }: ListQuery): string =>
  `${entity.name} ${orderBy.map(({ path, descending }) => `${path.join('.')}${descending ? ' desc' : ''}`).join(',')}`;
