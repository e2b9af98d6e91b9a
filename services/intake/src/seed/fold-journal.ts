import { bytesOf, fromProtoEnum, type JournalRow } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type { AttachedFile, Complaint, ComplaintEvent } from '../domain/complaint.ts';
import { evolve } from '../domain/evolve.ts';
import { handOverRefusals } from '../domain/hand-over.ts';
import { channels, kinds, languages, refusalCodes, states } from '../domain/vocabulary.ts';

/** Any event of intake as its message says it; members that it does not have are absent. */
interface Message {
  readonly complaint?: ComplaintSnapshot;
  readonly ruleId?: string;
  readonly ruleVersion?: number;
  readonly reason?: string;
  readonly complementDueAt?: Date;
  readonly reasonCode?: string;
  readonly body?: string;
  readonly score?: number;
  readonly intoId?: string;
  readonly fromId?: string;
  readonly rule?: string;
  readonly attachments?: readonly AttachedFile[];
  readonly organisation?: string;
  readonly byOrganisation?: string;
  readonly dueAt?: Date;
  readonly accountIds?: readonly string[];
  readonly leadId?: string;
  readonly coReportId?: string;
  readonly transferId?: string;
  readonly region?: string;
  readonly commune?: string;
  readonly files?: number;
}

const nameOf = (type: string): keyof typeof intakeEvents => {
  const found = Object.entries(intakeEvents).find(([, event]) => event.type === type);
  if (found === undefined) throw new RangeError(`no event of intake is called ${type}`);
  return found[0] as keyof typeof intakeEvents;
};

/**
 * The case that its journal tells: `evolve` over the decoded events. Texts are no part of events and stay empty.
 * @throws RangeError when the journal does not begin with the deposit or has a gap
 */
export function foldJournal(
  rows: readonly JournalRow[],
  each: (complaint: Complaint, told: ComplaintSnapshot) => void,
): Complaint {
  let complaint: Complaint | undefined;
  rows.forEach((row, index) => {
    if (row.version !== index + 1) throw new RangeError(`version ${row.version} stands at place ${index + 1}`);
    const name = nameOf(row.type);
    const message = intakeEvents[name].codec.decode(bytesOf(row.data)) as Message;
    const told = message.complaint;
    if (told === undefined) throw new RangeError(`${row.type} tells no complaint`);
    if (name === 'submitted') complaint = depositOf(told);
    else if (complaint === undefined) throw new RangeError('the journal does not begin with the deposit');
    else complaint = evolve(complaint, eventOf(name, message, told), row.time);
    each(complaint, told);
  });
  if (complaint === undefined) throw new RangeError('the journal is empty');
  return complaint;
}

const depositOf = (told: ComplaintSnapshot): Complaint => ({
  ...told,
  disposition: undefined,
  handedOverFrom: whence(told),
  state: fromProtoEnum('COMPLAINT_STATE', told.state, states),
  kind: fromProtoEnum('COMPLAINT_KIND', told.kind, kinds),
  channel: fromProtoEnum('CHANNEL', told.channel, channels),
  language: fromProtoEnum('LANGUAGE', told.language, languages),
  receivedAt: told.receivedAt ?? new Date(0),
});

const whence = ({ handedOverFrom: reference }: ComplaintSnapshot): Complaint['handedOverFrom'] =>
  reference === '' ? undefined : { id: '', cell: reference.slice(0, 2), reference };

