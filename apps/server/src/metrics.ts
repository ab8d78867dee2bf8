import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus may know. */
export interface Metrics {
  readonly registry: Registry;
  /** Seconds by route, method and status. */
  readonly requests: Histogram<'route' | 'method' | 'status'>;
  /** Seconds by kind of operation and its first error code, or OK. */
  readonly operations: Histogram<'kind' | 'outcome'>;
}

const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'dealwright_http_request_seconds',
      help: 'Time from the head of a request to the end of its answer.',
      labelNames: ['route', 'method', 'status'],
      buckets: BUCKETS,
      registers,
    }),
    operations: new Histogram({
      name: 'dealwright_graphql_operation_seconds',
      help: 'Time of GraphQL operations.',
      labelNames: ['kind', 'outcome'],
      buckets: BUCKETS,
      registers,
    }),
  };
}

/** The token under which Nest hands them in. */
export const METRICS = Symbol('metrics');
