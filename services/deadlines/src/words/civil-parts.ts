import { epochDay, isoWeekday, localDate } from '../civil-date.ts';
import type { DateRange, LocalDate } from '../types.ts';

/** A civil date taken apart for writing; `month` and `weekday` count from 0 (January, Monday). */
export interface CivilParts {
  year: number;
  month: number;
  day: number;
  weekday: number;
}

/** The parts of a date. */
export function civilParts(date: LocalDate): CivilParts {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return { year, month: month - 1, day, weekday: isoWeekday(epochDay(date, 'date')) - 1 };
}

/** The parts of every day of the ranges. */
export function daysOf(ranges: readonly DateRange[]): CivilParts[] {
  return ranges.flatMap((range) => {
    const first = epochDay(range.from, 'from');
    const length = epochDay(range.to, 'to') - first + 1;
    return Array.from({ length }, (_, i) => civilParts(localDate(first + i)));
  });
}

/** Whether the days all lie in one month, so that month and year need naming once. */
export function inOneMonth(days: readonly CivilParts[]): boolean {
  const [first] = days;
  return days.every((day) => day.month === first?.month && day.year === first.year);
}
