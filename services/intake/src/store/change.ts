import type { AuditHead, AuditRow, Caller, EncodedEvent, EventType } from '@jamaa/kit';
import { callerKey, emptyChain, encodeEvent, nextAuditRow, versionAfter } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { visibilityTokens } from '../domain/access.ts';
import { audienceOf, noteOf } from '../domain/audience.ts';
import type { AttachedFile, Complaint, ComplaintEvent } from '../domain/complaint.ts';
import { evolve } from '../domain/evolve.ts';
import { handedOverMessage } from '../domain/hand-over.ts';
import { policyAt } from '../domain/policy.ts';
import { queueTokens } from '../domain/queues.ts';
import { isEnded, keptUntil } from '../domain/retention.ts';
import { openDemands } from '../domain/supervise.ts';
import { openStates } from '../domain/vocabulary.ts';
import type { ComplaintRow, TimelineRow } from './complaint-row.ts';
import { extras } from './extras.ts';
import { snapshotOf } from './snapshot.ts';
import { withoutPerson } from './without-person.ts';

const DAY_MS = 86_400_000;

/** What was decided about a case, and by whom. */
export interface Change {
  readonly events: readonly ComplaintEvent[];
  readonly at: Date;
  readonly caller: Caller | 'system';
  readonly action: string;
  /** Organisation for which somebody acts in place of the body that has the case. */
  readonly onBehalf?: string | undefined;
  /** Name of the commune that a correction of the place leads to. */
  readonly commune?: ComplaintRow['commune'] | undefined;
  /** Facts for the audit trail, without personal data. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  /** It is part of an import that tells nobody anything. */
  readonly imported?: boolean | undefined;
  /** When it happened in the register that the case comes from; absent: at `at`. */
  readonly happenedAt?: Date | undefined;
  /** System time, milliseconds: for what waits, not for what people are told. */
  readonly systemAt?: number | undefined;
}

/** A new case as its deposit made it, before the journal and the audit trail have begun. */
export type ComplaintDraft = Omit<
  ComplaintRow,
  'version' | 'lastEventId' | 'auditHead' | 'visibility' | 'timeline' | 'tokens'
> & {
  /** Of its search entry. */
  readonly tokens: readonly string[];
};

/** Everything a change writes, as plain values: the row after it, its events for the journal, its audit entry. */
export interface Written {
  /** `lastEventId` is still the one before: the journal gives ids when it takes the events. */
  readonly row: ComplaintRow;
  readonly events: readonly EncodedEvent[];
  readonly audit: AuditRow;
}

export const toComplaint = (row: ComplaintRow): Complaint => ({ ...row, id: row._id });

const isOpen = ({ state }: Complaint): true | undefined =>
  (openStates as readonly string[]).includes(state) ? true : undefined;

const headOf = ({ number, hash }: AuditRow): AuditHead => ({ number, hash });

/** Who acted, for records that outlive the person: whoever filed the case is `complainant`, whose account the row alone knows. */
export const actorOf = (caller: Caller, complainantSubject: string): string =>
  caller.kind === 'account' && caller.subject === complainantSubject ? 'complainant' : callerKey(caller);

/** How a case begins here that began elsewhere. */
export interface Arrival {
  readonly action: 'import' | 'accept-hand-over';
  readonly event: 'imported' | 'handed-over-in';
  /** In words, where it was. */
  readonly message: string;
  /** Its public steps there. */
  readonly before?: readonly TimelineRow[];
}

/** What a deposit writes. Pure. */
export function submissionWrites(
  draft: ComplaintDraft,
  caller: Caller,
  attachments: readonly AttachedFile[] = [],
  from?: Arrival,
): Written {
  const actor = actorOf(caller, draft.complainantSubject);
  const { tokens: _words, ...made } = draft;
  const complaint: Complaint = { ...made, id: draft._id };
  const { state, channel, category, updatedAt } = draft;
  const audit = nextAuditRow(emptyChain, {
    aggregateId: draft._id,
    at: updatedAt,
    actor,
    action: from?.action ?? 'submit',
    facts: { version: 1, state, channel, category, ...filesFact(attachments) },
  });
  // When it was registered: a desk may write down a receipt of days ago, and what follows from it cannot leave in the past.
  const first = {
    version: 1,
    event: from?.event ?? 'submitted',
    at: updatedAt,
    state,
    organisation: draft.organisation,
    unit: draft.unit,
    actor,
    ...(from === undefined ? {} : { message: from.message }),
    ...filesOf(attachments),
  };
  return {
    row: {
      ...made,
      version: 1,
      lastEventId: '',
      auditHead: headOf(audit),
      visibility: tokensOf(complaint),
      open: isOpen(complaint),
      timeline: [...(from?.before ?? []), first],
    },
    events: [
      encodeEvent(intakeEvents.submitted, {
        complaint: snapshotOf(complaint, 1, draft.imported?.silent),
        attachments: [...attachments],
      }),
    ],
    audit,
  };
}

