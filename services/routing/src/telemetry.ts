import type { Metrics } from '@jamaa/observability';
import type { RoutingDecision } from './domain/resolve.ts';

export interface RoutingMetrics {
  /** One decision is committed. `seconds` from the submission to now. */
  decided(outcome: RoutingDecision['outcome'], seconds: number): void;
  /** A rule's body was gone from the directory: the case went to qualification. */
  bodyGone(): void;
}

export function routingMetrics(
  metrics: Metrics,
  rulesVersion: () => number,
  brokenRules: () => Promise<number>,
): RoutingMetrics {
  const decisions = metrics.counter('decisions_total', 'Decisions committed, by outcome', ['outcome']);
  const delay = metrics.histogram('decision_delay_seconds', 'From the submission of a complaint to its decision');
  const version = metrics.gauge('rules_version', 'Version of the set of rules in force in this process');
  const gone = metrics.counter('decisions_without_body_total', 'Decisions whose body was gone: sent to qualification');
  const broken = metrics.gauge('broken_rules', 'Rules in force whose body or unit is gone from the directory');
  metrics.collect(() => version.set(rulesVersion()));
  metrics.collect(async () => broken.set(await brokenRules()));
  return {
    decided(outcome, seconds) {
      decisions.inc({ outcome });
      delay.observe(Math.max(0, seconds));
    },
    bodyGone: () => gone.inc(),
  };
}
