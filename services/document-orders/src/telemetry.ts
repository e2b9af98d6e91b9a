import type { Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  opened: metrics.counter('entries_opened_total', 'Entries opened for submitted complaints'),
  finished: metrics.counter('entries_finished_total', 'Entries finished'),
});
