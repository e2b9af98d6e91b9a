import type { Keyring } from './keyring.ts';

/**
 * Keyed digest of the token told at an upload. All that is kept of the token, and what an event carries of it: it shows that the token
 * was held, and is of no use to whoever reads it.
 */
export const attachmentProof = (keyring: Pick<Keyring, 'blindIndex'>, token: string): string =>
  keyring.blindIndex('attachment', token);
