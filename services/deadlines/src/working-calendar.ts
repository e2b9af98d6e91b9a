import { epochDay, isoWeekday } from './civil-date.ts';
import { DeadlineInputError } from './deadline-input-error.ts';
import { type DayHours, hoursTable } from './office-hours.ts';
import type { Calendar, Holiday } from './types.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

/** What a day is to a working-day count. */
export type DayKind =
  | { off: false; byException: boolean }
  | { off: true; holiday?: undefined }
  | { off: true; holiday: Holiday };

/** A calendar checked and indexed for counting in epoch days. */
export interface WorkingCalendar {
  version: number;
  clock: ZoneClock;
  kindOf(day: number): DayKind;
  hoursOf(day: number): DayHours;
}

const ORDINARY: DayKind = { off: false, byException: false };
const EXCEPTION: DayKind = { off: false, byException: true };
const WEEKEND: DayKind = { off: true };

const indexed = new WeakMap<Calendar, WorkingCalendar>();

/**
 * Checks and indexes a calendar, once per object.
 * @throws DeadlineInputError naming the bad field
 */
export function workingCalendar(calendar: Calendar): WorkingCalendar {
  const known = indexed.get(calendar);
  if (known) return known;
  const made = index(calendar);
  indexed.set(calendar, made);
  return made;
}

function index(calendar: Calendar): WorkingCalendar {
  if (!Number.isInteger(calendar.version) || calendar.version < 0) {
    throw new DeadlineInputError('calendar.version', 'must be a whole number of at least 0');
  }
  const weekend = weekendOf(calendar.weekend, 'calendar.weekend');
  const later = (calendar.weekendChanges ?? [])
    .map((change, i) => ({
      from: epochDay(change.from, `calendar.weekendChanges[${i}].from`),
      weekend: weekendOf(change.weekend, `calendar.weekendChanges[${i}].weekend`),
    }))
    .sort((a, b) => a.from - b.from);
  const worked = new Set(calendar.workingDays?.map((date, i) => epochDay(date, `calendar.workingDays[${i}]`)));
  const holidays = holidaysByDay(calendar.holidays);
  return {
    version: calendar.version,
    clock: zoneClock(calendar.zone, calendar.offsetOverrides),
    hoursOf: hoursTable(calendar.hours),
    kindOf: (day) => {
      const holiday = holidays.get(day);
      const weekendDay = (later.findLast((one) => one.from <= day)?.weekend ?? weekend).has(isoWeekday(day));
      if (!holiday && !weekendDay) return ORDINARY;
      if (worked.has(day)) return EXCEPTION;
      return weekendDay || !holiday ? WEEKEND : holiday;
    },
  };
}

function weekendOf(weekdays: readonly number[], field: string): ReadonlySet<number> {
  const weekend = new Set(weekdays);
  if ([...weekend].some((weekday) => !Number.isInteger(weekday) || weekday < 1 || weekday > 7)) {
    throw new DeadlineInputError(field, 'must hold ISO weekdays, 1 (Monday) to 7 (Sunday)');
  }
  if (weekend.size === 7) throw new DeadlineInputError(field, 'must leave a day of the week to work');
  return weekend;
}

function holidaysByDay(holidays: readonly Holiday[]): Map<number, DayKind & { off: true; holiday: Holiday }> {
  const byDay = new Map<number, DayKind & { off: true; holiday: Holiday }>();
  for (const [i, holiday] of holidays.entries()) {
    const day = epochDay(holiday.date, `calendar.holidays[${i}].date`);
    const other = byDay.get(day)?.holiday;
    byDay.set(day, { off: true, holiday: other ? bothOn(other, holiday) : holiday });
  }
  return byDay;
}

/** Two holidays on one date are one day off that bears both names; it is certain as soon as one of them is. */
function bothOn(first: Holiday, second: Holiday): Holiday {
  return {
    date: first.date,
    name: { ar: `${first.name.ar} / ${second.name.ar}`, fr: `${first.name.fr} / ${second.name.fr}` },
    status: first.status === 'confirmed' ? 'confirmed' : second.status,
  };
}
