import { Temporal } from 'temporal-polyfill';
import { DeadlineInputError } from './deadline-input-error.ts';

const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * Milliseconds since the epoch of an instant given as a Date or as ISO text with an offset or Z.
 * @throws DeadlineInputError naming `field` when it cannot be read, has no offset, or lies outside 1970–2199
 */
export function epochMs(instant: string | Date, field: string): number {
  const ms = instant instanceof Date ? instant.getTime() : parse(instant, field);
  if (!(ms >= EARLIEST && ms < LATEST)) {
    throw new DeadlineInputError(field, 'must be an instant between the years 1970 and 2199');
  }
  return ms;
}

function parse(text: string, field: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (cause) {
    // Temporal tells unreadable text by a RangeError and a value that is no text by a TypeError; nothing else is ours.
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new DeadlineInputError(
      field,
      `must be an ISO 8601 instant with Z or an offset, got ${JSON.stringify(text) ?? String(text)}`,
    );
  }
}
