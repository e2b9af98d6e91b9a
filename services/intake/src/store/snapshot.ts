import { toProtoEnum } from '@jamaa/kit';
import { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type { Complaint } from '../domain/complaint.ts';

/** The case as events and answers tell it: ids and codes, never personal data. `imported`: it tells of another register's past. */
export const snapshotOf = (complaint: Complaint, version: number, imported = false): ComplaintSnapshot =>
  ComplaintSnapshot.fromPartial({
    id: complaint.id,
    reference: complaint.reference,
    version,
    state: toProtoEnum('COMPLAINT_STATE', complaint.state),
    kind: toProtoEnum('COMPLAINT_KIND', complaint.kind),
    category: complaint.category,
    communeCode: complaint.communeCode,
    organisation: complaint.organisation,
    unit: complaint.unit,
    handler: complaint.handler,
    channel: toProtoEnum('CHANNEL', complaint.channel),
    language: complaint.language,
    confidential: complaint.confidential,
    urgent: complaint.urgent,
    receivedAt: complaint.receivedAt,
    acknowledgedAt: complaint.acknowledgedAt,
    dueAt: complaint.dueAt,
    reopenings: complaint.reopenings,
    addressee: complaint.addressee,
    reachable: complaint.reachable,
    disposition: dispositionOf(complaint),
    importedAt: complaint.importedAt,
    imported,
    toldByPortal: complaint.toldByPortal ?? false,
    training: complaint.training ?? false,
    endedAt: complaint.endedAt,
    handedOverFrom: complaint.handedOverFrom?.reference,
    handedOverTo: complaint.handedOver?.reference,
  });

const dispositionOf = ({ disposition }: Complaint): string =>
  disposition === undefined ? '' : disposition.retained ? 'retained' : 'not-retained';
