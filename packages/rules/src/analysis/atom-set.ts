/**
 * A set of atoms of one column as sorted, disjoint ranges: `[first, last, first, last, …]`. Undefined stands for all
 * atoms, as an empty cell does.
 */
export type AtomSet = Int32Array;

/** The atoms for which `has` is true. */
export function atomsWhere(size: number, has: (atom: number) => boolean): AtomSet {
  const ranges: number[] = [];
  for (let atom = 0; atom < size; atom++) {
    if (!has(atom)) continue;
    if (ranges.length > 0 && ranges[ranges.length - 1] === atom - 1) ranges[ranges.length - 1] = atom;
    else ranges.push(atom, atom);
  }
  return Int32Array.from(ranges);
}

/** Ranges in any order, touching or not, as a set. */
export function atomsOf(ranges: readonly (readonly [number, number])[]): AtomSet {
  const merged: number[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const end = merged[merged.length - 1];
    if (end !== undefined && first <= end + 1) merged[merged.length - 1] = Math.max(end, last);
    else merged.push(first, last);
  }
  return Int32Array.from(merged);
}

export function wholeSet(size: number): AtomSet {
  return size === 0 ? new Int32Array() : Int32Array.of(0, size - 1);
}

export function hasAtom(set: AtomSet | undefined, atom: number): boolean {
  if (!set) return true;
  for (let at = 0; at < set.length; at += 2) {
    if (atom < boundAt(set, at)) return false;
    if (atom <= boundAt(set, at + 1)) return true;
  }
  return false;
}

/** The ranges of a set, as pairs. */
export function* rangesOf(set: AtomSet): Generator<readonly [number, number]> {
  for (let at = 0; at < set.length; at += 2) yield [boundAt(set, at), boundAt(set, at + 1)];
}

export function* eachAtom(set: AtomSet): Generator<number> {
  for (const [first, last] of rangesOf(set)) for (let atom = first; atom <= last; atom++) yield atom;
}

/** What both sets hold; undefined when that is everything. */
export function common(a: AtomSet | undefined, b: AtomSet | undefined): AtomSet | undefined {
  if (!a) return b;
  if (!b) return a;
  const ranges: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const first = Math.max(boundAt(a, i), boundAt(b, j));
    const last = Math.min(boundAt(a, i + 1), boundAt(b, j + 1));
    if (first <= last) ranges.push(first, last);
    if (boundAt(a, i + 1) < boundAt(b, j + 1)) i += 2;
    else j += 2;
  }
  return Int32Array.from(ranges);
}

/** Do the sets share an atom? */
export function meets(a: AtomSet | undefined, b: AtomSet | undefined): boolean {
  if (!a) return !b || b.length > 0;
  if (!b) return a.length > 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (Math.max(boundAt(a, i), boundAt(b, j)) <= Math.min(boundAt(a, i + 1), boundAt(b, j + 1))) return true;
    if (boundAt(a, i + 1) < boundAt(b, j + 1)) i += 2;
    else j += 2;
  }
  return false;
}

/** Does `outer` hold every atom of `inner`, of a column of so many atoms? */
export function holdsAll(outer: AtomSet | undefined, inner: AtomSet | undefined, size: number): boolean {
  if (!outer) return true;
  const asked = inner ?? wholeSet(size);
  let i = 0;
  for (const [first, last] of rangesOf(asked)) {
    while (i < outer.length && boundAt(outer, i + 1) < first) i += 2;
    if (i >= outer.length || boundAt(outer, i) > first || boundAt(outer, i + 1) < last) return false;
  }
  return true;
}

/** The atoms that none of the sets holds. */
export function outside(sets: readonly (AtomSet | undefined)[], size: number): AtomSet {
  if (sets.includes(undefined)) return new Int32Array();
  const taken = atomsOf(sets.flatMap((set) => (set ? [...rangesOf(set)] : [])));
  const free: number[] = [];
  let next = 0;
  for (const [first, last] of rangesOf(taken)) {
    if (next < first) free.push(next, first - 1);
    next = last + 1;
  }
  if (next < size) free.push(next, size - 1);
  return Int32Array.from(free);
}

function boundAt(set: AtomSet, index: number): number {
  return set[index] ?? 0;
}
