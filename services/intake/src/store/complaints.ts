import type { Caller, EventType } from '@jamaa/kit';
import { AppError, appendEvents, callerKey, emptyChain, encodeEvent, nextAuditRow, writeAudit } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { visibilityTokens } from '../domain/access.ts';
import type { Complaint, ComplaintEvent } from '../domain/complaint.ts';
import { evolve } from '../domain/evolve.ts';
import { policyAt } from '../domain/policy.ts';
import { openStates } from '../domain/vocabulary.ts';
import type { ComplaintRow, TimelineRow } from './complaint-row.ts';
import { snapshotOf } from './snapshot.ts';

const DAY_MS = 86_400_000;

export const complaintRows = (connection: Connection): mongo.Collection<ComplaintRow> =>
  connection.collection<ComplaintRow>('complaints') as unknown as mongo.Collection<ComplaintRow>;

const isOpen = ({ state }: Complaint): true | undefined =>
  (openStates as readonly string[]).includes(state) ? true : undefined;

export const toComplaint = (row: ComplaintRow): Complaint => ({ ...row, id: row._id });

export interface Change {
  readonly events: readonly ComplaintEvent[];
  readonly at: Date;
  readonly caller: Caller | 'system';
  readonly action: string;
  /** Facts for the audit trail, without personal data. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Writes what was decided, in the caller's transaction: the state, the journal, the audit entry.
 * A row whose version has moved on makes the transaction start again.
 */
export async function applyChange(
  connection: Connection,
  session: ClientSession,
  row: ComplaintRow,
  change: Change,
): Promise<ComplaintRow> {
  const actor = change.caller === 'system' ? 'system' : callerKey(change.caller);
  let complaint = toComplaint(row);
  let version = row.version;
  const timeline: TimelineRow[] = [];
  const encoded = change.events.map((event) => {
    complaint = evolve(complaint, event, change.at);
    version += 1;
    timeline.push(timelineRow(event, complaint, version, change.at, actor));
    return encodeChange(event, complaint, version, row);
  });
  const journal = await appendEvents(
    connection,
    session,
    { type: 'complaint', id: row._id, version: row.version, lastEventId: row.lastEventId },
    encoded,
    change.at,
  );
  const audit = nextAuditRow(row.auditHead, {
    aggregateId: row._id,
    at: change.at,
    actor,
    action: change.action,
    facts: { ...change.facts, version, state: complaint.state },
  });
  const auditHead = await writeAudit(connection, session, audit);
  const { id: _id, ...state } = complaint;
  const next: ComplaintRow = {
    ...row,
    ...state,
    version: journal.version,
    lastEventId: journal.lastEventId ?? row.lastEventId,
    auditHead,
    visibility: visibilityTokens(complaint),
    open: isOpen(complaint),
    timeline: [...row.timeline, ...timeline],
    updatedAt: change.at,
    automaticAt: automaticAt(complaint, change.at),
  };
  const { _id: id, ...fields } = next;
  const result = await complaintRows(connection).replaceOne({ _id: id, version: row.version }, fields, { session });
  if (result.matchedCount === 0) throw new AppError('version-conflict', 'the case has changed meanwhile');
  return next;
}

/** Writes a new case with its first event, in the caller's transaction. */
export async function insertComplaint(
  connection: Connection,
  session: ClientSession,
  draft: Omit<ComplaintRow, 'version' | 'lastEventId' | 'auditHead' | 'visibility' | 'timeline'>,
  caller: Caller,
): Promise<ComplaintRow> {
  const complaint: Complaint = { ...draft, id: draft._id };
  const event = encodeEvent(intakeEvents.submitted, { complaint: snapshotOf(complaint, 1) });
  const journal = await appendEvents(
    connection,
    session,
    { type: 'complaint', id: draft._id, version: 0 },
    [event],
    draft.receivedAt,
  );
  const audit = nextAuditRow(emptyChain, {
    aggregateId: draft._id,
    at: draft.updatedAt,
    actor: callerKey(caller),
    action: 'submit',
    facts: { version: 1, state: draft.state, channel: draft.channel, category: draft.category },
  });
  const auditHead = await writeAudit(connection, session, audit);
  const row: ComplaintRow = {
    ...draft,
    version: 1,
    lastEventId: journal.lastEventId ?? '',
    auditHead,
    visibility: visibilityTokens(complaint),
    open: isOpen(complaint),
    timeline: [
      {
        version: 1,
        event: 'submitted',
        at: draft.receivedAt,
        state: draft.state,
        organisation: '',
        unit: '',
        actor: callerKey(caller),
      },
    ],
  };
  await complaintRows(connection).insertOne(row, { session });
  return row;
}

/** The audit trail of a look at data that only a handler may see. */
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
  const updated = await complaintRows(connection).updateOne(
    { _id: row._id, 'auditHead.number': row.auditHead.number },
    { $set: { auditHead } },
    { session },
  );
  if (updated.matchedCount === 0) throw new AppError('version-conflict', 'the case has changed meanwhile');
}

function automaticAt(complaint: Complaint, now: Date): Date | undefined {
  if (complaint.state === 'awaiting-complement') return complaint.complement?.dueAt;
  if (complaint.state !== 'answered') return undefined;
  return new Date((complaint.answeredAt ?? now).getTime() + policyAt(now).closeAfterDays * DAY_MS);
}

function timelineRow(event: ComplaintEvent, after: Complaint, version: number, at: Date, actor: string): TimelineRow {
  const message = messageOf(event);
  return {
    version,
    event: event.type.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    at,
    state: after.state,
    organisation: after.organisation,
    unit: after.unit,
    actor,
    ...(message === undefined ? {} : { message }),
  };
}

/** Text of a step that concerns the citizen; inner notes between handler and validator are not among them. */
function messageOf(event: ComplaintEvent): string | undefined {
  switch (event.type) {
    case 'complementAsked':
      return event.question;
    case 'complementReceived':
    case 'answered':
    case 'redirected':
    case 'reopened':
      return event.text;
    case 'refused':
      return event.refusal.text;
    default:
      return undefined;
  }
}

function encodeChange(event: ComplaintEvent, after: Complaint, version: number, before: ComplaintRow) {
  const type = intakeEvents[event.type] as EventType<{ complaint: unknown }>;
  return encodeEvent(type, { complaint: snapshotOf(after, version), ...extras(event, before) } as never);
}

/** What an event says beside the snapshot. */
function extras(event: ComplaintEvent, before: ComplaintRow): Record<string, unknown> {
  switch (event.type) {
    case 'assigned': {
      const { rule } = event;
      return {
        ruleId: rule?.id ?? '',
        ruleVersion: rule?.version ?? 0,
        previousOrganisation: before.organisation,
        previousCategory: before.category,
      };
    }
    case 'transferred':
      return { previousOrganisation: before.organisation };
    case 'qualificationRequired':
    case 'closed':
      return { reason: event.reason };
    case 'complementAsked':
      return { complementDueAt: event.dueAt };
    case 'answerProposed':
      return { refusal: event.refusal !== undefined };
    case 'refused':
      return { reasonCode: event.refusal.reasonCode };
    case 'redirected':
      return { body: event.body };
    case 'rated':
      return { score: event.score, satisfied: event.score >= 3 };
    case 'merged':
      return { intoId: event.into };
    case 'unmerged':
      return { fromId: event.from };
    default:
      return {};
  }
}
