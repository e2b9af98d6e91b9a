import { fromProtoEnum, type Keyring } from '@jamaa/kit';
import type { HandedOverCase, Complainant as WirePerson } from '@jamaa/proto/intake/v1/intake';
import type { ComplainantDraft } from '../domain/submission.ts';
import { channels, kinds, languages, states } from '../domain/vocabulary.ts';
import { cellOf } from '../duplicates/cells.ts';
import { sealComplainant } from '../rpc/people.ts';
import { searchTokens } from '../rpc/search-tokens.ts';
import type { Arrival, ComplaintDraft } from '../store/change.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';

/** A case of another cell, and what is known of it here. */
export interface Arriving {
  readonly id: string;
  readonly transferId: string;
  readonly cell: string;
  readonly told: HandedOverCase;
  readonly commune: ComplaintRow['commune'];
  readonly now: Date;
}

/**
 * The row of a case that came from another cell, but for its reference: received when it was received there, due when the complainant was
 * told; the person sealed under a key of this cell.
 * @throws RangeError for a word that this build does not know, Error without an instant of receipt
 */
export function arrivalOf(keyring: Keyring, arriving: Arriving): Omit<ComplaintDraft, 'reference'> {
  const { id, transferId, cell, told, commune, now } = arriving;
  const { location, receivedAt, representative } = told;
  if (receivedAt === undefined) throw new Error('a case comes with the instant of its receipt');
  const person = told.complainant === undefined ? undefined : personOf(told.complainant);
  const place = told.confidential ? undefined : location;
  const draft = {
    _id: id,
    trackingHash: told.trackingHash,
    trackingElsewhere: true,
    state: 'received' as const,
    kind: fromProtoEnum('COMPLAINT_KIND', told.kind, kinds),
    category: told.category,
    communeCode: commune.code,
    organisation: '',
    unit: '',
    handler: '',
    channel: fromProtoEnum('CHANNEL', told.channel, channels),
    language: fromProtoEnum('LANGUAGE', told.language, languages),
    confidential: told.confidential,
    urgent: told.urgent,
    addressee: told.organisation,
    reachable: person !== undefined && (person.phone !== '' || person.email !== ''),
    receivedAt,
    acknowledgedAt: told.acknowledgedAt,
    dueAt: told.dueAt,
    dueExplanation: told.dueExplanation && { ar: told.dueExplanation.ar, fr: told.dueExplanation.fr },
    reopenings: told.reopenings,
    ...(told.complementDueAt && { complement: { question: told.complementQuestion, dueAt: told.complementDueAt } }),
    description: told.description,
    address: told.address || undefined,
    cell: place === undefined ? undefined : cellOf(place),
    location: location && { type: 'Point' as const, coordinates: [location.longitude, location.latitude] },
    commune,
    origin: told.origin ?? { source: 'direct', number: '', delayDays: 0 },
    complainantSubject: told.subject,
    sealed: person && sealComplainant(keyring, id, person, representative as Parameters<typeof sealComplainant>[3]),
    contactConfirmed: confirmed(told),
    callerRelation: told.callerRelation || undefined,
    paperNumber: told.paperNumber || undefined,
    ...(told.files.length === 0 ? {} : { attachments: [...told.files] }),
    tokens: searchTokens(keyring, {
      complainant: person ?? { name: '', phone: '', email: '', identity: undefined },
      description: told.description,
      address: told.address,
    }),
    updatedAt: now,
    deposit: told.deposit,
    handedOverFrom: { id: transferId, cell, reference: told.reference },
  };
  // Members without a value are left out when written.
  return draft as unknown as Omit<ComplaintDraft, 'reference'>;
}

const personOf = ({ name, phone, email, identity }: WirePerson): ComplainantDraft => ({
  name,
  phone,
  email,
  identity: identity as ComplainantDraft['identity'],
});

function confirmed({ phoneConfirmedAt, emailConfirmedAt }: HandedOverCase): ComplaintRow['contactConfirmed'] {
  if (phoneConfirmedAt === undefined && emailConfirmedAt === undefined) return undefined;
  return {
    ...(phoneConfirmedAt && { phone: phoneConfirmedAt }),
    ...(emailConfirmedAt && { email: emailConfirmedAt }),
  };
}

/** Its public steps there, and in words where it was. @throws RangeError for a state that this build does not know */
export const stepsBefore = ({ reference, timeline }: HandedOverCase): Arrival => ({
  action: 'accept-hand-over',
  event: 'handed-over-in',
  message: `كان هذا الملف تحت المرجع ${reference} — Ce dossier portait la référence ${reference}`,
  before: timeline.map((step) => ({
    version: 0,
    event: step.event,
    at: step.at ?? new Date(0),
    state: fromProtoEnum('COMPLAINT_STATE', step.state, states),
    organisation: step.organisation,
    unit: step.unit,
    actor: 'elsewhere',
    ...(step.message === '' ? {} : { message: step.message }),
  })),
});
