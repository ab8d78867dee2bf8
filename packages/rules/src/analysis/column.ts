import type { UnaryShape } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import type { Decimal } from 'decimal.js';
import { type AtomSet, atomsOf, atomsWhere } from './atom-set.ts';
import type { Domain } from './domain.ts';
import { between, type NumberLine, numberLine } from './number-line.ts';

/**
 * One input, cut into atoms: the largest sets of values that every test of the table treats alike. A table sees nothing of
 * a value but its atom.
 */
export interface Column {
  readonly name: string;
  readonly domain: Domain;
  readonly atoms: readonly Atom[];
  /** The atom of null; undefined when the input always has a value. */
  readonly nothing: number | undefined;
  /** The atoms that a plain test accepts; undefined when it is not plain here. */
  accepted(shape: UnaryShape): AtomSet | undefined;
  /** The atom that holds the value; undefined when the input cannot have it. */
  atomOf(value: Json): number | undefined;
}

export type Atom =
  | { readonly is: 'nothing'; readonly samples: readonly Json[] }
  | { readonly is: 'value'; readonly samples: readonly Json[] }
  /** Between two neighbouring bounds of tests. */
  | {
      readonly is: 'between';
      readonly from: Json | undefined;
      readonly to: Json | undefined;
      readonly samples: readonly Json[];
    }
  /** All texts that no test names. */
  | { readonly is: 'other'; readonly samples: readonly Json[] }
  /** A test that is taken as it comes: it holds, or it does not. */
  | { readonly is: 'held' | 'not held'; readonly samples: readonly Json[] };

const NOTHING: Atom = { is: 'nothing', samples: [null] };

/** Cuts an input at the bounds of the plain tests in its column. */
export function cutColumn(name: string, domain: Domain, shapes: readonly UnaryShape[]): Column {
  if (domain.constant !== undefined) return finite(name, domain, [domain.constant]);
  const { type } = domain;
  if (type.kind === 'boolean') return finite(name, domain, [true, false]);
  if (type.kind === 'string' && type.values) return finite(name, domain, [...type.values]);
  const line = numberLine(type, domain);
  if (line) return onLine(name, domain, line, shapes);
  if (type.kind === 'string' && !hasRanges(shapes)) return texts(name, domain, shapes);
  return finite(name, domain, [], { is: 'other', samples: [] });
}

/** A column of its own for a test that is taken as it comes. */
export function flagColumn(name: string): Column {
  const domain: Domain = { type: { kind: 'boolean' }, nullable: false };
  const atoms: Atom[] = [
    { is: 'not held', samples: [] },
    { is: 'held', samples: [] },
  ];
  return { name, domain, atoms, nothing: undefined, accepted: () => undefined, atomOf: () => undefined };
}

function hasRanges(shapes: readonly UnaryShape[]): boolean {
  return shapes.some((shape) => shape.is === 'union' && shape.parts.some((part) => part.is === 'interval'));
}

function withNothing(atoms: Atom[], { nullable }: Domain): { readonly atoms: Atom[]; readonly nothing?: number } {
  return nullable ? { atoms: [...atoms, NOTHING], nothing: atoms.length } : { atoms };
}

function finite(name: string, domain: Domain, values: readonly Json[], rest?: Atom): Column {
  const plain = values.filter((value) => value !== null).map((value): Atom => ({ is: 'value', samples: [value] }));
  const { atoms, nothing } = withNothing(rest ? [...plain, rest] : plain, {
    ...domain,
    nullable: domain.nullable || values.includes(null),
  });
  const places = new Map<Json, number>(
    atoms.flatMap(({ is, samples }, at) => (is === 'other' ? [] : [[samples[0] ?? null, at] as const])),
  );
  return {
    name,
    domain,
    atoms,
    nothing,
    accepted: (shape) => acceptedPoints(shape, atoms, domain),
    atomOf(value) {
      const at = places.get(value);
      if (at !== undefined) return at;
      const other = value === null ? -1 : atoms.findIndex(({ is }) => is === 'other');
      return other < 0 ? undefined : other;
    },
  };
}

/** Points only, as values of few have no order that matters. */
function acceptedPoints(shape: UnaryShape, atoms: readonly Atom[], { type }: Domain): AtomSet | undefined {
  if (shape.is === 'anything') return undefined;
  if (type.kind !== 'boolean' && type.kind !== 'string') return undefined;
  if (!shape.parts.every((part) => part.is === 'point')) return undefined;
  const values = new Set(shape.parts.map((part) => (part.is === 'point' ? part.value : null)));
  return atomsWhere(atoms.length, (atom) => atoms[atom]?.is !== 'other' && values.has(atoms[atom]?.samples[0] ?? null));
}

