import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { fromProtoEnum, invalidField } from '@jamaa/kit';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { placeOf } from '../domain/place.ts';
import type { RoutingRequest } from '../domain/resolve.ts';
import { kinds } from '../domain/rule.ts';

/** The local day of an instant in Morocco. */
export const dayOf = (instant: Date): string => localDateOf(instant, moroccoPublicCalendar);

/**
 * What routing needs to know of a complaint. The day is that of receipt, so that the answer does not depend on when it is
 * computed. @throws AppError or RangeError naming what is missing: such an event is parked, nothing is guessed
 */
export function requestOf(complaint: ComplaintSnapshot): RoutingRequest {
  const place = placeOf(complaint.communeCode);
  if (place === undefined)
    throw invalidField('complaint.communeCode', 'commune', `${complaint.communeCode} is not the code of a commune`);
  if (complaint.receivedAt === undefined)
    throw invalidField('complaint.receivedAt', 'required', 'a complaint has a time of receipt');
  return {
    category: complaint.category,
    place,
    date: dayOf(complaint.receivedAt),
    kind: fromProtoEnum('COMPLAINT_KIND', complaint.kind, kinds),
    confidential: complaint.confidential,
    addressee: complaint.addressee,
  };
}