const filesOf = (files: readonly AttachedFile[] = []): Pick<TimelineRow, 'attachments'> =>
  files.length === 0 ? {} : { attachments: files.map(({ id }) => id) };

const filesFact = (files: readonly AttachedFile[]): { attachments?: number } =>
  files.length === 0 ? {} : { attachments: files.length };

/** What a change writes to a case. `epoch`: of the database's journal. Pure. */
export function changeWrites(row: ComplaintRow, change: Change, epoch = 0): Written {
  const actor = change.caller === 'system' ? 'system' : actorOf(change.caller, row.complainantSubject);
  const happenedAt = change.happenedAt ?? change.at;
  const { tokens: _words, ...kept } = row;
  let complaint = toComplaint(kept);
  let version = row.version;
  const timeline: TimelineRow[] = [];
  const events = change.events.map((event) => {
    complaint = evolve(complaint, event, happenedAt);
    version = versionAfter(version, epoch);
    timeline.push(timelineRow(event, complaint, version, happenedAt, actor, change.onBehalf));
    return encodeChange(event, snapshotOf(complaint, version, change.imported), row);
  });
  const audit = nextAuditRow(row.auditHead, {
    aggregateId: row._id,
    at: change.at,
    actor,
    action: change.action,
    facts: { ...change.facts, version, state: complaint.state },
  });
  const { id: _id, ...state } = complaint;
  const next: ComplaintRow = {
    ...kept,
    ...state,
    version,
    auditHead: headOf(audit),
    ...(change.commune === undefined ? {} : { commune: change.commune }),
    visibility: tokensOf(complaint),
    open: isOpen(complaint),
    cell: complaint.confidential ? undefined : row.cell,
    timeline: [...row.timeline, ...timeline],
    updatedAt: change.at,
    automaticAt: automaticAt(complaint, change.at),
    anonymiseAt: isEnded(complaint.state) ? keptUntil(complaint, change.at, change.at) : undefined,
  };
  return { row: complaint.anonymisedAt === undefined ? next : withoutPerson(next), events, audit };
}

/** Where lists and queues find the case. */
const tokensOf = (complaint: Complaint): string[] => [...visibilityTokens(complaint), ...queueTokens(complaint)];

/** The next thing that time does: end the case, or find an explanation overdue. */
function automaticAt(complaint: Complaint, now: Date): Date | undefined {
  const times = openDemands(complaint).flatMap(({ dueAt, overdueAt }) => (overdueAt === undefined ? [dueAt] : []));
  const end = endsAt(complaint, now);
  if (end !== undefined) times.push(end);
  return times.length === 0 ? undefined : new Date(Math.min(...times.map((at) => at.getTime())));
}

/** When the case closes by itself. */
export function endsAt(complaint: Complaint, now: Date): Date | undefined {
  if (complaint.state === 'awaiting-complement') return complaint.complement?.dueAt;
  if (complaint.state !== 'answered') return undefined;
  // An answer of long ago that is taken over today can be rated from today on.
  const from = Math.max((complaint.answeredAt ?? now).getTime(), complaint.importedAt?.getTime() ?? 0);
  return new Date(from + policyAt(now).closeAfterDays * DAY_MS);
}

function timelineRow(
  event: ComplaintEvent,
  after: Complaint,
  version: number,
  at: Date,
  actor: string,
  onBehalf: string | undefined,
): TimelineRow {
  const [message, note, audience] = [messageOf(event), noteOf(event), audienceOf(event)];
  return {
    version,
    event: event.type.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    at,
    state: after.state,
    organisation: after.organisation,
    unit: after.unit,
    actor,
    ...(message === undefined ? {} : { message }),
    ...('attachments' in event ? filesOf(event.attachments) : {}),
    ...(note === undefined ? {} : { note }),
    ...(audience === undefined ? {} : { audience }),
    ...(onBehalf === undefined ? {} : { onBehalf }),
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
    case 'rated':
    case 'withdrawn':
    case 'dueMoved':
    case 'leadConcluded':
      return event.text;
    case 'refused':
      return event.refusal.text;
    case 'closed':
      return event.reason === 'disposed' ? event.text : undefined;
    case 'handedOver':
      return handedOverMessage(event.reference);
    default:
      return undefined;
  }
}

function encodeChange(event: ComplaintEvent, complaint: ComplaintSnapshot, before: ComplaintRow) {
  const type = intakeEvents[event.type] as EventType<{ complaint: unknown }>;
  return encodeEvent(type, { complaint, ...extras(event, before) } as never);
}
