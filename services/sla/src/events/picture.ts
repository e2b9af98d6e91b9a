import { AppError, fromProtoEnum } from '@jamaa/kit';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { kinds, states } from '@jamaa/proto/vocabulary';
import type { ComplaintPicture } from '../domain/fact.ts';

/**
 * The complaint of an event in the words of the domain.
 * `first`: the event is the case's first here. A case that comes from another cell then has a past, as one of another register has.
 * @throws RangeError for an enum value that this build does not know, AppError when the snapshot lacks what a clock needs:
 * such an event is parked, nothing is defaulted
 */
export function pictureOf(snapshot: ComplaintSnapshot | undefined, first = false): ComplaintPicture {
  if (snapshot === undefined || snapshot.id === '' || snapshot.receivedAt === undefined) {
    throw new AppError('validation-failed', 'complaint.id and complaint.received_at are required');
  }
  const { id, reference, version, receivedAt, acknowledgedAt, reopenings, dueAt } = snapshot;
  const { category, communeCode, organisation, unit, handler, addressee, confidential } = snapshot;
  return {
    id,
    reference,
    version,
    state: fromProtoEnum('COMPLAINT_STATE', snapshot.state, states),
    kind: fromProtoEnum('COMPLAINT_KIND', snapshot.kind, kinds),
    receivedAt,
    acknowledgedAt,
    reopenings,
    dueAt,
    category,
    communeCode,
    organisation,
    unit,
    handler,
    addressee,
    confidential,
    imported: snapshot.imported || (first && snapshot.handedOverFrom !== ''),
    ...(snapshot.training ? { training: true } : {}),
  };
}
