import type { Caller } from '@jamaa/kit';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import type { ComplaintEvent } from '../domain/complaint.ts';
import { applyChange, complaintRows } from '../store/complaints.ts';

/**
 * Writes a merge, or its end, into the history of the other case as well. Its row is written in the same transaction, so that two
 * cases that are merged into each other at one moment meet as a conflict and one of the two is refused.
 */
export async function writeToLead(
  { platform }: Pick<Intake, 'platform'>,
  session: ClientSession,
  report: string,
  events: readonly ComplaintEvent[],
  by: { readonly at: Date; readonly caller: Caller },
): Promise<void> {
  for (const event of events) {
    if (event.type !== 'merged' && event.type !== 'unmerged') continue;
    const joined = event.type === 'merged';
    const lead = await complaintRows(platform.mongo).findOne({ _id: joined ? event.into : event.from }, { session });
    if (lead === null) continue;
    const told: ComplaintEvent = { type: joined ? 'coReporterJoined' : 'coReporterLeft', report };
    applyChange(session, lead, { events: [told], ...by, action: joined ? 'co-report-joined' : 'co-report-left' });
  }
}
