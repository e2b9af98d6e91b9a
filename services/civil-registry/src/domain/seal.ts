import { createHash } from 'node:crypto';
import { type RegisterKey, registerId } from './identity.ts';

const sha256 = (...lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The beginning of a register's chain. */
export const openingHash = (key: RegisterKey, firstNumber: number): string =>
  sha256('jamaa-register-1', registerId(key), String(firstNumber));

/** The hash of an act: over its identity, the digest of its sealed bytes, and the act before it in its register. */
export const actHash = (id: string, content: Uint8Array, previous: string): string =>
  sha256('jamaa-act-1', id, digestOf(content), previous);

/** Stands in the chain for numbers that a register taken over from paper lacks. */
export const gapHash = (
  key: RegisterKey,
  { from, to }: { readonly from: number; readonly to: number },
  previous: string,
): string => sha256('jamaa-gap-1', registerId(key), String(from), String(to), previous);

/** The hash of a mention: over its digest and what stands before it on the act (the act itself for the first). */
export const mentionHash = (id: string, content: Uint8Array, previous: string): string =>
  sha256('jamaa-mention-1', id, digestOf(content), previous);

/** What is signed when a register is closed. */
export const closingBytes = (
  key: RegisterKey,
  {
    firstNumber,
    lastNumber,
    head,
  }: { readonly firstNumber: number; readonly lastNumber: number; readonly head: string },
): Uint8Array =>
  Buffer.from(['jamaa-closing-1', registerId(key), String(firstNumber), String(lastNumber), head].join('\n'));
