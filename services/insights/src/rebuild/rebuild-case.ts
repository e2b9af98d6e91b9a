import { AppError, inTransaction } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { CaseBook } from '../store/case-book.ts';
import { historyOf } from './history.ts';
import type { Publishing } from './journals.ts';
import { type InboxVersions, inboxVersions } from './versions.ts';

export interface Rebuilt {
  readonly complaintId: string;
  readonly reference: string;
  readonly found: 'lost' | 'differs';
}

const MOST_TRIES = 10;

/**
 * Compares a case with what its cell's journals tell of it up to what was applied here, and makes its row and figures again from that.
 * The journals are read outside of the transaction, which begins anew when an event of the case was applied meanwhile.
 * @returns what was found; `undefined` when the row is as it should be
 */
export async function rebuildCase(
  connection: Connection,
  about: { readonly cell: string; readonly id: string },
  sources: { readonly intake: Publishing; readonly sla: Publishing },
  dryRun: boolean,
): Promise<Rebuilt | undefined> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const seen = await inboxVersions(connection, undefined, about.id, sources);
    const history = await historyOf(about.cell, about.id, sources);
    const applied = history.filter(({ source, version }) => version <= seen[source]);
    const outcome = await inTransaction(connection, async (session) => {
      const now: InboxVersions = await inboxVersions(connection, session, about.id, sources);
      if (now.intake !== seen.intake || now.sla !== seen.sla) return 'again' as const;
      const book = await CaseBook.open(connection, session, [about]);
      const done = book.rebuild(about, applied);
      if (!dryRun) book.write();
      return done;
    });
    if (outcome === 'again') continue;
    if (outcome.same) return undefined;
    const found = history.some(({ source }) => source === 'intake') ? 'differs' : 'lost';
    return { complaintId: about.id, reference: outcome.before?.intake?.reference ?? '', found };
  }
  throw new AppError('unavailable', `case ${about.id} changes all the time: try again`);
}
