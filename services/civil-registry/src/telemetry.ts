import type { Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  declared: metrics.counter('declarations_total', 'Steps of declarations', ['kind', 'step']),
  registered: metrics.counter('acts_registered_total', 'Acts registered', ['kind']),
  batch: metrics.histogram('registration_batch_size', 'Acts that shared one transaction', [], [1, 2, 5, 10, 25]),
  queued: metrics.gauge('registration_queue', 'Officers waiting for the register of their bureau'),
  replanned: metrics.counter('registrations_replanned_total', 'Acts drawn up anew because their register had moved'),
  mentions: metrics.counter('mentions_total', 'Mentions entered in the margin of acts', ['kind', 'origin']),
  duplicates: metrics.counter('duplicates_found_total', 'Declarations that looked like another one', ['at']),
  imported: metrics.counter('import_lines_total', 'Lines of imported registers by what became of them', ['outcome']),
  importWaiting: metrics.gauge('import_waiting_seconds', 'Age of the import that is worked on'),
  broken: metrics.counter('register_chains_broken_total', 'Registers that were found to differ from what was signed'),
});
