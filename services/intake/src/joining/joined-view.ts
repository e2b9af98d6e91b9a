import { toProtoEnum } from '@jamaa/kit';
import type { Complaint as ComplaintMessage } from '@jamaa/proto/intake/v1/intake';
import type { ComplaintRow } from '../store/complaint-row.ts';
import type { Joined } from './chain.ts';

type JoinedFields = Pick<ComplaintMessage, 'mergedInto' | 'leadState' | 'coReporters' | 'coReports'>;

/** What one reader is told of the cases that a case is merged with: staff references, all others numbers only. */
export const joinedView = (row: ComplaintRow, { direct, lead, ...led }: Joined, staff: boolean): JoinedFields => ({
  mergedInto: staff ? (direct?.reference ?? '') : '',
  leadState: lead === undefined ? 'COMPLAINT_STATE_UNSPECIFIED' : toProtoEnum('COMPLAINT_STATE', lead.state),
  coReporters: led.coReporters,
  coReports: staff
    ? led.coReports
        // Confidential cases of another body are not for who sees this one.
        .filter((one) => !row.confidential || one.organisation === row.organisation)
        .map(({ reference }) => reference)
    : [],
});

/** A co-reporter rates once, when the case that leads theirs is answered. */
export const mayBeRated = (row: ComplaintRow, { lead }: Joined): boolean =>
  row.state !== 'merged' ||
  (row.score === undefined && lead?.answer !== undefined && ['answered', 'closed'].includes(lead.state));
