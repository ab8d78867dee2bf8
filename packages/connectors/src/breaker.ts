import type { BreakerRule } from './connector.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * Leaves a system that fails in peace for a while: closed (everybody may ask), open (nobody), half-open (one tries, and the
 * others wait for what becomes of it). By a clock that is handed in, in milliseconds since 1970; when that jumps back, the
 * rest is over.
 */
export class Breaker {
  #failures = 0;
  #openedAt: number | undefined;
  #probing = false;

  /** Undefined: ask now, and tell what became of it. Else the instant from which on it may be asked. */
  restsUntil({ rest }: BreakerRule, now: number): number | undefined {
    if (this.#openedAt === undefined) return undefined;
    const until = this.#openedAt + rest;
    if (now < until && now >= this.#openedAt) return until;
    if (this.#probing) return now + Math.min(rest, PROBE_WAIT);
    this.#probing = true;
    return undefined;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openedAt = undefined;
    this.#probing = false;
  }

  failed({ failures }: BreakerRule, now: number): void {
    this.#failures += 1;
    if (this.#probing || this.#failures >= failures) this.#openedAt = now;
    this.#probing = false;
  }

  /** Nobody was asked after all: another one may try. */
  abandoned(): void {
    this.#probing = false;
  }

  state({ rest }: BreakerRule, now: number): BreakerState {
    if (this.#openedAt === undefined) return 'closed';
    return this.#probing || now >= this.#openedAt + rest ? 'half-open' : 'open';
  }
}

/** Milliseconds that others wait for the one who tries. */
const PROBE_WAIT = 1_000;
