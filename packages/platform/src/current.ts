import type { Api } from '@dealwright/graphql';

/** The API that serves now: one reference, swapped whole. */
export class Current {
  #api: Api;
  readonly #hearers = new Set<(api: Api) => void>();

  constructor(api: Api) {
    this.#api = api;
  }

  get api(): Api {
    return this.#api;
  }

  swap(api: Api): void {
    this.#api = api;
    for (const hear of [...this.#hearers]) hear(api);
  }

  /** Hears each API after this moment; call the result to stop. */
  onSwap(hear: (api: Api) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  /** The present hash at once, and each new one; the latest when several came since it was last asked. */
  async *hashes(): AsyncGenerator<string> {
    let told: string | undefined;
    let wake = () => {};
    const stop = this.onSwap(() => wake());
    try {
      while (true) {
        const next = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const { hash } = this.#api.model;
        if (hash === told) await next;
        else yield hash;
        told = hash;
      }
    } finally {
      stop();
    }
  }
}
