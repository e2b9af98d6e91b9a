import type { ComplaintRow } from './complaint-row.ts';

/** Three decimals are about a hundred metres: the quarter stays for the figures, the door does not. */
const coarse = (degrees: number): number => Math.round(degrees * 1_000) / 1_000;

/**
 * A row after its person was erased. Without the key, what was sealed is lost also in copies; blind indexes, the tracking code's hash,
 * the account and every text go; what is counted stays: category, commune, dates, states, who of the administration did what. Pure.
 */
export function withoutPerson(row: ComplaintRow): ComplaintRow {
  const {
    sealed: _sealed,
    contactConfirmed: _confirmed,
    callerRelation: _relation,
    paperNumber: _paper,
    address: _address,
    attachments: _files,
    location,
    complainantSubject,
    ...rest
  } = row;
  const own = complainantSubject === '' ? undefined : `account:${complainantSubject}`;
  return {
    ...rest,
    description: '',
    trackingHash: '',
    trackingElsewhere: undefined,
    complainantSubject: '',
    origin: { ...row.origin, number: '' },
    ...(location === undefined
      ? {}
      : {
          location: { type: 'Point', coordinates: [coarse(location.coordinates[0]), coarse(location.coordinates[1])] },
        }),
    timeline: row.timeline.map(({ message: _message, note: _note, attachments: _attached, ...step }) => ({
      ...step,
      actor: step.actor === own ? 'complainant' : step.actor,
    })),
    anonymiseAt: undefined,
  };
}
