import { fromProtoEnum } from '@jamaa/kit';
import type { Complainant, Complaint, Deposit, Explanation } from '@jamaa/proto/intake/v1/intake';
import type { LocalizedText } from '@jamaa/proto/platform/v1/platform';
import { kinds, states } from '@jamaa/proto/vocabulary';
import { type ComplaintBody, depositForms, manners } from '../schemas.ts';

const text = (of: LocalizedText | undefined) => (of === undefined ? undefined : { ar: of.ar, fr: of.fr });
const some = (value: string): string | undefined => (value === '' ? undefined : value);
const someOf = (values: string[]): string[] | undefined => (values.length === 0 ? undefined : values);
const status = (of = '') => (['confirmed', 'unconfirmed'] as const).find((one) => one === of);
const channels = ['web', 'mobile', 'desk', 'call-centre', 'open311', 'import'] as const;

/** The HTTP form of a contact. */
export const contactBody = (person: Complainant | undefined) =>
  person === undefined
    ? undefined
    : { name: some(person.name), phone: some(person.phone), email: some(person.email), identity: person.identity };

/** The HTTP form of a case: words instead of enum names, absent instead of empty. */
export function complaintBody(message: Complaint, withTimeline = true): ComplaintBody {
  const { snapshot } = message;
  if (snapshot === undefined) throw new Error('intake answered a complaint without its snapshot');
  return {
    reference: snapshot.reference,
    status: fromProtoEnum('COMPLAINT_STATE', snapshot.state, states),
    version: snapshot.version,
    kind: fromProtoEnum('COMPLAINT_KIND', snapshot.kind, kinds),
    category: { code: snapshot.category, name: text(message.categoryName) },
    language: snapshot.language,
    channel: fromProtoEnum('CHANNEL', snapshot.channel, channels),
    description: message.description,
    address: some(message.address),
    commune: { code: message.commune?.code ?? '', name: text(message.commune?.name) ?? { ar: '', fr: '' } },
    location: message.location,
    responsible:
      snapshot.organisation === ''
        ? undefined
        : {
            organisation: { id: snapshot.organisation, name: text(message.organisationName) },
            unit: snapshot.unit === '' ? undefined : { id: snapshot.unit, name: text(message.unitName) },
          },
    receivedAt: snapshot.receivedAt?.toISOString() ?? '',
    acknowledgedAt: snapshot.acknowledgedAt?.toISOString(),
    updatedAt: message.updatedAt?.toISOString() ?? '',
    dueAt: snapshot.dueAt?.toISOString(),
    dueExplanation: text(message.dueExplanation),
    urgent: snapshot.urgent,
    confidential: snapshot.confidential,
    training: snapshot.training || undefined,
    answer: some(message.answer),
    refusal: message.refusal,
    complement:
      message.complementQuestion === ''
        ? undefined
        : { question: message.complementQuestion, dueAt: message.complementDueAt?.toISOString() },
    redirectedTo: some(message.redirectedTo),
    handOver: handOverBody(message),
    handedOverTo: elsewhere(snapshot.handedOverTo),
    handedOverFrom: elsewhere(snapshot.handedOverFrom),
    mergedInto: some(message.mergedInto),
    leadStatus:
      message.leadState === 'COMPLAINT_STATE_UNSPECIFIED'
        ? undefined
        : fromProtoEnum('COMPLAINT_STATE', message.leadState, states),
    coReporters: message.coReporters === 0 ? undefined : message.coReporters,
    coReports: message.coReports.length === 0 ? undefined : message.coReports,
    score: message.score === 0 ? undefined : message.score,
    proposedAnswer: some(message.proposedAnswer),
    proposedRefusal: message.proposedRefusal,
    returned:
      message.returnRemark === '' ? undefined : { remark: message.returnRemark, answer: message.returnedAnswer },
    signature: signatureBody(message),
    explanations: message.explanations.length === 0 ? undefined : message.explanations.map(explanationBody),
    designated: some(message.designated),
    handler: some(snapshot.handler),
    complainant: contactBody(message.complainant),
    anonymisedAt: message.anonymisedAt?.toISOString(),
    contact: { phone: status(message.contact?.phone), email: status(message.contact?.email) },
    representative: message.representative,
    callerRelation: some(message.callerRelation),
    paperNumber: some(message.paperNumber),
    disposition: message.disposition,
    imported:
      message.importedFrom === ''
        ? undefined
        : {
            from: message.importedFrom,
            oldReference: message.oldReference,
            at: snapshot.importedAt?.toISOString(),
          },
    timeline: withTimeline
      ? message.timeline.map((step) => ({
          at: step.at?.toISOString() ?? '',
          event: step.event,
          status: fromProtoEnum('COMPLAINT_STATE', step.state, states),
          organisation: some(step.organisation),
          unit: some(step.unit),
          actor: some(step.actor),
          message: some(step.message),
          attachments: someOf(step.attachments),
          note: some(step.note),
          onBehalf: some(step.onBehalf),
        }))
      : undefined,
    attachments: someOf(message.attachments),
    deposit: depositBody(message.deposit),
    allowedCommands: message.allowedCommands,
  };
}

function depositBody(deposit: Deposit | undefined): ComplaintBody['deposit'] {
  if (deposit === undefined) return undefined;
  const { form, manner, signatories, readBack } = deposit;
  return {
    form: fromProtoEnum('FORM', form, depositForms),
    manner: fromProtoEnum('MANNER', manner, manners),
    signatories,
    readBack: readBack || undefined,
  };
}

const signatureBody = ({ signature }: Complaint): ComplaintBody['signature'] =>
  signature === undefined
    ? undefined
    : {
        capacity: signature.capacity,
        decisionNumber: some(signature.decisionNumber),
        decisionDate: some(signature.decisionDate),
        signedAt: signature.signedAt?.toISOString(),
      };

const explanationBody = (one: Explanation) => ({
  organisation: one.organisation,
  askedBy: one.askedByOrganisation,
  question: one.question,
  askedAt: one.askedAt?.toISOString(),
  dueAt: one.dueAt?.toISOString(),
  answer: some(one.answer),
  answeredAt: one.answeredAt?.toISOString(),
  overdueAt: one.overdueAt?.toISOString(),
});

const handOverBody = ({ handOver }: Complaint): ComplaintBody['handOver'] =>
  handOver === undefined
    ? undefined
    : {
        region: handOver.region,
        commune: handOver.commune,
        since: handOver.since?.toISOString() ?? '',
        cancelling: handOver.cancelling || undefined,
        delayed: handOver.delayed || undefined,
      };

/** A case of another cell, which has it at the same path. */
const elsewhere = (reference: string) =>
  reference === '' ? undefined : { reference, href: `/v1/complaints/${reference}` };
