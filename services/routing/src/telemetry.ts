import type { Metrics } from '@jamaa/observability';
import type { RoutingDecision } from './domain/resolve.ts';

export interface RoutingMetrics {
  /** One decision is committed. `seconds` from the submission to now. */
  decided(outcome: RoutingDecision['outcome'], seconds: number): void;
}

export function routingMetrics(metrics: Metrics, rulesVersion: () => number): RoutingMetrics {
  const decisions = metrics.counter('decisions_total', 'Decisions committed, by outcome', ['outcome']);
  const delay = metrics.histogram('decision_delay_seconds', 'From the submission of a complaint to its decision');
  const version = metrics.gauge('rules_version', 'Version of the set of rules in force in this process');
  metrics.collect(() => version.set(rulesVersion()));
  return {
    decided(outcome, seconds) {
      decisions.inc({ outcome });
      delay.observe(Math.max(0, seconds));
    },
  };
}
