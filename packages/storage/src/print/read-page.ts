import type { ListQuery, PageOfRows, Row, Selection } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import { type Place, writeCursor } from './cursor.ts';
import { labelOf, orderOf, PLACE, pageOf } from './print-list.ts';

type MutableRow = Record<string, Json | Row | PageOfRows>;

/** What a page printed as JSON answers. */
interface Answer {
  readonly rows: MutableRow[];
  readonly count?: number;
}

/** A row of an answer, with what a cursor to it is made of, when cursors were asked for. */
interface Placed {
  readonly row: Row;
  readonly place?: Place;
}

/** The page that a statement of `printJson` answers: names of columns back to response keys. */
export function readJson(query: ListQuery, text: string | null): PageOfRows {
  return readAnswer(query, JSON.parse(text ?? '{"rows":[]}') as Answer);
}

function readAnswer(query: ListQuery, { rows, count }: Answer): PageOfRows {
  const nested = nestedOf(query.select);
  const placed = rows.map((row) => {
    const place = takePlace(row);
    return { row: nested.length > 0 ? finish(row, nested) : row, ...(place ? { place } : {}) };
  });
  return toPage(query, placed, count ?? null);
}

/** Found rows as the page that was asked for: one may be too many, and pages read backwards are turned round. */
export function toPage(query: ListQuery, found: Placed[], totalCount: number | null): PageOfRows {
  const { size, backwards, cursor } = pageOf(query);
  const more = found.length > size;
  if (more) found.pop();
  if (backwards) found.reverse();
  return {
    rows: found.map(({ row }) => row),
    // Most callers never look at them.
    get cursors() {
      const order = orderOf(query);
      return found.flatMap(({ place }) => (place ? [writeCursor(place, order)] : []));
    },
    hasNextPage: backwards ? cursor !== undefined : more,
    hasPreviousPage: backwards ? more : cursor !== undefined,
    totalCount,
  };
}

function takePlace(row: MutableRow): Place | undefined {
  const place = row[PLACE] as unknown as Place | undefined;
  // It was added last, so taking it away leaves the row as quick as before.
  delete row[PLACE];
  return place;
}

/** What is left to do for the rows of a selection, per key; most have nothing. */
type Nested = readonly { readonly key: string; readonly apply: (value: unknown) => MutableRow[string] }[];

function nestedOf(select: Selection): Nested {
  const nested: { key: string; apply: (value: unknown) => MutableRow[string] }[] = [];
  for (const [key, selected] of select) {
    if (selected.is === 'many') nested.push({ key, apply: (value) => readAnswer(selected.list, value as Answer) });
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
