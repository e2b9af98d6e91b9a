import { dueDate, explain, moroccoPublicCalendar } from '@jamaa/deadlines';
import type { Keyring } from '@jamaa/kit';
import type { CheckedSubmission, Submission } from '../domain/submission.ts';
import { electronicChannels } from '../domain/vocabulary.ts';
import { cellOf } from '../duplicates/cells.ts';
import type { ComplaintDraft } from '../store/change.ts';
import { sealComplainant } from './people.ts';
import { searchTokens } from './search-tokens.ts';
import { hashTrackingCode } from './tracking-code.ts';

/** Legal delay of a réclamation: sixty days of receipt (Decree 2-17-265). */
const LEGAL_DELAY = { amount: 60, unit: 'calendar-day' } as const;

/** A deposit that has been checked and located, with all that its row is made of. */
export interface Deposit {
  readonly id: string;
  readonly trackingCode: string;
  readonly submission: Pick<Submission, 'kind' | 'channel' | 'originSource' | 'urgent' | 'location'>;
  readonly checked: CheckedSubmission;
  readonly commune: { readonly code: string; readonly name: { readonly ar: string; readonly fr: string } };
  readonly addressee: string;
  readonly originNumber: string;
  readonly originDelayDays: number;
  /** Subject of the account that files it for itself; empty for all others. */
  readonly subject: string;
  readonly receivedAt: Date;
  readonly now: Date;
  /** Ids of the files that come with it. */
  readonly attachments: readonly string[];
}

/** The row of a new case but for its reference: legal due date computed, person sealed under a key of their own. */
export function draftOf(keyring: Keyring, deposit: Deposit): Omit<ComplaintDraft, 'reference'> {
  const { id, submission, checked, commune, receivedAt, now } = deposit;
  const { location } = submission;
  const { details } = checked;
  const legal =
    submission.kind === 'reclamation'
      ? dueDate({ receivedAt, delay: LEGAL_DELAY, calendar: moroccoPublicCalendar })
      : undefined;
  const draft = {
    _id: id,
    trackingHash: hashTrackingCode(keyring, deposit.trackingCode),
    state: 'received' as const,
    kind: submission.kind,
    category: checked.category.code,
    communeCode: commune.code,
    organisation: '',
    unit: '',
    handler: '',
    channel: submission.channel,
    language: checked.language,
    confidential: checked.confidential,
    urgent: submission.urgent,
    addressee: deposit.addressee,
    reachable: checked.complainant.phone !== '' || checked.complainant.email !== '',
    receivedAt,
    acknowledgedAt: electronicChannels.includes(submission.channel) ? now : undefined,
    dueAt: legal === undefined ? undefined : new Date(legal.dueAt),
    dueExplanation: legal === undefined ? undefined : { ar: explain(legal, 'ar'), fr: explain(legal, 'fr') },
    reopenings: 0,
    description: checked.description,
    address: checked.address === '' ? undefined : checked.address,
    cell: location === undefined || checked.confidential ? undefined : cellOf(location),
    location:
      location === undefined
        ? undefined
        : { type: 'Point' as const, coordinates: [location.longitude, location.latitude] as [number, number] },
    commune: { code: commune.code, ar: commune.name.ar, fr: commune.name.fr },
    origin: { source: submission.originSource, number: deposit.originNumber, delayDays: deposit.originDelayDays },
    complainantSubject: deposit.subject,
    sealed: checked.anonymous ? undefined : sealComplainant(keyring, id, checked.complainant, details.representative),
    callerRelation: details.callerRelation || undefined,
    paperNumber: details.paperNumber || undefined,
    tokens: searchTokens(keyring, checked),
    updatedAt: now,
    deposit: checked.deposit,
    ...(deposit.attachments.length === 0 ? {} : { attachments: deposit.attachments }),
  };
  // Members without a value are left out when written.
  return draft as Omit<ComplaintDraft, 'reference'>;
}
