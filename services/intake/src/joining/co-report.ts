import { AppError, type Caller, writesOf } from '@jamaa/kit';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import { openStates } from '../domain/vocabulary.ts';
import type { ComplaintDraft } from '../store/change.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { applyChange, complaintCollection, complaintRows, insertComplaint } from '../store/complaints.ts';

/**
 * Writes a deposit and its merge into `leadId`. The lead's own row is written by the first who joins and not by the thousands after:
 * nobody waits for anybody, and its history does not grow with them.
 * @throws AppError `command-not-allowed` when the lead has been closed or merged meanwhile
 */
export async function addCoReport(
  { platform }: Pick<Intake, 'platform'>,
  session: ClientSession,
  draft: ComplaintDraft,
  leadId: string,
  { caller, now }: { readonly caller: Caller; readonly now: Date },
): Promise<ComplaintRow> {
  const lead = await complaintRows(platform.mongo).findOne({ _id: leadId }, { session });
  if (lead === null || lead.confidential || !(openStates as readonly string[]).includes(lead.state))
    throw new AppError('command-not-allowed', 'that case is not open any more; file a case of your own');
  const row = insertComplaint(session, draft, caller);
  const change = { events: [{ type: 'merged', into: leadId }], at: now, caller, action: 'join' } as const;
  if (lead.led !== true) writesOf(session).update(complaintCollection, leadId, { $set: { led: true } });
  return applyChange(session, row, change);
}
