/** Words of rows that failed together before, whose text is kept; with more of them it is made anew. */
const MOST_KEPT = 32;

/**
 * The texts of a column's rows (`,"17":"> 50"`), put together by 32. That all 32 rows of a word failed, or the same ones as
 * often before, is the usual case: then their text is there already, and a thousand rows are some thirty pieces.
 */
export class RowTexts {
  readonly #texts: readonly string[];
  readonly #kept: readonly Map<number, string>[];

  /** @param tests of each row; undefined for those that do not test the column */
  constructor(tests: readonly (string | undefined)[]) {
    this.#texts = tests.map((test, row) => (test === undefined ? '' : `,"${row + 1}":${JSON.stringify(test)}`));
    this.#kept = Array.from({ length: (tests.length + 31) >>> 5 }, () => new Map<number, string>());
  }

  /** The texts of the rows that are set in this word, each after a comma. */
  of(word: number, bits: number): string {
    const kept = this.#kept[word];
    const known = kept?.get(bits);
    if (known !== undefined) return known;
    const pieces: string[] = [];
    for (let rest = bits; rest !== 0; rest &= rest - 1) {
      pieces.push(this.#texts[(word << 5) + 31 - Math.clz32(rest & -rest)] ?? '');
    }
    const made = pieces.join('');
    if (kept && kept.size < MOST_KEPT) kept.set(bits, made);
    return made;
  }
}
