import type { Metrics } from '@jamaa/observability';

/** The directory's metrics; names get the prefix `jamaa_directory_`. */
export const telemetry = (metrics: Metrics) => ({
  importLines: metrics.counter('import_lines_total', 'Lines of imported account files by outcome', ['outcome']),
  signIns: metrics.counter('sign_ins_total', 'Callers resolved, by what they turned out to be', ['outcome']),
  revocations: metrics.counter('revocations_total', 'Accounts revoked'),
});

export type Telemetry = ReturnType<typeof telemetry>;
