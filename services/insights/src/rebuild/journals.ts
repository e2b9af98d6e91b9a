import { invalidField, type Peer } from '@jamaa/kit';
import type { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';

export interface Publishing {
  /** How its stream is called in the inbox: `intake`, `intake@03`. */
  readonly of: string;
  readonly journal: Pick<Peer<JournalServiceClient>, 'call'>;
}

/** What is read of one cell. */
export interface CellSources {
  readonly intake?: Publishing;
  readonly sla?: Publishing;
}

export type CellJournals = Map<string, CellSources>;

/** @throws AppError `validation-failed` for a cell that is not read here */
export function sourcesOf(journals: CellJournals, cell: string): { intake: Publishing; sla: Publishing } {
  const { intake, sla } = journals.get(cell) ?? {};
  if (intake === undefined || sla === undefined)
    throw invalidField('cell', 'unknown', `one of those that are read here: ${[...journals.keys()].join(', ')}`);
  return { intake, sla };
}
