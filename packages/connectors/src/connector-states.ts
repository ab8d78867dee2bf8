import type { Model } from '@dealwright/metadata';
import { Breaker, type BreakerState } from './breaker.ts';
import { CONNECTOR } from './connector.ts';
import type { SystemAccess } from './system-access.ts';

/** What became of an attempt. */
export type AttemptOutcome = 'answered' | 'refused' | 'failed';

/** How a system stands, for whoever watches. */
export interface ConnectorState {
  readonly connector: string;
  readonly breaker: BreakerState;
  /** Attempts since the start, by what became of them. */
  readonly attempts: Readonly<Record<AttemptOutcome, number>>;
  /** Where it is asked: its own address, the sandbox, or nowhere. */
  readonly at: 'address' | 'sandbox' | 'nowhere';
  /** Variables of the environment that it needs and that are not set. */
  readonly missing: readonly string[];
}

/** The breakers and counters of a node: one of each for each system, whoever asks it. */
export class ConnectorStates {
  readonly #breakers = new Map<string, Breaker>();
  readonly #attempts = new Map<string, Record<AttemptOutcome, number>>();

  breaker(connector: string): Breaker {
    const known = this.#breakers.get(connector) ?? new Breaker();
    this.#breakers.set(connector, known);
    return known;
  }

  count(connector: string, outcome: AttemptOutcome): void {
    this.#counts(connector)[outcome] += 1;
  }

  /** @param now milliseconds since 1970 */
  of(model: Model, access: SystemAccess, now: number): readonly ConnectorState[] {
    return [...model.all(CONNECTOR).values()].map((connector) => {
      const { address, missing } = access(connector);
      return {
        connector: connector.name,
        breaker: this.breaker(connector.name).state(connector.breaker, now),
        attempts: { ...this.#counts(connector.name) },
        at: address?.at ?? 'nowhere',
        missing,
      };
    });
  }

  #counts(connector: string): Record<AttemptOutcome, number> {
    const known = this.#attempts.get(connector) ?? { answered: 0, refused: 0, failed: 0 };
    this.#attempts.set(connector, known);
    return known;
  }
}
