import type { Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  submitted: metrics.counter('complaints_submitted_total', 'Complaints accepted', ['channel', 'kind']),
  unverifiedFiles: metrics.counter('unverified_files_total', 'Files accepted while attachments was out of reach'),
  commands: metrics.counter('commands_total', 'Commands carried out', ['command']),
});
