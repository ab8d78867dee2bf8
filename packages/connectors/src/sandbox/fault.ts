import { z } from 'zod';

/** What can be wrong with a system, on purpose. */
const FAULTS = ['slow', '500', 'duplicate', 'lost', 'off'] as const;

/** `PUT /faults/CONNECTOR[/OPERATION]`. */
export const faultSchema = z.strictObject({
  /** slow: it works, and answers late. 500: it does nothing, and says so. duplicate: the request arrives twice. lost: it works, and the answer is lost. off: nothing is wrong any more. */
  fault: z.enum(FAULTS),
  /** So often, then it is over by itself; for ever when not said. */
  times: z.int().min(1).optional(),
  /** Of slow: how long; longer than the connector waits when not said. */
  milliseconds: z.int().min(0).max(600_000).optional(),
});

export type Fault = z.output<typeof faultSchema>;

/** The faults that are switched on, for a connector or for one of its operations. */
export class Faults {
  readonly #faults = new Map<string, Fault>();

  /** @param name `CONNECTOR` or `CONNECTOR.OPERATION` */
  set(name: string, fault: Fault): void {
    if (fault.fault === 'off') this.#faults.delete(name);
    else this.#faults.set(name, fault);
  }

  /** The fault of this request, which counts as one time of it; that of the operation goes before that of the connector. */
  take(connector: string, operation: string): Fault | undefined {
    for (const name of [`${connector}.${operation}`, connector]) {
      const fault = this.#faults.get(name);
      if (!fault) continue;
      if (fault.times === 1) this.#faults.delete(name);
      else if (fault.times !== undefined) this.#faults.set(name, { ...fault, times: fault.times - 1 });
      return fault;
    }
    return undefined;
  }

  /** All of them, by what they are of. */
  all(): Readonly<Record<string, Fault>> {
    return Object.fromEntries(this.#faults);
  }
}
