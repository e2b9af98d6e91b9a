import { toProtoEnum } from '@jamaa/kit';
import { HandedOverCase } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import type { HandOver } from '../domain/hand-over.ts';
import { openComplainant, openRepresentative } from '../rpc/people.ts';
import { timelineView } from '../rpc/steps-view.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';

/** Reads as whoever may see the case without being of the administration: public steps only. */
const PUBLIC = new Set(['complainant'] as const);

/**
 * Everything of a case that goes to another cell. Notes, acts of supervision and the audit trail stay where they were made. As long as
 * the hand-over is pending the case takes no change that would show here (duringHandOver).
 */
export function payloadOf({ keyring }: Pick<Intake, 'keyring'>, row: ComplaintRow, to: HandOver): HandedOverCase {
  const { location, origin, contactConfirmed } = row;
  return HandedOverCase.fromPartial({
    reference: row.reference,
    timeline: timelineView(row.timeline, PUBLIC, false).map((step) => ({ ...step, version: 0, attachments: [] })),
    kind: toProtoEnum('COMPLAINT_KIND', row.kind),
    category: row.category,
    channel: toProtoEnum('CHANNEL', row.channel),
    language: row.language,
    description: row.description,
    address: row.address,
    ...(location && { location: { longitude: location.coordinates[0], latitude: location.coordinates[1] } }),
    commune: to.commune,
    organisation: to.organisation,
    urgent: row.urgent,
    confidential: row.confidential,
    complainant: openComplainant(keyring, row),
    representative: openRepresentative(keyring, row),
    callerRelation: row.callerRelation,
    paperNumber: row.paperNumber,
    subject: row.complainantSubject,
    origin,
    deposit: row.deposit,
    receivedAt: row.receivedAt,
    acknowledgedAt: row.acknowledgedAt,
    dueAt: row.dueAt,
    dueExplanation: row.dueExplanation,
    reopenings: row.reopenings,
    phoneConfirmedAt: contactConfirmed?.phone,
    emailConfirmedAt: contactConfirmed?.email,
    trackingHash: row.trackingHash,
    complementQuestion: row.complement?.question,
    complementDueAt: row.complement?.dueAt,
    files: [...(row.attachments ?? [])],
  });
}
