import { wholeSet } from './atom-set.ts';
import type { Budget } from './budget.ts';
import { type Box, boxesMeet, type Region, type Space } from './space.ts';

/** For each region, the other regions that it meets, in ascending order. */
export type Neighbours = readonly (readonly number[])[];

interface Item {
  readonly region: number;
  readonly box: Box;
  readonly first: number;
  readonly last: number;
}

/**
 * Finds all pairs of regions that meet, by a sweep over the column in which the fewest boxes lie above each other; the
 * other columns are compared. Stops when the budget is spent.
 */
export function neighbours({ regions, sizes }: Space, budget: Budget): Neighbours {
  const found: number[][] = regions.map(() => []);
  const items = bestColumn(regions, sizes);
  const open: Item[] = [];
  for (const item of items) {
    let kept = 0;
    if (!budget.spend(open.length + 1)) break;
    for (const other of open) {
      if (other.last < item.first) continue;
      open[kept++] = other;
      if (other.region === item.region || !boxesMeet(other.box, item.box)) continue;
      found[other.region]?.push(item.region);
      found[item.region]?.push(other.region);
    }
    open.length = kept;
    open.push(item);
  }
  return found.map((each) => ascending(each));
}

/** Each once: two regions of several boxes may meet several times. */
function ascending(numbers: readonly number[]): readonly number[] {
  const sorted = Int32Array.from(numbers).sort();
  return Array.from(sorted.filter((each, at) => at === 0 || each !== sorted[at - 1]));
}

/** The boxes in the order of the column that keeps them most apart. */
function bestColumn(regions: readonly Region[], sizes: readonly number[]): readonly Item[] {
  let best: readonly Item[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  for (const [column, size] of sizes.entries()) {
    const items = itemsAlong(regions, column, size);
    const pairs = countPairs(items);
    if (pairs < fewest) {
      fewest = pairs;
      best = items;
    }
  }
  return sizes.length === 0 ? itemsAlong(regions, 0, 1) : best;
}

function itemsAlong(regions: readonly Region[], column: number, size: number): readonly Item[] {
  const items = regions.flatMap(({ at, boxes }) =>
    boxes.map((box): Item => {
      const set = box[column] ?? wholeSet(size);
      return { region: at, box, first: set[0] ?? 0, last: set.at(-1) ?? 0 };
    }),
  );
  return items.sort((a, b) => a.first - b.first);
}

/** How many pairs lie above each other in items sorted by their first atom. */
function countPairs(items: readonly Item[]): number {
  const ends = items.map(({ last }) => last).sort((a, b) => a - b);
  let ended = 0;
  let pairs = 0;
  for (const [started, { first }] of items.entries()) {
    while (ended < ends.length && (ends[ended] ?? 0) < first) ended++;
    pairs += started - ended;
  }
  return pairs;
}
