import { fromZero, type Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  files: metrics.counter('files_total', 'Files by what became of them: kept, refused, expired, infected', [
    'outcome',
    'kind',
  ]),
  refusals: metrics.counter('refusals_total', 'Files refused for their content', ['reason']),
  scans: fromZero(metrics.counter('scans_total', 'Scans by result: clean, infected, failed', ['result']), 'result', [
    'clean',
    'infected',
    'failed',
  ]),
  unbound: fromZero(
    metrics.counter('claims_unbound_total', 'Accepted claims for which there is no such file, or it is another’s', [
      'reason',
    ]),
    'reason',
    ['no-such-file', 'not-theirs'],
  ),
  waiting: metrics.gauge('oldest_unscanned_age_seconds', 'How long the oldest file that is due for a scan has waited'),
});
