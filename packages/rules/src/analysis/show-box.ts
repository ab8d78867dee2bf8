import type { Json, JsonObject } from '@dealwright/values';
import { type AtomSet, hasAtom, rangesOf } from './atom-set.ts';
import type { Atom, Column } from './column.ts';
import { flowYaml } from './flow-yaml.ts';
import type { Box, Space } from './space.ts';

/** What a box holds, as cells that could be typed: input → test. Inputs that may be anything are left out. */
export function cellsOf(box: Box, { columns, sources }: Space): JsonObject {
  const cells: Record<string, string> = {};
  for (const [at, column] of columns.entries()) {
    const set = box[at];
    if (!set || sources[at]?.is === 'flag') continue;
    cells[column.name] = cellOf(set, column);
  }
  return cells;
}

/** The tests that were taken as they come, and whether they have to hold. */
export function heldTests(
  box: Box,
  { columns, sources }: Space,
): readonly { readonly test: string; readonly holds: boolean }[] {
  return columns.flatMap(({ name }, at) => {
    const set = box[at];
    return set && sources[at]?.is === 'flag' ? [{ test: name, holds: hasAtom(set, 1) }] : [];
  });
}

/** `when: { items: '< 10', known: 'false' }`, or `{}`. */
export function whenOf(box: Box, space: Space): string {
  const { today: _, ...cells } = cellsOf(box, space);
  return flowYaml(space.sources.some(({ is }) => is === 'day') ? cells : cellsOf(box, space));
}

/** A set of atoms in the language of cells: `< 10, null`. */
function cellOf(set: AtomSet, column: Column): string {
  const { atoms, nothing } = column;
  const plain = [...rangesOf(set)].flatMap(([first, last]) =>
    nothing === undefined || last < nothing
      ? [[first, last] as const]
      : first < nothing
        ? [[first, nothing - 1] as const]
        : [],
  );
  const isNull = nothing !== undefined && hasAtom(set, nothing);
  if (nothing !== undefined && !isNull && set.length === 2 && set[0] === 0 && set[1] === nothing - 1)
    return 'not(null)';
  const negated = negatedCell(set, column);
  if (negated) return negated;
  const parts = plain.flatMap(([first, last]) => partsOf(first, last, atoms, column));
  return [...parts, ...(isNull ? ['null'] : [])].join(', ');
}

function partsOf(first: number, last: number, atoms: readonly Atom[], column: Column): string[] {
  const one = first === last ? atoms[first] : undefined;
  if (one?.is === 'value') return [literal(one.samples[0] ?? null, column)];
  if (!atoms.slice(first, last + 1).some(({ is }) => is === 'between')) {
    return atoms.slice(first, last + 1).map(({ samples }) => literal(samples[0] ?? null, column));
  }
  const low = atoms[first];
  const high = atoms[last];
  const from = low?.is === 'between' ? low.from : low?.samples[0];
  const to = high?.is === 'between' ? high.to : high?.samples[0];
  const [isFrom, isTo] = [low?.is === 'value', high?.is === 'value'];
  const [lowest, highest] = [first === 0, last === column.atoms.length - 1 - (column.nothing === undefined ? 0 : 1)];
  const opens = from === undefined || (lowest && low?.is === 'between') ? undefined : literal(from, column);
  const closes = to === undefined || (highest && high?.is === 'between') ? undefined : literal(to, column);
  if (opens === undefined && closes === undefined) return [`>= ${literal(low?.samples[0] ?? null, column)}`];
  if (opens === undefined) return [`${isTo ? '<=' : '<'} ${closes}`];
  if (closes === undefined) return [`${isFrom ? '>=' : '>'} ${opens}`];
  return [`${isFrom ? '[' : '('}${opens}..${closes}${isTo ? ']' : ')'}`];
}

/** Of named values, all but a few: `not(web, store)`. What `not` says of null is what FEEL says. */
function negatedCell(set: AtomSet, { atoms, nothing, domain }: Column): string | undefined {
  const isNamed = atoms.every(({ is }) => is !== 'between');
  if (!isNamed || domain.type.kind !== 'string') return undefined;
  const others = [...atoms.entries()]
    .filter(([atom]) => atom !== nothing && !hasAtom(set, atom))
    .map(([, each]) => each);
  const hasOther = atoms.some(({ is }, atom) => is === 'other' && hasAtom(set, atom));
  const isShorter = others.length > 0 && others.length < atoms.length / 2 && others.length < 4;
  if (!hasOther && !isShorter) return undefined;
  const words = others.map(({ samples }) => JSON.stringify(samples[0] ?? null));
  const isNull = nothing !== undefined && hasAtom(set, nothing);
  if (nothing !== undefined && !isNull) words.push('null');
  return words.length === 0 ? '-' : `not(${words.map(bareWhere(words, domain.type.values !== undefined)).join(', ')})`;
}

function bareWhere(words: readonly string[], isChoice: boolean): (word: string) => string {
  const bare = isChoice && words.every((word) => /^"[A-Za-z0-9][\w-]*"$/.test(word));
  return (word) => (bare ? JSON.parse(word) : word);
}

/** A value as cells write it. */
export function literal(value: Json, { domain }: Column): string {
  const { type } = domain;
  if (type.kind === 'date') return `date(${JSON.stringify(value)})`;
  if (type.kind === 'date and time') return `date and time(${JSON.stringify(value)})`;
  if (type.kind === 'number') return String(value);
  if (type.kind === 'string' && type.values && /^[A-Za-z0-9][\w-]*$/.test(String(value))) return String(value);
  return JSON.stringify(value);
}

/** Everything that the inputs can be. */
export function wholeBox(columns: readonly Column[]): Box {
  return columns.map(() => undefined);
}
