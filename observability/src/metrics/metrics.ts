import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';
import { CollectingRegistry, type Collector } from './collecting-registry.ts';
import { checkLabels, metricName, metricPrefix } from './names.ts';

/** From one millisecond to a minute: a cached read and a stalled transaction both fall inside. */
const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A service's metrics, each declared once; names are given without the prefix `jamaa_<service>_`. */
export interface Metrics {
  readonly registry: Registry;
  counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  gauge<L extends string>(name: string, help: string, labels?: readonly L[]): Gauge<L>;
  /** Buckets default to durations in seconds, from 1 ms to 60 s. */
  histogram<L extends string>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: readonly number[],
  ): Histogram<L>;
  /** Runs before each scrape, to set gauges from what is known elsewhere; bounded to two seconds. */
  collect(collector: Collector): void;
}

/**
 * The metrics of one process, with Node's own (`process_*`, `nodejs_*`).
 *
 * @throws TypeError for a name, unit or label against the conventions
 * @throws Error when a metric is declared twice
 */
export function createMetrics(service: string): Metrics {
  const prefix = metricPrefix(service);
  const registry = new CollectingRegistry(() => failures.inc());
  const registers = [registry];
  const declare = <L extends string>(
    kind: 'counter' | 'gauge' | 'histogram',
    name: string,
    help: string,
    labels: readonly L[],
  ) => {
    const full = metricName(prefix, name, kind);
    checkLabels(name, labels);
    if (registry.getSingleMetric(full) !== undefined) throw new Error(`metric ${full} is declared twice`);
    return { name: full, help, labelNames: [...labels], registers };
  };
  const metrics: Metrics = {
    registry,
    counter: (name, help, labels = []) => new Counter(declare('counter', name, help, labels)),
    gauge: (name, help, labels = []) => new Gauge(declare('gauge', name, help, labels)),
    histogram: (name, help, labels = [], buckets = DURATION_BUCKETS_S) =>
      new Histogram({ ...declare('histogram', name, help, labels), buckets: [...buckets] }),
    collect: (collector) => registry.addCollector(collector),
  };
  const failures = metrics.counter('collector_failures_total', 'Collectors that threw or timed out at a scrape');
  collectDefaultMetrics({ register: registry });
  return metrics;
}
