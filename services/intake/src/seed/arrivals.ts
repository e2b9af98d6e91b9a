import { firstAbove, type Random, weighted } from './random.ts';

const DAY_MS = 86_400_000;
/** Sunday first: Mondays bring what happened at the weekend. */
const weekdays = [0.55, 1.3, 1.15, 1.1, 1.05, 0.85, 0.6];
/** January first: winter rain, the quiet August, the return in September. */
const months = [1.12, 1.08, 1, 0.95, 0.95, 1.02, 0.98, 0.8, 1.1, 1.05, 1.1, 1.12];
const hours = [1, 0.5, 0.3, 0.2, 0.3, 0.6, 1.2, 2.5, 5, 8, 9, 8.5, 6, 4.5, 5.5, 6, 5.5, 5, 4.5, 5, 5.5, 5, 3.5, 2];
const drawHour = weighted(hours.map((weight, hour) => [hour, weight] as const));

/** Where in the years complaints arrive: growing from year to year, with a weekly and a seasonal shape. */
export interface Arrivals {
  /** Instant of the `index`-th of `total` complaints: nearly ascending in `index`, never after the end. */
  at(random: Random, index: number, total: number): Date;
}

/** @param until end of the period, the last instant at which anything happens */
export function createArrivals(until: Date, years: number): Arrivals {
  const days = Math.max(1, Math.round(years * 365));
  const first = Math.floor(until.getTime() / DAY_MS) - days + 1;
  let sum = 0;
  const ends = Array.from({ length: days }, (_, index) => {
    const date = new Date((first + index) * DAY_MS);
    const growth = 1 + (0.7 * index) / days;
    sum += growth * (weekdays[date.getUTCDay()] ?? 1) * (months[date.getUTCMonth()] ?? 1);
    return sum;
  });
  return {
    at(random, index, total) {
      const day = first + firstAbove(ends, ((index + random.next()) / total) * sum);
      const seconds = drawHour(random) * 3600 + random.next() * 3600;
      const at = day * DAY_MS + Math.floor(seconds * 1000);
      // The last day is not over yet: what would lie beyond it falls somewhere before.
      const start = Math.min(day * DAY_MS, until.getTime() - 1);
      return new Date(at < until.getTime() ? at : start + Math.floor(random.next() * (until.getTime() - start)));
    },
  };
}

/** The next instant at which an office works: weekdays, 08:30 to 16:30 local (UTC+1 most of the year). */
export function officeTime(random: Random, from: Date): Date {
  const at = new Date(from);
  const hour = at.getUTCHours() + at.getUTCMinutes() / 60;
  if (hour < 7.5 || hour >= 15.5) {
    if (hour >= 15.5) at.setUTCDate(at.getUTCDate() + 1);
    at.setUTCHours(7, 30 + random.below(180), random.below(60), random.below(1000));
  }
  const weekend = at.getUTCDay() === 6 ? 2 : at.getUTCDay() === 0 ? 1 : 0;
  at.setUTCDate(at.getUTCDate() + weekend);
  return at;
}