function texts(name: string, domain: Domain, shapes: readonly UnaryShape[]): Column {
  const named = new Set<string>();
  for (const shape of shapes) {
    if (shape.is !== 'union') continue;
    for (const part of shape.parts) if (part.is === 'point' && typeof part.value === 'string') named.add(part.value);
  }
  const samples = ['other', 'another', 'x'].filter((each) => !named.has(each));
  const other: Atom = { is: 'other', samples: samples.length > 0 ? samples : [`other ${named.size}`] };
  return finite(name, domain, [...named], other);
}

function onLine(name: string, domain: Domain, line: NumberLine, shapes: readonly UnaryShape[]): Column {
  const bounds = boundsOf(shapes, line);
  const slots: Atom[] = [];
  /** Slot → atom; slots without a value have none and take the number of the next. */
  const atomAt: number[] = [];
  const gap = (from: Decimal | undefined, to: Decimal | undefined) => {
    atomAt.push(slots.length);
    const samples = between(line, from, to).map((each) => line.write(each));
    const ends = { from: from && line.write(from), to: to && line.write(to) };
    if (samples.length > 0) slots.push({ is: 'between', ...ends, samples });
  };
  for (const [at, bound] of bounds.entries()) {
    gap(bounds[at - 1], bound);
    atomAt.push(slots.length);
    if (isOn(line, bound)) slots.push({ is: 'value', samples: [line.write(bound)] });
  }
  gap(bounds.at(-1), undefined);
  atomAt.push(slots.length);
  const { atoms, nothing } = withNothing(slots, domain);
  const places = new Map(bounds.map((bound, at) => [bound.toFixed(), at * 2 + 1]));
  const slotOf = (value: Json) => places.get(line.read(value)?.toFixed() ?? '');
  return {
    name,
    domain,
    atoms,
    nothing,
    atomOf(value) {
      const position = line.read(value);
      if (!position) return value === null ? nothing : undefined;
      const at = bounds.findLastIndex((bound) => bound.lte(position));
      const slot = at < 0 ? 0 : bounds[at]?.eq(position) ? at * 2 + 1 : at * 2 + 2;
      const atom = atomAt[slot] ?? 0;
      return isOn(line, position) && (atomAt[slot + 1] ?? 0) > atom ? atom : undefined;
    },
    accepted(shape) {
      if (shape.is === 'anything') return undefined;
      const ranges: (readonly [number, number])[] = [];
      for (const part of shape.parts) {
        if (part.is === 'point' && part.value === null) {
          if (nothing !== undefined) ranges.push([nothing, nothing]);
          continue;
        }
        const from = part.is === 'point' ? part.value : part.from;
        const to = part.is === 'point' ? part.value : part.to;
        const low = from === undefined ? 0 : slotOf(from);
        const high = to === undefined ? bounds.length * 2 : slotOf(to);
        // A bound of another type accepts nothing.
        if (low === undefined || high === undefined || low > high) continue;
        const isClosed = (end: 'fromIncluded' | 'toIncluded') => part.is === 'point' || part[end];
        if (low === high && low % 2 === 1 && !(isClosed('fromIncluded') && isClosed('toIncluded'))) continue;
        const first = from === undefined || isClosed('fromIncluded') ? low : low + 1;
        const last = to === undefined || isClosed('toIncluded') ? high : high - 1;
        const range = [atomAt[first] ?? 0, (atomAt[last + 1] ?? slots.length) - 1] as const;
        if (range[0] <= range[1]) ranges.push(range);
      }
      return atomsOf(ranges);
    },
  };
}

function isOn({ min, max, scale }: NumberLine, at: Decimal): boolean {
  return !(min?.gt(at) || max?.lt(at)) && (scale === undefined || at.decimalPlaces() <= scale);
}

function boundsOf(shapes: readonly UnaryShape[], line: NumberLine): Decimal[] {
  const found = new Map<string, Decimal>();
  const add = (value: Json | undefined) => {
    const position = value === undefined ? undefined : line.read(value);
    if (position) found.set(position.toFixed(), position);
  };
  for (const shape of shapes) {
    if (shape.is !== 'union') continue;
    for (const part of shape.parts) {
      if (part.is === 'point') add(part.value);
      else for (const end of [part.from, part.to]) add(end);
    }
  }
  return [...found.values()].sort((a, b) => a.cmp(b));
}
