import { randomBytes, timingSafeEqual } from 'node:crypto';
import { appendEvents, encodeEvent, invalidField, isDuplicateKey, type Keyring, newId } from '@jamaa/kit';
import { contactEvents } from '@jamaa/proto/catalog';
import { ContactCodeIssued } from '@jamaa/proto/intake/v1/events';
import type { OneTimeCode } from '@jamaa/proto/intake/v1/intake';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import { isLive, type Purpose, type Way, ways } from '../domain/one-time-code.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { type CodeKey, codeId, firstCode, readCode } from '../store/contact-codes.ts';

/** Which member of a complainant a way leads to. */
export const memberOf = { sms: 'phone', email: 'email' } as const satisfies Record<Way, 'phone' | 'email'>;

/**
 * The six digits of a code: made from its random nonce by the secret index key whenever they are needed, stored nowhere. Whoever reads
 * the database learns nothing of them.
 */
export function digitsOf(keyring: Keyring, key: CodeKey, nonce: string): string {
  const mac = Buffer.from(keyring.blindIndex('one-time-code', `${codeId(key)}/${nonce}`), 'base64url');
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

export const newNonce = (): string => randomBytes(16).toString('base64url');

/** Both are six digits. */
export const sameDigits = (given: string, digits: string): boolean =>
  timingSafeEqual(Buffer.from(given), Buffer.from(digits));

const ARABIC_INDIC_ZERO = 0x660;

/** The code as people type it: spaces do not matter, nor which digits. @throws AppError naming `code`; that counts as no try */
export function parseDigits(typed: string): string {
  const digits = typed
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String((digit.codePointAt(0) ?? 0) - ARABIC_INDIC_ZERO));
  if (!/^\d{6}$/.test(digits)) throw invalidField('code', 'format', 'six digits');
  return digits;
}

/** Under which a number or address is counted, whichever cases it stands in. */
export const historyOf = (keyring: Keyring, way: Way, contact: string): string =>
  keyring.blindIndex('one-time-code-contact', `${way}/${contact}`);

/** The code of a case, the one of its receipt included. */
export const codeOf = async (
  { platform }: Pick<Intake, 'platform'>,
  row: ComplaintRow,
  key: CodeKey,
  session?: ClientSession,
) => (await readCode(platform.mongo, key, session)) ?? firstCode(row, key.purpose);

/** Codes for a message about to be sent. A message that is sent again carries the same ones. */
export async function liveCodes(intake: Intake, row: ComplaintRow, purpose: Purpose): Promise<OneTimeCode[]> {
  const now = intake.platform.clock.now();
  const found = await Promise.all(
    ways.map(async (way): Promise<OneTimeCode[]> => {
      const member = memberOf[way];
      if (row.sealed?.[member] === undefined) return [];
      if (purpose === 'confirmation' && row.contactConfirmed?.[member] !== undefined) return [];
      const key = { caseId: row._id, way, purpose };
      const code = await codeOf(intake, row, key);
      if (!isLive(code, now)) return [];
      return [{ way, code: digitsOf(intake.keyring, key, code.nonce), expiresAt: code.expiresAt }];
    }),
  );
  return found.flat();
}

/** Has the code sent, with the caller's transaction: notifications asks for it when it sends. */
export function tellOfCode(session: ClientSession, row: ComplaintRow, { way, purpose }: CodeKey, at: Date): void {
  const { _id: complaintId, reference, language } = row;
  const event = ContactCodeIssued.fromPartial({ complaintId, reference, way, purpose, language });
  // Each sending is an aggregate of its own: the case keeps its version, and no sending waits for another.
  const head = { type: 'contact', id: newId(), version: 0, fresh: true };
  appendEvents(session, head, [encodeEvent(contactEvents.codeIssued, event)], at);
}

const ATTEMPTS = 5;

/** Runs work whose rows may not be there yet: two that insert the same one at once meet as duplicates, and one goes again. */
export async function withNewRows<T>(
  { platform }: Pick<Intake, 'platform'>,
  key: string,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await platform.together(key, work);
    } catch (error) {
      if (!isDuplicateKey(error) || attempt === ATTEMPTS) throw error;
    }
  }
}
