import type { Caller } from '@jamaa/kit';
import { appendEvents, callerKey, epochIn, nextAuditRow, writeAudit, writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { AttachedFile, ComplaintEvent } from '../domain/complaint.ts';
import {
  type Arrival,
  type Change,
  type ComplaintDraft,
  changeWrites,
  submissionWrites,
  type Written,
} from './change.ts';
import type { ComplaintRow } from './complaint-row.ts';
import { oweConclusions } from './conclusions.ts';
import { followHandOver } from './hand-overs.ts';
import { followEntry, insertEntry } from './search-entries.ts';

export { type Change, toComplaint } from './change.ts';

export const complaintCollection = 'complaints';

export const complaintRows = (connection: Connection): mongo.Collection<ComplaintRow> =>
  connection.collection<ComplaintRow>(complaintCollection) as unknown as mongo.Collection<ComplaintRow>;

/**
 * Writes what was decided, with the caller's transaction: the state, the journal, the audit entry. `row` must have been read in
 * the same transaction: then a change by somebody else meets this one as a write conflict, and the transaction starts again.
 */
export function applyChange(
  session: ClientSession,
  row: ComplaintRow,
  change: Change,
  traceparent?: string,
): ComplaintRow {
  const head = { version: row.version, lastEventId: row.lastEventId };
  const next = writeTrail(session, head, changeWrites(row, change, epochIn(session)), change.at, traceparent);
  writesOf(session).replace(complaintCollection, next);
  followEntry(session, row, next);
  if (next.led === true) oweConclusions(session, next, change);
  followHandOver(session, next, change);
  return next;
}

/** Writes a new case with its first event, with the caller's transaction. */
export function insertComplaint(
  session: ClientSession,
  draft: ComplaintDraft,
  caller: Caller,
  attachments: readonly AttachedFile[] = [],
): ComplaintRow {
  const row = writeTrail(
    session,
    { version: 0, fresh: true },
    submissionWrites(draft, caller, attachments),
    draft.updatedAt,
  );
  writesOf(session).insert(complaintCollection, [row]);
  insertEntry(session, row, draft.tokens);
  return row;
}

/** Writes a case of another register with all that it tells of its past, with the caller's transaction. `message`: that register, in words. */
export function insertImported(
  session: ClientSession,
  draft: ComplaintDraft,
  caller: Caller,
  message: string,
  steps: readonly (Pick<Change, 'happenedAt'> & { readonly event: ComplaintEvent })[],
): ComplaintRow {
  const at = draft.updatedAt;
  let row = writeTrail(
    session,
    { version: 0, fresh: true },
    submissionWrites(draft, caller, [], { action: 'import', event: 'imported', message }),
    at,
  );
  for (const { event, happenedAt } of steps) {
    const change = { events: [event], at, happenedAt, caller, action: 'import', imported: draft.imported?.silent };
    const head = { version: row.version, lastEventId: row.lastEventId };
    row = writeTrail(session, head, changeWrites(row, change, epochIn(session)), at);
  }
  writesOf(session).insert(complaintCollection, [row]);
  insertEntry(session, row, draft.tokens);
  return row;
}

/** Writes a case that came from another cell, with its public steps there, with the caller's transaction. */
export function insertArrived(
  session: ClientSession,
  draft: ComplaintDraft,
  caller: Caller,
  from: Arrival,
): ComplaintRow {
  // Files are fetched by their ids; the proof of their upload is worth nothing under the keys of this cell.
  const files = (draft.attachments ?? []).map((id) => ({ id, proof: '' }));
  const row = writeTrail(
    session,
    { version: 0, fresh: true },
    submissionWrites(draft, caller, files, from),
    draft.updatedAt,
  );
  writesOf(session).insert(complaintCollection, [row]);
  insertEntry(session, row, draft.tokens);
  return row;
}

/** Journal and audit entry of a change; returns its row with the last event's id. */
function writeTrail(
  session: ClientSession,
  head: { readonly version: number; readonly lastEventId?: string; readonly fresh?: boolean },
  { row, events, audit }: Written,
  at: Date,
  traceparent?: string,
): ComplaintRow {
  const journal = appendEvents(session, { type: 'complaint', id: row._id, ...head }, events, at, traceparent);
  writeAudit(session, audit);
  return { ...row, lastEventId: journal.lastEventId ?? row.lastEventId };
}

export interface Look {
  readonly at: Date;
  readonly caller: Caller;
  readonly reasonCode: string;
  /** What was written as a reason, sealed under the person's key. */
  readonly sealed?: Uint8Array;
}

export const LOOK = 'reveal-contact';

/** Puts a look at contact data on the audit trail. `row` must have been read in the same transaction. */
export function auditLook(session: ClientSession, row: ComplaintRow, look: Look): void {
  const { organisation, unit, version } = row;
  auditOnly(session, row, {
    at: look.at,
    actor: callerKey(look.caller),
    action: LOOK,
    facts: { version, organisation, unit, reasonCode: look.reasonCode },
    ...(look.sealed === undefined ? {} : { sealed: look.sealed }),
  });
}

/** What is done to a case without being a step of it: no new version, no event, but on the audit trail. */
export interface Aside {
  readonly at: Date;
  readonly caller: Caller;
  readonly action: string;
  /** Without personal data. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Fields of the row that change with it. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** Writes an aside with the caller's transaction, in which `row` must have been read. */
export function auditAside(session: ClientSession, row: ComplaintRow, aside: Aside): void {
  const { at, caller, action, facts, set } = aside;
  auditOnly(session, row, { at, actor: callerKey(caller), action, facts: { ...facts, version: row.version } }, set);
}

type Entry = Parameters<typeof nextAuditRow>[1];

/** An entry of the audit trail that is no step of the case. `row` must have been read in the same transaction. */
export function auditOnly(
  session: ClientSession,
  row: ComplaintRow,
  entry: Omit<Entry, 'aggregateId'>,
  set: Readonly<Record<string, unknown>> = {},
): void {
  const auditHead = writeAudit(session, nextAuditRow(row.auditHead, { aggregateId: row._id, ...entry }));
  writesOf(session).update(complaintCollection, row._id, { $set: { ...set, auditHead } });
}