function eventOf(
  name: Exclude<keyof typeof intakeEvents, 'submitted'>,
  m: Message,
  told: ComplaintSnapshot,
): ComplaintEvent {
  const { organisation, unit, category, communeCode, handler } = told;
  const text = '';
  switch (name) {
    case 'assigned': {
      const rule = m.ruleId ? { id: m.ruleId, version: m.ruleVersion ?? 0 } : undefined;
      return { type: name, organisation, unit, person: handler, category, communeCode, rule };
    }
    case 'qualificationRequired':
      return { type: name, organisation, unit, reason: m.reason ?? '' };
    case 'reclassified':
      return { type: name, category, communeCode };
    case 'taken':
      return { type: name, handler };
    case 'complementAsked':
      return { type: name, question: text, dueAt: m.complementDueAt ?? new Date(0) };
    case 'refused': {
      const reasonCode = fromProtoEnum('REFUSAL_CODE', m.reasonCode ?? '', refusalCodes);
      return { type: name, refusal: { reasonCode, legalBasis: '', text, missingFields: [] } };
    }
    case 'transferred':
      return { type: name, organisation, unit };
    case 'redirected':
      return { type: name, body: m.body ?? '', address: '', text };
    case 'rated':
      return { type: name, score: m.score ?? 0 };
    case 'closed':
      return m.reason === 'disposed'
        ? { type: name, reason: m.reason, retained: told.disposition === 'retained', text }
        : { type: name, reason: closings.find((one) => one === m.reason) ?? 'no-feedback' };
    case 'merged':
      return { type: name, into: m.intoId ?? '' };
    case 'anonymised':
      return { type: name, rule: m.rule ?? '' };
    case 'unmerged':
      return { type: name, from: m.fromId ?? '' };
    case 'attachmentsAdded':
      return { type: name, attachments: m.attachments ?? [] };
    case 'complementReceived':
      return { type: name, text, attachments: m.attachments };
    case 'answerProposed':
      return { type: name, text, by: '' };
    case 'reminded':
      return { type: name, by: m.byOrganisation ?? '', text, accounts: m.accountIds ?? [] };
    case 'inspectionNoted':
      return { type: name, by: m.byOrganisation ?? '', text };
    case 'designated': {
      const named = { by: m.byOrganisation ?? '', organisation: m.organisation ?? '' };
      return { type: name, ...named, text, accounts: m.accountIds ?? [] };
    }
    case 'explanationDemanded': {
      const [dueAt, askedAt] = [m.dueAt ?? new Date(0), new Date(0)];
      const asked = { organisation: m.organisation ?? '', byOrganisation: m.byOrganisation ?? '', by: '' };
      return { type: name, explanation: { ...asked, question: text, askedAt, dueAt }, accounts: m.accountIds ?? [] };
    }
    case 'explained':
      return { type: name, organisation: m.organisation ?? '', text, accounts: m.accountIds ?? [] };
    case 'explanationOverdue': {
      const { organisation = '', dueAt = new Date(0), accountIds = [] } = m;
      return { type: name, organisation, dueAt, accounts: accountIds };
    }
    case 'dueMoved':
      return {
        type: name,
        dueAt: told.dueAt ?? new Date(0),
        explanation: { ar: text, fr: text },
        text,
        dayMoved: false,
      };
    case 'coReporterJoined':
    case 'coReporterLeft':
      return { type: name, report: m.coReportId ?? '' };
    case 'leadConcluded':
      return { type: name, lead: m.leadId ?? '', leadVersion: 0, state: 'answered', text };
    case 'handOverRequested':
      return { type: name, ...transferOf(m), commune: m.commune ?? '', organisation: '' };
    case 'handOverRefused':
      return { type: name, ...transferOf(m), reason: fromProtoEnum('REASON', m.reason ?? '', handOverRefusals) };
    case 'handedOver':
      return { type: name, ...transferOf(m), reference: told.handedOverTo, files: m.files ?? 0 };
    case 'handOverDelayed':
    case 'handOverCancelAsked':
    case 'handOverCancelled':
      return { type: name, ...transferOf(m) };
    case 'acknowledged':
    case 'released':
    case 'withdrawn':
      return { type: name };
    default:
      return { type: name, text };
  }
}

const transferOf = ({ transferId = '', region = '' }: Message) => ({ id: transferId, region });

const closings = ['rated', 'no-feedback', 'no-complement'] as const;
