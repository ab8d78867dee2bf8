import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { Document, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar, type YAMLMap } from 'yaml';

/** A value that is set at a path of a map, or deleted where it is undefined. */
export interface Edit {
  readonly path: readonly string[];
  readonly value: Json | undefined;
}

/**
 * Changes values of a map in YAML text, and leaves every other character as it is: comments, quotes, order and layout.
 * New keys stand in the order of `order`, on their line or in their braces, as their neighbours do.
 * @param find the map in the text; it is asked anew after each edit
 */
export function editMap(
  text: string,
  edits: readonly Edit[],
  order: readonly string[],
  find: (text: string) => YAMLMap,
): string {
  return edits.reduce((before, { path, value }) => {
    const splice = spliceOf(find(before), path, value, order, before);
    return splice ? before.slice(0, splice.from) + splice.text + before.slice(splice.to) : before;
  }, text);
}

/** The row of a list's text that holds one row: `- when: …`. */
export function onlyRow(text: string): YAMLMap {
  const { contents } = parseDocument(text, { merge: true });
  const [row] = (contents as { items?: readonly Node[] } | null)?.items ?? [];
  if (!isMap(row)) throw new Error(`This is no row of YAML: ${text.slice(0, 80)}`);
  return row;
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function spliceOf(
  map: YAMLMap,
  [key = '', ...rest]: readonly string[],
  value: Json | undefined,
  order: readonly string[],
  text: string,
): Splice | undefined {
  const at = map.items.findIndex((each) => keyOf(each) === key);
  const pair = map.items[at];
  const inner = pair?.value as Node | null | undefined;
  if (!pair) return value === undefined ? undefined : insert(map, key, nested(rest, value), order, text);
  if (rest.length > 0 && isMap(inner)) {
    const last =
      value === undefined && inner.items.length === 1 && keyOf(inner.items[0]) === rest[0] && rest.length === 1;
    return last && !KEPT_MAPS.has(key) ? remove(map, at, text) : spliceOf(inner, rest, value, order, text);
  }
  if (value === undefined) return rest.length > 0 ? undefined : remove(map, at, text);
  return replace(inner, pair, nested(rest, value), text);
}

/** Maps that a row must have, even when nothing is left in them. */
export const KEPT_MAPS: ReadonlySet<string> = new Set(['then', 'given', 'expect']);

const nested = (path: readonly string[], value: Json): Json =>
  path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);

const keyOf = (pair: Pair | undefined) => (isScalar(pair?.key) ? String(pair.key.value) : undefined);

function replace(node: Node | null | undefined, pair: Pair, value: Json, text: string): Splice {
  const [from, to] = node?.range ?? [];
  if (from === undefined || to === undefined || from === to) {
    const end = (pair.key as Node).range?.[1] ?? 0;
    const colon = text.indexOf(':', end) + 1;
    return { from: colon, to: colon, text: ` ${inline(value)}` };
  }
  // The end of a block is the beginning of the next line.
  const tail = text[to - 1] === '\n' ? '\n' : '';
  return { from, to, text: inline(value, isScalar(node) ? node.type : undefined) + tail };
}

function insert(map: YAMLMap, key: string, value: Json, order: readonly string[], text: string): Splice {
  const entry = `${inline(key)}: ${inline(value)}`;
  const rank = (name: string | undefined) => (order.indexOf(name ?? '') + order.length + 1) % (order.length + 1);
  const before = map.items.findLastIndex((each) => rank(keyOf(each)) <= rank(key));
  const [start = 0] = map.range ?? [];
  if (map.flow) {
    if (map.items.length === 0) return { from: start, to: map.range?.[1] ?? start, text: `{ ${entry} }` };
    if (before >= 0) return at(endOf(map.items[before]), `, ${entry}`);
    return at(startOf(map.items[0]), `${entry}, `);
  }
  const indent = ' '.repeat(columnOf(startOf(map.items[0]), text));
  if (before < 0) return at(startOf(map.items[0]), `${entry}\n${indent}`);
  const end = endOfLine(endOf(map.items[before]), text);
  return at(end, `${text[end - 1] === '\n' ? '' : '\n'}${indent}${entry}${text[end - 1] === '\n' ? '\n' : ''}`);
}

function remove(map: YAMLMap, index: number, text: string): Splice {
  const [start = 0, end = 0] = map.range ?? [];
  const [pair, next, previous] = [map.items[index], map.items[index + 1], map.items[index - 1]];
  if (map.items.length === 1) return { from: start, to: end, text: map.flow || text[end - 1] !== '\n' ? '{}' : '{}\n' };
  const from = startOf(pair);
  if (map.flow) {
    return previous ? { from: endOf(previous), to: endOf(pair), text: '' } : { from, to: startOf(next), text: '' };
  }
  // The first key may stand on the line of the dash; the others on lines of their own.
  if (!previous) return { from, to: startOf(next), text: '' };
  return { from: from - columnOf(from, text), to: endOfLine(endOf(pair), text), text: '' };
}

const at = (from: number, text: string): Splice => ({ from, to: from, text });
const startOf = (pair: Pair | undefined) => (pair?.key as Node | undefined)?.range?.[0] ?? 0;
const endOf = (pair: Pair | undefined) =>
  (pair?.value as Node | null | undefined)?.range?.[1] ?? (pair?.key as Node | undefined)?.range?.[1] ?? 0;
const columnOf = (offset: number, text: string) => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** The beginning of the next line; a block ends there already. */
export function endOfLine(offset: number, text: string): number {
  if (text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/**
 * A value on one line, as it may stand between braces: `{ en: Gold, ro: Aur }`, `'>= 50'`.
 * @param type how it was quoted before
 */
export function inline(value: Json, type?: Scalar.Type): string {
  if (Array.isArray(value)) return `[${value.map((each) => inline(each)).join(', ')}]`;
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, each]) => `${inline(key)}: ${inline(each)}`);
    return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
  }
  const scalar = new Scalar(value);
  if (typeof value === 'string' && (type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE')) scalar.type = type;
  const list = new Document([scalar]);
  if (isSeq(list.contents)) list.contents.flow = true;
  return list.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true }).trim().slice(1, -1);
}

/** A new row, laid out like its neighbours: in braces, or a key a line. */
export function newRow(value: JsonObject, indent: string, inBraces: boolean): string {
  if (inBraces) return `${indent}- ${inline(value)}\n`;
  const lines = Object.entries(value).map(([key, each]) => `${inline(key)}: ${inline(each)}`);
  return `${indent}- ${lines.join(`\n${indent}  `)}\n`;
}
