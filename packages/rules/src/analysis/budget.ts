/** How much work may still be done: what cannot be finished ends, and says so. */
export class Budget {
  /** True once something had to be left undone, here or in a part of it. */
  isSpent = false;
  #left: number;
  readonly #of: Budget | undefined;

  /** @param of what is spent here is spent there, too */
  constructor(steps: number, of?: Budget) {
    this.#left = steps;
    this.#of = of;
  }

  /** False when there is no more. */
  spend(steps: number): boolean {
    this.#left -= steps;
    const isLeft = this.#left >= 0 && (this.#of?.spend(steps) ?? true);
    if (!isLeft) this.#markSpent();
    return isLeft;
  }

  #markSpent(): void {
    this.isSpent = true;
    if (this.#of) this.#of.#markSpent();
  }
}
