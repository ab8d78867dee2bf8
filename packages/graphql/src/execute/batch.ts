/** Asks once for all that was wanted in the same moment. It keeps nothing, so a later question is answered anew. */
export class Batch<Value> {
  readonly #load: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
  readonly #absent: Value;
  #next: { readonly ids: Set<string>; readonly answer: Promise<ReadonlyMap<string, Value>> } | undefined;

  constructor(load: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>, absent: Value) {
    this.#load = load;
    this.#absent = absent;
  }

  async get(id: string): Promise<Value> {
    this.#next ??= this.#gather();
    this.#next.ids.add(id);
    return (await this.#next.answer).get(id) ?? this.#absent;
  }

  #gather() {
    const ids = new Set<string>();
    const answer = Promise.resolve().then(() => {
      this.#next = undefined;
      return this.#load([...ids]);
    });
    return { ids, answer };
  }
}
