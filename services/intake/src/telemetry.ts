import type { Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  submitted: metrics.counter('complaints_submitted_total', 'Complaints accepted', ['channel', 'kind']),
  reveals: metrics.counter('contact_reveals_total', 'Looks at contact data', ['reason']),
  erasures: metrics.counter('erasures_total', 'Cases whose person was erased, by rule or reason', ['rule']),
  unverifiedFiles: metrics.counter('unverified_files_total', 'Files accepted while attachments was out of reach'),
  commands: metrics.counter('commands_total', 'Commands carried out', ['command']),
  training: metrics.counter('training_commands_total', 'Commands on training cases, counted nowhere else', ['command']),
  searchedRows: metrics.counter('searched_rows_total', 'Entries looked at by searches for words'),
  entriesBuilt: metrics.counter(
    'search_entries_built_total',
    'Search entries made of cases from before there were any',
  ),
  searchIncomplete: metrics.gauge('search_incomplete', '1 while search entries of older cases are being made'),
  importLines: metrics.counter('import_lines_total', 'Lines of other registers worked off', ['outcome']),
  importWaiting: metrics.gauge('oldest_import_seconds', 'Age of the oldest import that is not done'),
  handOvers: metrics.counter('hand_overs_total', 'Hand-overs to other cells that were settled', ['outcome']),
  handOversTaken: metrics.counter('hand_overs_taken_total', 'Cases taken over from other cells'),
  handOverAge: metrics.gauge(
    'hand_over_pending_age_seconds',
    'Age of the oldest hand-over that is not settled; 0 without',
  ),
});

/** Counts a command where it belongs: what happens in training moves no figure of real work. */
export function countCommand(
  { telemetry }: { readonly telemetry: Telemetry },
  training: boolean,
  command: string,
): void {
  if (training) telemetry.training.inc({ command });
  else telemetry.commands.inc({ command });
}
