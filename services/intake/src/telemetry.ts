import type { Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  submitted: metrics.counter('complaints_submitted_total', 'Complaints accepted', ['channel', 'kind']),
  commands: metrics.counter('commands_total', 'Commands carried out', ['command']),
});
