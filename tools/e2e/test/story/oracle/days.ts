/**
 * Days and hours in Morocco, for the oracle alone: written from the orders on legal time, importing nothing. A day is a number of days
 * since 1970-01-01, an instant is milliseconds since the epoch.
 */
export type Day = number;
export type Instant = number;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Order 3.06.26 of 29 January 2026: GMT from Sunday 15 February to Sunday 22 March 2026, the clocks change at 02:00 GMT; else GMT+1. */
const GMT_FROM = Date.parse('2026-02-15T02:00:00Z');
const GMT_UNTIL = Date.parse('2026-03-22T02:00:00Z');
const minutesEast = (instant: Instant): number => (instant >= GMT_FROM && instant < GMT_UNTIL ? 0 : 60);

export const dayOf = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
export const isoOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const localDay = (instant: Instant): Day => Math.floor((instant + minutesEast(instant) * MINUTE_MS) / DAY_MS);

/** The instant of a local time such as `08:30` on a day. */
export function instantOf(day: Day, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS;
  for (const east of [60, 0]) {
    const instant = wall - east * MINUTE_MS;
    if (minutesEast(instant) === east) return instant;
  }
  throw new RangeError(`${isoOf(day)} has no ${time}: the clocks were put forward`);
}

/** Ramadan of the year 1447 by the arithmetical calendar. */
const RAMADAN: readonly [Day, Day] = [dayOf('2026-02-18'), dayOf('2026-03-19')];

/** When offices open: 08:30 by decree 2-05-916, 09:00 in Ramadan by circular. */
export const opening = (day: Day): Instant =>
  instantOf(day, day >= RAMADAN[0] && day <= RAMADAN[1] ? '09:00' : '08:30');

/** `2026-02-03 10:15`, local. */
export function moment(text: string): Instant {
  const [date = '', time = ''] = text.split(' ');
  return instantOf(dayOf(date), time);
}

/** 1 Monday … 7 Sunday. */
export const weekday = (day: Day): number => ((day + 3) % 7) + 1;
