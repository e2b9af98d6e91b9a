import { parse, v7 } from 'uuid';

/** A UUIDv7: time-ordered, not guessable enough to be a secret. */
export const newId = (): string => v7();

const millisecondsOf = (id: string): number => {
  const bytes = parse(id);
  return Buffer.from(bytes.buffer, bytes.byteOffset, 6).readUIntBE(0, 6);
};

/**
 * A UUIDv7 greater than `previous`. Events of one aggregate are sorted by id, also when the clocks of two replicas disagree:
 * the later one steps just past the earlier instead of trusting its own clock.
 */
export function nextId(previous: string | undefined): string {
  const id = v7();
  if (previous === undefined || id > previous) return id;
  return v7({ msecs: millisecondsOf(previous) + 1 });
}
