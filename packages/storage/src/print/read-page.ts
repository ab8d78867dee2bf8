import type { ListQuery, PageOfRows, Row, Selection } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import { type Place, writeCursor } from './cursor.ts';
import { labelOf, orderOf, PLACE, pageOf } from './print-list.ts';

type MutableRow = Record<string, Json | Row | PageOfRows>;
interface Answer {
  readonly rows: MutableRow[];
  readonly count?: number;
}

/** The answer of a printed list, read: pages trimmed and turned round, names of columns back to response keys. */
export function readPage(query: ListQuery, text: string): PageOfRows {
  return toPage(query, JSON.parse(text) as Answer);
}

function toPage(query: ListQuery, { rows, count }: Answer): PageOfRows {
  const { size, backwards, cursor } = pageOf(query);
  const more = rows.length > size;
  if (more) rows.pop();
  if (backwards) rows.reverse();
  const places = query.cursors === false ? [] : rows.map(takePlace);
  const nested = nestedOf(query.select);
  if (nested.length > 0) for (const row of rows) finish(row, nested);
  return {
    rows,
    // Most callers never look at them.
    get cursors() {
      const order = orderOf(query);
      return places.map((place) => writeCursor(place, order));
    },
    hasNextPage: backwards ? cursor !== undefined : more,
    hasPreviousPage: backwards ? more : cursor !== undefined,
    totalCount: count ?? null,
  };
}

function takePlace(row: MutableRow): Place {
  const place = row[PLACE] as unknown as Place;
  // It was added last, so taking it away leaves the row as quick as before.
  delete row[PLACE];
  return place;
}

/** What is left to do for the rows of a selection, per key; most have nothing. */
type Nested = readonly { readonly key: string; readonly apply: (value: unknown) => MutableRow[string] }[];

function nestedOf(select: Selection): Nested {
  const nested: { key: string; apply: (value: unknown) => MutableRow[string] }[] = [];
  for (const [key, selected] of select) {
    if (selected.is === 'many') nested.push({ key, apply: (value) => toPage(selected.list, value as Answer) });
    else if (selected.is === 'one') {
      const below = nestedOf(selected.select);
      if (below.length > 0) nested.push({ key, apply: (value) => (value ? finish(value as MutableRow, below) : null) });
      else if (labelOf(key) !== key) nested.push({ key, apply: (value) => value as Row });
    } else if (labelOf(key) !== key) nested.push({ key, apply: (value) => value as Json });
  }
  return nested;
}

function finish(row: MutableRow, nested: Nested): MutableRow {
  for (const { key, apply } of nested) {
    const label = labelOf(key);
    const value = apply(row[label]);
    if (label !== key) delete row[label];
    row[key] = value;
  }
  return row;
}
