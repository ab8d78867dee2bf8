import {
  type ContextType,
  compileUnaryTests,
  type Environment,
  type FeelType,
  type UnaryShape,
  type UnaryTests,
} from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Program } from '../answer/run-decision.ts';
import type { Decision, Row } from '../decision.ts';
import { type AtomSet, atomsOf, atomsWhere, common } from './atom-set.ts';
import { type Column, cutColumn, flagColumn } from './column.ts';
import { inputDomain } from './domain.ts';
import { ask, type Box, isAskable, type Region, type Source, type Space } from './space.ts';

/** A cell over a column of many atoms is asked about each of them only while that stays cheap. */
const MOST_QUESTIONS = 2_000_000;

/** Makes the rows of a table into boxes: plain tests by their bounds, others by asking them where that is enough. */
export function tableSpace(
  decision: Decision,
  rows: readonly Row[],
  program: Program,
  environment: Environment,
): Space {
  const columns: Column[] = [];
  const sources: Source[] = [];
  const cells: Map<string, Cell>[] = [];
  const flags: { readonly column: Column; readonly source: Source }[] = [];
  let opaque = 0;
  const settings = program.settings ?? {};
  for (const [input, expression] of decision.inputs) {
    const texts = new Map<string, { readonly tests: UnaryTests; count: number }>();
    for (const row of rows) {
      const tests = row.tests.get(input);
      if (!tests) continue;
      const known = texts.get(tests.text);
      if (known) known.count++;
      else texts.set(tests.text, { tests, count: 1 });
    }
    const domain = inputDomain(decision, expression);
    const shapes = [...texts.values()].flatMap(({ tests }) => tests.shape ?? negated(tests, domain.type) ?? []);
    const column = cutColumn(input, domain, shapes);
    const at = columns.length;
    columns.push(column);
    sources.push({ is: 'input', input, below: [] });
    const known = new Map<string, Cell>();
    for (const [text, { tests, count }] of texts) {
      const set = setOf(tests, column, texts.size, settings, environment);
      if (set) {
        known.set(text, { set });
        continue;
      }
      opaque += count;
      known.set(text, { flag: flags.length });
      const accepts = isAskable(tests)
        ? (value: Parameters<typeof ask>[1]) => ask(tests, value, settings, environment)
        : undefined;
      flags.push({ column: flagColumn(`${input}: ${text}`), source: { is: 'flag', of: at, accepts } });
    }
    cells.push(known);
  }
  const day = dayColumn(decision, rows);
  const dayAt = columns.length;
  if (day) {
    columns.push(day);
    sources.push({ is: 'day' });
  }
  const flagsAt = columns.length;
  for (const { column, source } of flags) {
    columns.push(column);
    sources.push(source);
  }
  const names = [...decision.inputs.keys()];
  const regions = rows.map((row, at): Region => {
    const box: (AtomSet | undefined)[] = new Array(columns.length).fill(undefined);
    for (const [column, name] of names.entries()) {
      const text = row.tests.get(name)?.text;
      const cell = text === undefined ? undefined : cells[column]?.get(text);
      if (!cell) continue;
      if ('set' in cell) box[column] = cell.set;
      else box[flagsAt + cell.flag] = HELD;
    }
    if (day) box[dayAt] = day.accepted(validity(row));
    const empty = box.findIndex((set) => set?.length === 0);
    const known = { at, name: String(row.number), because: row.because };
    if (empty < 0) return { ...known, boxes: [box as Box] };
    const input = columns[empty]?.name ?? '';
    return { ...known, boxes: [], empty: { input, tests: [row.tests.get(input)?.text ?? ''] } };
  });
  const tests = rows.reduce((sum, row) => sum + row.tests.size, 0);
  return { columns, sources, sizes: columns.map(({ atoms }) => atoms.length), regions, tests, opaque };
}

type Cell = { readonly set: AtomSet } | { readonly flag: number };

const HELD: AtomSet = Int32Array.of(1, 1);

const NO_NAMES: ContextType = { kind: 'context', name: 'nothing', member: () => undefined, names: () => [] };

/** What stands within `not( )`, so that its bounds are known. */
function negated({ text }: UnaryTests, input: FeelType): UnaryShape | undefined {
  const inner = /^\s*not\s*\((.*)\)\s*$/s.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const { result } = compileUnaryTests(inner, { input, scope: NO_NAMES });
  return result?.shape?.is === 'union' ? result.shape : undefined;
}

/** The atoms that a cell accepts; undefined when atoms do not decide it. */
function setOf(
  tests: UnaryTests,
  column: Column,
  texts: number,
  settings: JsonObject,
  environment: Environment,
): AtomSet | undefined {
  const plain = tests.shape && column.accepted(tests.shape);
  if (plain) return plain;
  const { atoms, domain } = column;
  const isDecided =
    atoms.every(({ is }) => is === 'nothing' || is === 'value') || negated(tests, domain.type) !== undefined;
  const isSampled = atoms.every(({ samples }) => samples.length > 0);
  if (!isDecided || !isSampled || !isAskable(tests) || atoms.length * texts > MOST_QUESTIONS) return undefined;
  return atomsWhere(atoms.length, (atom) => ask(tests, atoms[atom]?.samples[0] ?? null, settings, environment));
}

/** The days on which rows count are one more column; undefined when all rows always count. */
function dayColumn(decision: Decision, rows: readonly Row[]): Column | undefined {
  if (rows.every(({ validFrom, validTo }) => validFrom === undefined && validTo === undefined)) return undefined;
  const shapes = [decision, ...rows].map(validity);
  return cutColumn('today', { type: { kind: 'date' }, nullable: false }, shapes);
}

function validity({ validFrom, validTo }: Pick<Row, 'validFrom' | 'validTo'>): UnaryShape {
  const ends = { ...(validFrom !== undefined && { from: validFrom }), ...(validTo !== undefined && { to: validTo }) };
  return { is: 'union', parts: [{ is: 'interval', ...ends, fromIncluded: true, toIncluded: true }] };
}

/** The atoms of days on which the decision counts, from the first on which one of its rows does. */
export function livingDays(decision: Decision, space: Space): AtomSet | undefined {
  const at = space.sources.findIndex(({ is }) => is === 'day');
  if (at < 0) return undefined;
  let first = Number.POSITIVE_INFINITY;
  for (const { boxes } of space.regions) {
    for (const box of boxes) first = Math.min(first, box[at] ? (box[at]?.[0] ?? first) : 0);
  }
  const size = space.sizes[at] ?? 0;
  const living = first >= size ? new Int32Array() : atomsOf([[first, size - 1]]);
  return common(living, space.columns[at]?.accepted(validity(decision)));
}
