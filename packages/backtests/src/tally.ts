import { type Json, type JsonObject, minorDigits } from '@dealwright/values';
import type { Total } from './backtest.ts';
import { type Addend, ExactSum } from './exact-sum.ts';

/** What a record adds to the sums, in the order of the summed fields; undefined where it has no value. */
export type Addends = readonly (Addend | undefined)[];

/** A field that is summed. */
export interface Summed {
  readonly path: string;
  /** Of money fields. */
  readonly currency: string | undefined;
}

/** Counts records and sums their fields. */
export class Tally {
  #records = 0;
  readonly #sums: readonly ExactSum[];

  constructor(count: number) {
    this.#sums = Array.from({ length: count }, () => new ExactSum());
  }

  get records(): number {
    return this.#records;
  }

  add(addends: Addends): void {
    this.#records += 1;
    for (let at = 0; at < addends.length; at++) {
      const addend = addends[at];
      if (addend) this.#sums[at]?.add(addend);
    }
  }

  total(summed: readonly Summed[]): Total {
    const sums = summed.map(({ path, currency }, at): [string, Json] => {
      const sum = (this.#sums[at] ?? new ExactSum()).value;
      if (currency === undefined) return [path, sum.toFixed()];
      const digits = Math.max(sum.decimalPlaces(), minorDigits(currency));
      return [path, { amount: sum.toFixed(digits), currency }];
    });
    return { records: this.#records, sums: Object.fromEntries(sums) as JsonObject };
  }
}

/**
 * Tallies by key, of which only the first thousand get one of their own, and fewer where keys are long: memory has an end,
 * the sums stay whole.
 */
export class Tallies<About> {
  readonly #found = new Map<string, { readonly about: About; readonly tally: Tally }>();
  readonly #count: number;
  #others: Tally | undefined;
  #characters = 0;

  constructor(count: number) {
    this.#count = count;
  }

  /** @param about told once, when the key is new */
  at(key: string, about: () => About): Tally {
    const found = this.#found.get(key);
    if (found) return found.tally;
    if (this.#found.size >= MOST_KEYS || this.#characters + key.length > MOST_CHARACTERS) return this.beyond();
    this.#characters += key.length;
    const tally = new Tally(this.#count);
    this.#found.set(key, { about: about(), tally });
    return tally;
  }

  /** The tally of all keys that have none of their own. */
  beyond(): Tally {
    this.#others ??= new Tally(this.#count);
    return this.#others;
  }

  /** The tally of a key that was there before; undefined for others. */
  find(key: string): Tally | undefined {
    return this.#found.get(key)?.tally;
  }

  get others(): Tally | undefined {
    return this.#others;
  }

  /** Most records first; equal ones in the order of their keys. */
  entries(): readonly { readonly key: string; readonly about: About; readonly tally: Tally }[] {
    const all = [...this.#found].map(([key, each]) => ({ key, ...each }));
    return all.sort((a, b) => b.tally.records - a.tally.records || (a.key < b.key ? -1 : 1));
  }
}

const MOST_KEYS = 1_000;
/** Of all keys together. What is told of a key is as long as the key. */
const MOST_CHARACTERS = 2_000_000;
