import type { Random } from './random.ts';

/** A UUIDv7 of the given instant with seeded random bits, so that the same seed gives the same ids. */
export function seededId(random: Random, at: Date): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes.set(random.bytes(10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Ids that grow along one aggregate, as the journal's do: an id that would not be greater steps a millisecond further. */
export function createIdLine(random: Random): (at: Date) => string {
  let last = '';
  let lastMs = 0;
  return (at) => {
    const ms = Math.max(at.getTime(), lastMs);
    let id = seededId(random, new Date(ms));
    if (id <= last) id = seededId(random, new Date(ms + 1));
    last = id;
    lastMs = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    return id;
  };
}
