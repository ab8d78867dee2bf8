import { Counter, Gauge, type Registry } from 'prom-client';
import type { Served } from './served.ts';

const BREAKER = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Tells Prometheus of the other systems: how often they were asked, and whether they are left in peace. */
export function watchSystems(registry: Registry, systems: Served['systems']): void {
  const registers = [registry];
  new Counter({
    name: 'dealwright_connector_attempts_total',
    help: 'Attempts to ask another system, by what became of them.',
    labelNames: ['connector', 'outcome'],
    registers,
    collect() {
      this.reset();
      for (const { connector, attempts } of systems.states()) {
        for (const [outcome, count] of Object.entries(attempts)) this.inc({ connector, outcome }, count);
      }
    },
  });
  new Gauge({
    name: 'dealwright_connector_breaker',
    help: 'Whether another system is asked: 0 yes, 1 one tries, 2 it is left in peace.',
    labelNames: ['connector'],
    registers,
    collect() {
      this.reset();
      for (const { connector, breaker } of systems.states()) this.set({ connector }, BREAKER[breaker]);
    },
  });
}

/** The systems that cannot be asked now, and why; undefined when all can. */
export function troubledSystems(systems: Served['systems']): readonly object[] | undefined {
  const troubled = systems.states().filter(({ breaker, missing }) => breaker !== 'closed' || missing.length > 0);
  if (troubled.length === 0) return undefined;
  return troubled.map(({ connector, breaker, missing }) => ({ connector, breaker, missing }));
}
