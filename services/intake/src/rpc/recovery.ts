import { invalidField, waitFor } from '@jamaa/kit';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import { normalEmail, normalPhone } from '../domain/contact.ts';
import type { Way } from '../domain/one-time-code.ts';
import { parseReference } from '../domain/reference.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import type { CodeKey } from '../store/contact-codes.ts';
import { tokensOf } from '../store/search-entries.ts';
import { historyOf } from './one-time-codes.ts';

/** A reference and a contact that somebody says belong together. */
export interface Claimed {
  readonly reference: string;
  readonly way: Way;
  readonly contact: string;
}

/** @throws AppError naming the field, for what anybody can see is wrong; never for what only the database knows. */
export function claimedOf(request: { reference: string; phone: string; email: string }): Claimed {
  const reference = parseReference(request.reference);
  if (reference === undefined)
    throw invalidField('reference', 'format', 'not a reference; they are like 03-26-7K3Q9M-C');
  if ((request.phone === '') === (request.email === ''))
    throw invalidField('phone', 'either', 'either the phone or the e-mail that was given with the case');
  if (request.phone !== '') {
    const contact = normalPhone(request.phone);
    if (contact === undefined) throw invalidField('phone', 'format', 'not a valid phone number');
    return { reference, way: 'sms', contact };
  }
  const contact = normalEmail(request.email);
  if (contact === undefined) throw invalidField('email', 'format', 'not an e-mail address');
  return { reference, way: 'email', contact };
}

export interface Matched {
  /** The case, when the claim holds. */
  readonly row: ComplaintRow | undefined;
  readonly key: CodeKey;
  /** Under which sends and wrong tries are counted. */
  readonly counted: string;
}

/**
 * Whether they do. A claim that does not hold gets a stand-in that is counted and answered like a case, so that a stranger finds no
 * difference, but is sent nothing; it is counted apart from the real number, which nobody can lock in this way.
 */
export async function match(
  { keyring, platform }: Pick<Intake, 'keyring' | 'platform'>,
  claimed: Claimed,
  session: ClientSession,
): Promise<Matched> {
  const { reference, way, contact } = claimed;
  const row = await complaintRows(platform.mongo).findOne({ reference }, { session });
  const token = keyring.blindIndex(way === 'sms' ? 'phone' : 'email', contact);
  const standIn = keyring.blindIndex('recovery-stand-in', JSON.stringify(claimed));
  if (row === null || row.training === true || !(await tokensOf(platform.mongo, row, session)).includes(token))
    return { row: undefined, key: { caseId: standIn, way, purpose: 'recovery' }, counted: standIn };
  return { row, key: { caseId: row._id, way, purpose: 'recovery' }, counted: historyOf(keyring, way, contact) };
}

/** What a match must write more than a stand-in, sooner or later by the database's mood, disappears in this. */
const SHORTEST_MS = 250;

/** The answer leaves no sooner than after a fixed time, whatever was found: its time tells nothing. */
export async function noSooner<T>(work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), waitFor(SHORTEST_MS)]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
