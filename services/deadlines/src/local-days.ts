import { epochDay, localDate } from './civil-date.ts';
import { DeadlineInputError } from './deadline-input-error.ts';
import { epochMs } from './instant.ts';
import type { Calendar, Holiday, LocalDate, OfficeHours } from './types.ts';
import { workingCalendar } from './working-calendar.ts';

/**
 * Whether a local date is worked: no weekend, no holiday, or worked by exception.
 * @throws DeadlineInputError for a malformed date or calendar
 */
export function isWorkingDay(date: LocalDate, calendar: Calendar): boolean {
  return !workingCalendar(calendar).kindOf(epochDay(date, 'date')).off;
}

/** What a local date is to a working-day count, and the holiday that it bears. @throws DeadlineInputError as above */
export function dayOf(
  date: LocalDate,
  calendar: Calendar,
): { kind: 'worked' | 'worked-by-exception' | 'weekend' | 'holiday'; holiday?: Holiday } {
  const day = workingCalendar(calendar).kindOf(epochDay(date, 'date'));
  if (!day.off) return { kind: day.byException ? 'worked-by-exception' : 'worked' };
  return day.holiday === undefined ? { kind: 'weekend' } : { kind: 'holiday', holiday: day.holiday };
}

/** When offices are open on a local date that is worked, and the row that says so. @throws DeadlineInputError as above */
export function officeHours(date: LocalDate, calendar: Calendar): { opens: string; closes: string; row?: OfficeHours } {
  const { opens, closes, row } = workingCalendar(calendar).hoursOf(epochDay(date, 'date'));
  return { opens: clockTime(opens), closes: clockTime(closes), ...(row === undefined ? {} : { row }) };
}

const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The instant at which a local date begins. @throws DeadlineInputError for a malformed date or calendar */
export function startOfDay(date: LocalDate, calendar: Calendar): Date {
  return new Date(workingCalendar(calendar).clock.dayStart(epochDay(date, 'date')));
}

/**
 * The local date of an instant in the calendar's zone: 2026-06-30T23:30Z is 1 July in Casablanca at GMT+1.
 * @throws DeadlineInputError for an unreadable instant or a bad calendar
 */
export function localDateOf(instant: string | Date, calendar: Calendar): LocalDate {
  return localDate(workingCalendar(calendar).clock.dayOf(epochMs(instant, 'instant')));
}

/**
 * How many days a case has been open: local calendar days after the day of receipt, through today. "Over 30" is 31 or
 * more. Legal time knows no pause, so none is taken off.
 * @throws DeadlineInputError when `now` lies on a local day before the receipt
 */
export function daysOpen(receivedAt: string | Date, now: string | Date, calendar: Calendar): number {
  const { clock } = workingCalendar(calendar);
  const days = clock.dayOf(epochMs(now, 'now')) - clock.dayOf(epochMs(receivedAt, 'receivedAt'));
  if (days < 0) throw new DeadlineInputError('now', 'must not be before receivedAt');
  return days;
}
