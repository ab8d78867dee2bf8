import { type AtomSet, common, holdsAll, outside, rangesOf, wholeSet } from './atom-set.ts';
import type { Budget } from './budget.ts';
import { type Box, boxesMeet } from './space.ts';

/**
 * Finds what of a box no other box covers, by the two steps of Chan, "Klee's Measure Problem Made Easy" (FOCS 2013),
 * over atoms instead of real numbers. Simplify: a box that is whole in all columns but one takes its part of that
 * column out of the region. Cut: the region is cut in two where the fewest boxes lie on both sides, and each half goes
 * on with the boxes that meet it. A region that one box holds is done; one that none meets is found. Sweeping column
 * by column instead (Calvanese and others, "Semantics and Analysis of DMN Decision Tables", BPM 2016) cuts every box at
 * every bound, which no table of a thousand rows and six inputs survives.
 */
export class Cover {
  readonly #sizes: readonly number[];
  readonly #budget: Budget;

  constructor(sizes: readonly number[], budget: Budget) {
    this.#sizes = sizes;
    this.#budget = budget;
  }

  /**
   * Shows parts of the target that nothing covers, until there are no others or `visit` has seen enough.
   * @returns true when all of them were shown: the target is covered when there was none
   */
  each(target: Box, boxes: readonly Box[], visit: (region: Box) => 'stop' | 'go on'): boolean {
    return !this.#search(target, boxes, visit);
  }

  /**
   * Parts of the target that nothing covers, each as large as it can be, until there are no others or `most` are found.
   * They may meet each other; together they hold everything that is not covered, when there are fewer than `most`.
   */
  all(target: Box, boxes: readonly Box[], most: number): readonly Box[] {
    const found: Box[] = [];
    this.#search(
      target,
      boxes,
      (region) => {
        found.push(this.#widen(region, target, boxes));
        return found.length >= most ? 'stop' : 'go on';
      },
      found,
    );
    return found;
  }

  #search(
    target: Box,
    boxes: readonly Box[],
    visit: (region: Box) => 'stop' | 'go on',
    known: readonly Box[] = [],
  ): boolean {
    const search = (region: Box, boxes: readonly Box[]): boolean => {
      if (!this.#budget.spend((boxes.length + 1) * this.#sizes.length)) return true;
      const simple = this.#simplify(region, boxes);
      if (!simple) return false;
      if (simple.alive.length === 0) {
        const covering = known.filter((each) => boxesMeet(each, simple.region));
        return covering.length > 0 ? search(simple.region, covering) : visit(simple.region) === 'stop';
      }
      const halves = cut(simple.region, simple.alive, this.#sizes);
      return halves.some((half) =>
        search(
          half,
          simple.alive.filter((each) => boxesMeet(each, half)),
        ),
      );
    };
    return search(
      target,
      boxes.filter((each) => boxesMeet(each, target)),
    );
  }

  /** The region without what boxes hold that are whole in all columns but one; undefined when nothing is left. */
  #simplify(given: Box, boxes: readonly Box[]): { readonly region: Box; readonly alive: readonly Box[] } | undefined {
    let region = given;
    let alive = boxes;
    for (;;) {
      const slabs = new Map<number, AtomSet[]>();
      for (const box of alive) {
        const partial = this.#partialColumns(box, region);
        if (partial.length === 0) return undefined;
        const [column = 0] = partial;
        const set = box[column];
        if (partial.length > 1 || !set) continue;
        const known = slabs.get(column);
        if (known) known.push(set);
        else slabs.set(column, [set]);
      }
      if (slabs.size === 0) return { region, alive };
      const next = region.slice();
      for (const [column, sets] of slabs) {
        const left = common(outside(sets, this.#sizes[column] ?? 0), region[column]);
        if (left?.length === 0) return undefined;
        next[column] = left;
      }
      region = next;
      alive = alive.filter((each) => boxesMeet(each, next));
    }
  }

  /** The first two columns in which the box does not hold all of the region. */
  #partialColumns(box: Box, region: Box): readonly number[] {
    const found: number[] = [];
    for (let column = 0; column < region.length && found.length < 2; column++) {
      if (!holdsAll(box[column], region[column], this.#sizes[column] ?? 0)) found.push(column);
    }
    return found;
  }

  /** As large as it can be: column by column, everything that meets no box in the other columns. */
  #widen(region: Box, target: Box, boxes: readonly Box[]): Box {
    const wide = region.slice();
    for (const [column, size] of this.#sizes.entries()) {
      const others = wide.slice();
      others[column] = undefined;
      const blocking = boxes.filter((box) => boxesMeet(box, others)).map((box) => box[column]);
      const free = outside(blocking, size);
      wide[column] = common(
        free.length === 2 && free[0] === 0 && free[1] === size - 1 ? undefined : free,
        target[column],
      );
    }
    return wide;
  }
}

/** The two halves of a region, cut where that parts the boxes best. */
function cut(region: Box, boxes: readonly Box[], sizes: readonly number[]): readonly Box[] {
  let best = { cost: Number.POSITIVE_INFINITY, column: 0, at: 0 };
  for (const [column, size] of sizes.entries()) {
    const within = region[column] ?? wholeSet(size);
    const found = cheapestCut(
      within,
      boxes.map((box) => common(box[column], within) ?? within),
    );
    if (found && found.cost < best.cost) best = { ...found, column };
  }
  const within = region[best.column] ?? wholeSet(sizes[best.column] ?? 0);
  const side = (first: number, last: number) => {
    const half = region.slice();
    half[best.column] = common(within, Int32Array.of(first, last));
    return half;
  };
  return [side(0, best.at - 1), side(best.at, 0x7fff_ffff)];
}

/** The first atom of the right half, where the squares of how many sets lie left and right are the least. */
function cheapestCut(
  within: AtomSet,
  sets: readonly AtomSet[],
): { readonly cost: number; readonly at: number } | undefined {
  const least = within[0] ?? 0;
  const most = within[within.length - 1] ?? 0;
  const firsts = Int32Array.from(sets, (set) => set[0] ?? 0).sort();
  const lasts = Int32Array.from(sets, (set) => set[set.length - 1] ?? 0).sort();
  const cuts: number[] = [];
  for (const set of sets) {
    for (const [first, last] of rangesOf(set)) {
      if (first > least) cuts.push(first);
      if (last < most) cuts.push(last + 1);
    }
  }
  let best: { readonly cost: number; readonly at: number } | undefined;
  let [left, ended] = [0, 0];
  for (const at of Int32Array.from(cuts).sort()) {
    while (left < firsts.length && (firsts[left] ?? 0) < at) left++;
    while (ended < lasts.length && (lasts[ended] ?? 0) < at) ended++;
    const right = sets.length - ended;
    // A side without any box is a gap, found at once.
    const cost = left === 0 || right === 0 ? -1 : left * left + right * right;
    if (!best || cost < best.cost) best = { cost, at };
  }
  return best;
}
