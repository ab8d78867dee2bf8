import type { ListQuery, PageOfRows, Parameters, Row, Selected, Selection } from '@dealwright/records';
import { type Rows, type Statement, textOf } from '../connect/database.ts';
import { fromText, toText } from '../schema/columns.ts';
import { aliases, type Frame, From } from './frame.ts';
import {
  beginList,
  type ListPrinting,
  PLACE,
  printField,
  printJson,
  printPage,
  printTable,
  printWhere,
} from './print-list.ts';
import { printPredicate } from './print-predicate.ts';
import { readJson, toPage } from './read-page.ts';

/** A list as one statement, and how its answer is read. */
export interface PrintedList {
  readonly statement: Statement;
  read(rows: Rows): PageOfRows;
}

/**
 * A list as one statement. Its rows come as plain columns, also those of a record that a reference leads to, because making
 * JSON costs PostgreSQL as much as finding the rows; lists within rows come as JSON, and so does a page with its count.
 */
export function printList(query: ListQuery, parameters: Parameters, collation: string): PrintedList {
  if (query.count) {
    const statement = printJson(query, parameters, collation);
    return { statement, read: (rows) => readJson(query, textOf(rows)) };
  }
  const printing = beginList(parameters, collation);
  const frame = new From(aliases()).root(query.entity);
  const table = printTable(query, frame, printing);
  const { columns, joins, cells } = printCells(query.select, frame, printing);
  const place = query.cursors === false ? undefined : columns.push(`${frame.alias}."${PLACE}"`) - 1;
  const text = `select ${columns.join(', ')} from ${table}${joins}`;
  return {
    statement: { text, values: printing.values.list },
    read(found) {
      const rows = found.map((values) => ({
        row: readCells(cells, values, 0),
        ...(place === undefined ? {} : { place: JSON.parse(values[place] ?? '[]') }),
      }));
      return toPage(query, rows, null);
    },
  };
}

/** One key of a row: reads its value out of the columns, of which the first of this record stands at `base`. */
interface Cell {
  readonly key: string;
  read(values: Rows[number], base: number): Row[string];
}

function readCells(cells: readonly Cell[], values: Rows[number], base: number): Row {
  const row: Record<string, Row[string]> = {};
  for (const cell of cells) row[cell.key] = cell.read(values, base);
  return row;
}

function printCells(select: Selection, frame: Frame, printing: ListPrinting) {
  const columns: string[] = [];
  const cells: Cell[] = [];
  let joins = '';
  for (const [key, selected] of select) {
    const at = columns.length;
    if (selected.is === 'field') {
      columns.push(printField(selected.field, frame, printing, toText));
      cells.push({ key, read: cellOf(at, fromText(selected.field)) });
    } else if (selected.is === 'many') {
      const { inverse, list } = selected;
      const link = (child: Frame): string[] => [`${child.column(inverse.field)} = ${frame.alias}."id"`];
      columns.push(`(${printPage(list, frame.from.inner(), printing, link)})`);
      cells.push({ key, read: cellOf(at, (text) => readJson(list, text)) });
    } else {
      const one = printOne(selected, frame, printing);
      columns.push(...one.columns);
      joins += one.join;
      cells.push({ key, read: (values, base) => one.read(values, base + at) });
    }
  }
  return { columns, cells, joins };
}

const cellOf =
  (at: number, read: (text: string) => Row[string]): Cell['read'] =>
  (values, base) => {
    const text = values[base + at];
    return text == null ? null : read(text);
  };

/**
 * The record that a reference leads to, joined. `offset 0` keeps the planner from dissolving it into a join that could
 * disturb the order of the rows; so it looks each record up by its id, and remembers those that it has seen.
 */
function printOne({ entity, select, field, where }: Selected & { is: 'one' }, frame: Frame, printing: ListPrinting) {
  const from = frame.from.inner();
  const other = from.root(entity);
  const { columns, cells, joins } = printCells(select, other, printing);
  const id = other.column(other.field('id'));
  // Told by its id whether there is one.
  const known = columns.indexOf(id);
  const there = known < 0 ? columns.push(id) - 1 : known;
  const conditions = [`${id} = ${frame.column(field)}`];
  if (where) conditions.push(printPredicate(where, other, printing));
  const alias = from.alias();
  const named = columns.map((column, index) => `${column} as c${index}`);
  const row = `select ${named.join(', ')} from ${other.table}${from.joins}${joins}${printWhere(conditions)}`;
  return {
    columns: columns.map((_, index) => `${alias}.c${index}`),
    join: ` left join lateral (${row} offset 0) ${alias} on true`,
    read: (values: Rows[number], base: number) =>
      values[base + there] == null ? null : readCells(cells, values, base),
  };
}
