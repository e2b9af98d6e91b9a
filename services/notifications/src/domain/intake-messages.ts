import { AppError, fromProtoEnum } from '@jamaa/kit';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type {
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintAssigned,
  ComplaintClosed,
  ComplaintDueMoved,
  ComplaintLeadConcluded,
  ComplaintQualificationRequired,
  ComplaintRedirected,
  ComplaintRefused,
  ComplaintReopened,
  ComplaintSubmitted,
  ComplaintTransferred,
  ComplaintWithdrawn,
  ComplementAsked,
  ContactCodeIssued,
} from '@jamaa/proto/intake/v1/events';
import { channels } from '@jamaa/proto/vocabulary';
import type { MessageDraft, Particulars } from './message.ts';
import type { Template } from './templates.ts';

/** Deposit on these is its own acknowledgement; elsewhere the receipt waits for the acknowledgement (Decree 2-17-265). */
const electronic: readonly string[] = ['web', 'mobile', 'open311'];

/** What the complainant is told about an event of their case: one message or none. Nobody is told who gave no contact. */
export const intakeMessages = {
  submitted({ complaint }: ComplaintSubmitted) {
    const snapshot = present(complaint);
    // The cell that has taken it tells it, once; the one that it left says nothing. Its receipt it has had, or gets when acknowledged.
    if (snapshot.handedOverFrom !== '') return draft('handed-over', snapshot);
    const channel = fromProtoEnum('CHANNEL', snapshot.channel, channels);
    const acknowledged = snapshot.acknowledgedAt !== undefined || electronic.includes(channel);
    return acknowledged ? draft('receipt', snapshot) : undefined;
  },
  acknowledged: ({ complaint }: ComplaintAcknowledged) => draft('receipt', present(complaint)),
  /** The first body that has it, whether a rule chose it or a person after qualification; later changes are transfers. */
  assigned({ complaint }: ComplaintAssigned): MessageDraft | undefined {
    const snapshot = present(complaint);
    const first = draft('assigned', snapshot, responsible(snapshot));
    return first === undefined ? undefined : { ...first, oncePerCase: true };
  },
  transferred({ complaint }: ComplaintTransferred) {
    const snapshot = present(complaint);
    return draft('transferred', snapshot, responsible(snapshot));
  },
  complementAsked: ({ complaint, complementDueAt }: ComplementAsked) =>
    draft('complement-asked', present(complaint), complementDueAt === undefined ? {} : { complementDueAt }),
  answered: ({ complaint }: ComplaintAnswered) => draft('answered', present(complaint)),
  refused: ({ complaint, reasonCode }: ComplaintRefused) => draft('refused', present(complaint), { reasonCode }),
  redirected: ({ complaint, body }: ComplaintRedirected) => draft('redirected', present(complaint), { body }),
  reopened: ({ complaint }: ComplaintReopened) => draft('reopened', present(complaint)),
  closed({ complaint, reason }: ComplaintClosed) {
    const template = closings.get(reason);
    if (template === undefined) throw new RangeError(`unknown reason of closing ${reason}`);
    return template === 'none' ? undefined : draft(template, present(complaint));
  },
  /** Only who was told a last day is told another one; that legal time ends it an hour later or earlier disturbs nobody. */
  dueMoved({ complaint, dayMoved }: ComplaintDueMoved) {
    const snapshot = present(complaint);
    return dayMoved && snapshot.acknowledgedAt !== undefined ? draft('due-moved', snapshot) : undefined;
  },
  /** A co-reporter is told what was decided about the case that leads theirs, as if it were their own: one answer to all. */
  leadConcluded({ complaint, leadState, reasonCode, body }: ComplaintLeadConcluded) {
    const template = conclusions[fromProtoEnum('COMPLAINT_STATE', leadState, concluded)];
    return draft(template, present(complaint), { ...(reasonCode && { reasonCode }), ...(body && { body }) });
  },
  withdrawn: ({ complaint }: ComplaintWithdrawn) => draft('withdrawn', present(complaint)),
  codeIssued({ complaintId, reference, way, purpose, language }: ContactCodeIssued): MessageDraft {
    const template = codeTemplates.get(purpose);
    if (template === undefined) throw new RangeError(`unknown purpose of a code ${purpose}`);
    const channel = (['sms', 'email'] as const).find((one) => one === way);
    if (channel === undefined) throw new RangeError(`unknown way ${way}`);
    return {
      template,
      complaintId,
      version: 0,
      recipient: { kind: 'complainant' },
      language,
      particulars: { reference },
      way: channel,
    };
  },
} as const;

/** An urgent case has come to a body: whoever is on call there hears of it at once, whether a unit has it yet or not. */
export function urgentAlert({
  complaint,
}: ComplaintAssigned | ComplaintQualificationRequired): MessageDraft | undefined {
  const snapshot = present(complaint);
  if (!snapshot.urgent) return undefined;
  return {
    template: 'urgent',
    complaintId: snapshot.id,
    version: snapshot.version,
    recipient: { kind: 'on-call' },
    oncePerBody: true,
    particulars: {
      reference: snapshot.reference,
      ...responsible(snapshot),
      ...(snapshot.confidential ? { confidential: true } : {}),
      ...(snapshot.training ? { training: true } : {}),
    },
  };
}
const concluded = ['answered', 'refused', 'redirected', 'closed'] as const;
const conclusions = {
  answered: 'answered',
  refused: 'refused',
  redirected: 'redirected',
  closed: 'closed-with-lead',
} as const satisfies Record<(typeof concluded)[number], Template>;
const codeTemplates = new Map<string, Template>([
  ['confirmation', 'confirmation-code'],
  ['recovery', 'recovery-code'],
]);

/** Who has just rated the answer knows that the case is closed. */
const closings = new Map<string, Template | 'none'>([
  ['no-feedback', 'closed-no-feedback'],
  ['no-complement', 'closed-no-complement'],
  ['rated', 'none'],
  ['disposed', 'disposed'],
]);

const responsible = ({ organisation, unit }: ComplaintSnapshot): Partial<Particulars> => ({
  organisation,
  ...(unit === '' ? {} : { unit }),
});

function present(complaint: ComplaintSnapshot | undefined): ComplaintSnapshot {
  if (complaint === undefined) throw new AppError('validation-failed', 'the event carries no complaint');
  return complaint;
}

function draft(
  template: Template,
  snapshot: ComplaintSnapshot,
  more: Partial<Particulars> = {},
): MessageDraft | undefined {
  if (!snapshot.reachable) return undefined;
  // The past of another register is news to nobody; who deposited on the national portal is told by it.
  // Training has no complainant to write to.
  if (snapshot.imported || snapshot.toldByPortal || snapshot.training) return undefined;
  return {
    template,
    complaintId: snapshot.id,
    version: snapshot.version,
    recipient: { kind: 'complainant' },
    language: snapshot.language,
    particulars: { reference: snapshot.reference, ...more },
  };
}
