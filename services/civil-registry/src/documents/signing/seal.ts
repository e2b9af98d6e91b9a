import { createHash } from 'node:crypto';
import { createCms } from './cms.ts';
import { covered, fill, type SignatureFacts, withPlaceholder } from './placeholder.ts';
import type { SealKey, TimeStamper } from './ports.ts';

export interface Seal {
  /** Seals a PDF that Typst has drawn: PAdES B-B, with a time-stamp B-T. */
  seal(pdf: Buffer, facts: Omit<SignatureFacts, 'room'>): Promise<Buffer>;
}

/** Certificates of three levels and a time-stamp with its own, with some to spare. */
const ROOM = 8_192;

export function createSeal(key: SealKey, timeStamper?: TimeStamper): Seal {
  const cms = createCms(key);
  const options = timeStamper && { stamp: (digest: Uint8Array) => timeStamper.stamp(digest) };
  return {
    async seal(pdf, facts) {
      const prepared = withPlaceholder(pdf, { ...facts, room: ROOM });
      const hash = createHash('sha256');
      for (const part of covered(prepared)) hash.update(part);
      return fill(prepared, await cms({ digest: hash.digest() }, options));
    },
  };
}
