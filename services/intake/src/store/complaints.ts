import type { Caller } from '@jamaa/kit';
import { appendEvents, callerKey, nextAuditRow, writeAudit } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { type Change, type ComplaintDraft, changeWrites, submissionWrites, type Written } from './change.ts';
import type { ComplaintRow } from './complaint-row.ts';

export { type Change, toComplaint } from './change.ts';

export const complaintRows = (connection: Connection): mongo.Collection<ComplaintRow> =>
  connection.collection<ComplaintRow>('complaints') as unknown as mongo.Collection<ComplaintRow>;

/**
 * Writes what was decided, in the caller's transaction: the state, the journal, the audit entry. `row` must have been read in
 * the same transaction: then a change by somebody else meets this one as a write conflict, and the transaction starts again.
 */
export async function applyChange(
  connection: Connection,
  session: ClientSession,
  row: ComplaintRow,
  change: Change,
): Promise<ComplaintRow> {
  const head = { version: row.version, lastEventId: row.lastEventId };
  const next = await writeTrail(connection, session, head, changeWrites(row, change), change.at);
  const { _id: id, ...fields } = next;
  await complaintRows(connection).replaceOne({ _id: id }, fields, { session });
  return next;
}

/** Writes a new case with its first event, in the caller's transaction. */
export async function insertComplaint(
  connection: Connection,
  session: ClientSession,
  draft: ComplaintDraft,
  caller: Caller,
): Promise<ComplaintRow> {
  const row = await writeTrail(connection, session, { version: 0 }, submissionWrites(draft, caller), draft.receivedAt);
  await complaintRows(connection).insertOne(row, { session });
  return row;
}

/** Journal and audit entry of a change; returns its row with the last event's id. */
async function writeTrail(
  connection: Connection,
  session: ClientSession,
  head: { readonly version: number; readonly lastEventId?: string },
  { row, events, audit }: Written,
  at: Date,
): Promise<ComplaintRow> {
  const journal = await appendEvents(connection, session, { type: 'complaint', id: row._id, ...head }, events, at);
  await writeAudit(connection, session, audit);
  return { ...row, lastEventId: journal.lastEventId ?? row.lastEventId };
}

/** Puts a look at data that only a handler may see on the audit trail. `row` must have been read in the same transaction. */
export async function auditLook(
  connection: Connection,
  session: ClientSession,
  row: ComplaintRow,
  at: Date,
  caller: Caller,
): Promise<void> {
  const entry = nextAuditRow(row.auditHead, {
    aggregateId: row._id,
    at,
    actor: callerKey(caller),
    action: 'reveal-contact',
    facts: { version: row.version },
  });
  const auditHead = await writeAudit(connection, session, entry);
  await complaintRows(connection).updateOne({ _id: row._id }, { $set: { auditHead } }, { session });
}
