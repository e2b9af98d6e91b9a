import { ObjectIdentifier } from 'asn1js';

/** Tags of what signatures are made of. */
export const TAG = { integer: 0x02, octets: 0x04, null: 0x05, sequence: 0x30, set: 0x31 } as const;

/**
 * A value in DER: its tag, its length, its parts. The library reads and builds structures well, but encodes an unchanged certificate
 * again with each signature, and passes over bytes that are encoded already: that was four fifths of what a signature cost.
 */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const head = content.length < 128 ? [content.length] : [0x80 + length.length, ...length];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

/** Constructed, context-specific: `[0]`, `[1]`. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Buffer => der(0xa0 + number, ...parts);

/** A SET OF: DER sorts its members by their encoding, and who verifies hashes them in that order. */
export const setOf = (members: readonly Buffer[]): Buffer[] => members.toSorted(Buffer.compare);

export const oid = (value: string): Buffer => Buffer.from(new ObjectIdentifier({ value }).toBER());
