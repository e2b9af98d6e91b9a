import { isDuplicateKey, type Keyring, type Platform, writesOf } from '@jamaa/kit';
import type { ClientSession } from 'mongoose';
import { claimTexts } from '../domain/claims.ts';
import type { Content } from '../domain/content-check.ts';
import { type ClaimRow, claimCollection, claimRows } from './rows.ts';

/** Tokens of the event that is declared, hashed. */
export const claimsOf = (keyring: Keyring, content: Content): string[] =>
  claimTexts(content).map((text) => keyring.blindIndex('civil-claim', text));

const MAX_TRIES = 5;

/** Two that write the first claim of an event at once meet its id: the later one starts again, and reads the earlier. */
export async function claiming<T>(run: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isDuplicateKey(error) || tried === MAX_TRIES) throw error;
    }
  }
}

/**
 * Enters a declaration under its tokens. The rows are read and written in the transaction, so that of two declarations of one event that
 * come at once one starts again and reads the other. Returns them as they were before.
 */
export async function writeClaims(
  { platform }: { readonly platform: Pick<Platform, 'mongo'> },
  session: ClientSession,
  declarationId: string,
  claims: readonly string[],
): Promise<readonly ClaimRow[]> {
  const found = await claimRows(platform.mongo)
    .find({ _id: { $in: [...claims] } }, { session })
    .toArray();
  const known = new Set(found.map(({ _id }) => _id));
  const writes = writesOf(session);
  for (const _id of claims) {
    if (known.has(_id)) writes.update(claimCollection, _id, { $addToSet: { declarations: declarationId } });
    else writes.insert(claimCollection, [{ _id, declarations: [declarationId] }]);
  }
  return found;
}
