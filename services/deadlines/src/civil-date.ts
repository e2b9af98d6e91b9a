import { DeadlineInputError } from './deadline-input-error.ts';
import type { LocalDate } from './types.ts';

/** Milliseconds in a day of UTC. */
export const DAY_MS = 86_400_000;

const LOCAL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Days since 1970-01-01 of a civil date. Counting in integers keeps the arithmetic free of zones.
 * @throws DeadlineInputError naming `field` when the text is no date of the calendar
 */
export function epochDay(date: LocalDate, field: string): number {
  const parts = typeof date === 'string' ? LOCAL_DATE.exec(date) : null;
  if (parts) {
    const midnight = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
    // Date.UTC rolls 30 February over to March and takes the year 26 for 1926.
    const real = midnight.getUTCMonth() + 1 === Number(parts[2]) && midnight.getUTCDate() === Number(parts[3]);
    if (real && Number(parts[1]) >= 100) return midnight.getTime() / DAY_MS;
  }
  throw new DeadlineInputError(field, `must be a date written YYYY-MM-DD, got ${JSON.stringify(date)}`);
}

/** The civil date of an epoch day. */
export function localDate(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** ISO weekday of an epoch day: 1 Monday … 7 Sunday. */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
