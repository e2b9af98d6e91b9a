import { fromZero, type Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  cases: fromZero(metrics.counter('cases_total', 'Cases that the portal told of', ['outcome']), 'outcome', ['refused']),
  reports: metrics.counter('reports_total', 'Statuses reported to the portal', ['outcome']),
  failures: fromZero(
    metrics.counter('portal_failures_total', 'Calls to the portal or to intake that failed', ['operation']),
    'operation',
    ['pull', 'report'],
  ),
  pullAge: metrics.gauge('seconds_since_pull', 'Since everything that is new was last brought; 0 when idle'),
  reportAge: metrics.gauge('oldest_report_seconds', 'Age of the oldest status not yet reported'),
});
