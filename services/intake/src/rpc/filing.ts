import { drawReference, isDuplicateKey } from '@jamaa/kit';
import type { Standing } from '../domain/access.ts';

/** What somebody is to the case they have just filed. */
export const asComplainant: Standing = { actors: new Set(['complainant'] as const), maySee: true, handles: false };

const ATTEMPTS = 5;

/** Writes with a new reference. The random part collides once in a thousand million; the unique index says so and another is drawn. */
export async function withReference<T>(
  lost: ReadonlySet<string>,
  communeCode: string,
  receivedAt: Date,
  write: (reference: string) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const reference = drawReference(lost, communeCode.slice(0, 2), receivedAt.getUTCFullYear());
    try {
      return await write(reference);
    } catch (error) {
      if (!(isDuplicateKey(error) && String(error).includes('reference') && attempt < ATTEMPTS)) throw error;
    }
  }
}
