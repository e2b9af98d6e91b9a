import type { Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  files: metrics.counter('files_total', 'Files by what became of them: kept, refused, expired, infected', [
    'outcome',
    'kind',
  ]),
  refusals: metrics.counter('refusals_total', 'Files refused for their content', ['reason']),
  scans: metrics.counter('scans_total', 'Scans by result: clean, infected, failed', ['result']),
  unbound: metrics.counter(
    'claims_unbound_total',
    'Accepted claims for which there is no such file, or it is another’s',
    ['reason'],
  ),
  waiting: metrics.gauge('oldest_unscanned_age_seconds', 'How long the oldest file that is due for a scan has waited'),
});
