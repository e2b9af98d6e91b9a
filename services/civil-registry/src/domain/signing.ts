/** Who signs: an officer by the id of their account, or the registry itself for what it mirrors by itself (its electronic seal). */
export type SignerId = `officer:${string}` | 'registry';

export const officerSigner = (accountId: string): SignerId => `officer:${accountId}`;

/**
 * Makes detached signatures. A remote signer may take its time, so nothing signs as an officer inside a transaction; the
 * registry's own seal is made in this process.
 */
export interface Signer {
  sign(who: SignerId, bytes: Uint8Array): Promise<Uint8Array>;
  verify(who: SignerId, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>;
}
