import type { JsonObject } from '@dealwright/values';
import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Edit, editMap, endOfLine, inline, newRow, onlyRow } from './edit-yaml.ts';

/** A row as it shall be: one that was there, with its edits, or a new one. */
export type PlannedRow = { readonly was: number; readonly edits: readonly Edit[] } | { readonly value: JsonObject };

/**
 * Gives a list of a map (`table`, `examples`) other rows. Rows that stay keep every character, and the comments above
 * them move with them.
 * @param root the map of the document in `text`
 */
export function editList(
  text: string,
  root: YAMLMap,
  list: string,
  rows: readonly PlannedRow[],
  order: readonly string[],
): string {
  const value = root.get(list, true);
  if (!isSeq(value)) return rows.length > 0 ? appendList(text, root, list, rows) : text;
  if (rows.length === 0) return emptyList(text, root, list, endOfLine(value.range?.[1] ?? 0, text));
  const { indent, from, to, segments, lead } = value.flow
    ? flowSegments(text, value, root)
    : blockSegments(text, value);
  const braces = value.items.filter((each) => isMap(each) && each.flow === true).length;
  const inBraces = braces * 2 > value.items.length;
  const made = rows.map((row) => {
    if ('value' in row) return newRow(row.value, indent, inBraces);
    const segment = segments[row.was] ?? { above: '', row: '' };
    return segment.above + (row.edits.length > 0 ? editMap(segment.row, row.edits, order, onlyRow) : segment.row);
  });
  const ended = made.map((each) => (each.endsWith('\n') ? each : `${each}\n`)).join('');
  const rest = text.slice(to);
  return text.slice(0, from) + lead + (rest === '' && !text.endsWith('\n') ? ended.slice(0, -1) : ended) + rest;
}

function emptyList(text: string, root: YAMLMap, list: string, to: number): string {
  const key = root.items.find((each) => isScalar(each.key) && each.key.value === list)?.key as Node | undefined;
  return `${text.slice(0, key?.range?.[1] ?? to)}: []\n${text.slice(to)}`;
}

interface Segments {
  readonly indent: string;
  /** The text that the rows take. */
  readonly from: number;
  readonly to: number;
  /** Each row with its dash, and the comments and empty lines above it. */
  readonly segments: readonly { readonly above: string; readonly row: string }[];
  readonly lead: string;
}

/** Rows with dashes: whole lines, from the first to the last. */
function blockSegments(text: string, list: YAMLSeq): Segments {
  const starts = list.items.map((each) => {
    const [start] = (each as Node).range ?? [0];
    return lineOf(dashBefore(start, text), text);
  });
  const ends = list.items.map((each) => endOfLine((each as Node).range?.[1] ?? 0, text));
  const first = starts[0] ?? 0;
  const indent = text.slice(first, dashBefore((list.items[0] as Node).range?.[0] ?? 0, text));
  const segments = starts.map((start, at) => {
    const end = ends[at] ?? start;
    const previous = ends[at - 1];
    return { above: previous === undefined ? '' : text.slice(previous, start), row: text.slice(start, end) };
  });
  return { indent, from: first, to: ends.at(-1) ?? first, segments, lead: '' };
}

/** A list in brackets gets a line for each row. */
function flowSegments(text: string, list: YAMLSeq, root: YAMLMap): Segments {
  const [from = 0, to = 0] = list.range ?? [];
  const [key] = root.items;
  const start = (key?.key as Node | undefined)?.range?.[0] ?? 0;
  const indent = ' '.repeat(start - lineOf(start, text) + 2);
  const segments = list.items.map((each) => {
    const [begin = 0, end = 0] = (each as Node).range ?? [];
    return { above: '', row: `${indent}- ${text.slice(begin, end)}\n` };
  });
  return { indent, from, to: endOfLine(to, text), segments, lead: '\n' };
}

/** The dash of the row that begins at `start`; between them may stand spaces, comments and an anchor. */
function dashBefore(start: number, text: string): number {
  let line = lineOf(start, text);
  for (;;) {
    const [, spaces = ''] =
      /^( *)-(?=\s|$)/.exec(text.slice(line, Math.max(start, line + 1)).split('\n')[0] ?? '') ?? [];
    if (text[line + spaces.length] === '-') return line + spaces.length;
    if (line === 0) return start;
    line = lineOf(line - 1, text);
  }
}

const lineOf = (offset: number, text: string) => text.lastIndexOf('\n', offset - 1) + 1;

function appendList(text: string, root: YAMLMap, list: string, rows: readonly PlannedRow[]): string {
  const values = rows.flatMap((row) => ('value' in row ? [newRow(row.value, '  ', false)] : []));
  const old = root.items.find((each) => String(each.key) === list);
  const entry = `${inline(list)}:\n${values.join('')}`;
  if (old) throw new Error(`\`${list}\` is no list.`);
  const last = root.items.at(-1);
  const end = endOfLine(((last?.value ?? last?.key) as Node | undefined)?.range?.[1] ?? text.length, text);
  return `${text.slice(0, end)}${text[end - 1] === '\n' ? '' : '\n'}${entry}${text.slice(end)}`;
}
