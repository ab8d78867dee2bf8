/** A row of the sheet, for finding the row of the decision that it was. */
interface Marked {
  readonly mark: number | undefined;
  /** Equal for rows that say the same. */
  readonly content: string;
}

/**
 * Which row of the decision each row of the sheet was: its index, or undefined for a new one. The numbers tell, unless
 * the rows were numbered anew or `numbersHold` is false: then rows that say the same are the same, and numbers tell the rest.
 * @param before what the rows of the decision say
 */
export function alignRows(
  before: readonly string[],
  rows: readonly Marked[],
  numbersHold: boolean,
): (number | undefined)[] {
  const found: (number | undefined)[] = rows.map(() => undefined);
  const free = new Set(before.keys());
  const take = (row: number, was: number | undefined) => {
    if (was === undefined || found[row] !== undefined || !free.delete(was)) return;
    found[row] = was;
  };
  const byNumber = () => {
    // Of rows with the same number, one that was copied says the same as before most often: the first that does is the row.
    for (const [at, { mark, content }] of rows.entries()) if (mark && before[mark - 1] === content) take(at, mark - 1);
    for (const [at, { mark }] of rows.entries()) if (mark) take(at, mark - 1);
  };
  const byContent = (only: (row: Marked) => boolean) => {
    const waiting = new Map<string, number[]>();
    for (const was of free) waiting.set(before[was] ?? '', [...(waiting.get(before[was] ?? '') ?? []), was]);
    for (const [at, row] of rows.entries())
      if (found[at] === undefined && only(row)) take(at, waiting.get(row.content)?.shift());
  };
  if (numbersHold && !areRenumbered(before.length, rows)) {
    byNumber();
    byContent(({ mark }) => mark === undefined);
  } else {
    for (const [at, { mark, content }] of rows.entries()) if (mark && before[mark - 1] === content) take(at, mark - 1);
    byContent(() => true);
    byNumber();
  }
  return found;
}

/** 1, 2, 3 … without a gap, though rows were added or deleted: somebody filled the numbers down. */
function areRenumbered(before: number, rows: readonly Marked[]): boolean {
  return rows.length !== before && rows.every(({ mark }, at) => mark === at + 1);
}

/** The places whose rows were moved: all but the longest run of rows that are still in their order. */
export function movedRows(was: readonly (number | undefined)[]): ReadonlySet<number> {
  const kept = was.flatMap((before, at) => (before === undefined ? [] : [{ before, at }]));
  // Patience sorting: the last row of the best run of each length, and whom each row follows.
  const ends: number[] = [];
  const follows: number[] = [];
  for (const [index, { before }] of kept.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[ends[middle] ?? 0]?.before ?? 0) < before) low = middle + 1;
      else high = middle;
    }
    follows[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  }
  const inOrder = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = follows[index] ?? -1) inOrder.add(kept[index]?.at ?? -1);
  return new Set(kept.map(({ at }) => at).filter((at) => !inOrder.has(at)));
}
