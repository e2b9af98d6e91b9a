import type { Calendar, Holiday, LocalDate, OfficeHours, OffsetOverride, WeekendChange } from '@jamaa/deadlines';

/** The calendar that all others inherit. */
export const NATIONAL = 'national';

/** What administrators edit of one calendar. An organisation's holds only what differs from the national one. */
export interface CalendarContent {
  /** The national calendar's first weekend. */
  readonly weekend?: readonly number[];
  readonly weekendChanges: readonly WeekendChange[];
  readonly holidays: readonly Holiday[];
  /** Days worked by exception. */
  readonly workingDays: readonly LocalDate[];
  /** Legal time, one for the kingdom: national calendar only. */
  readonly offsetOverrides?: readonly OffsetOverride[];
  readonly hours?: readonly OfficeHours[];
}

export const emptyContent: CalendarContent = { weekendChanges: [], holidays: [], workingDays: [] };

/** The content of a calendar of the library, to begin with. */
export const contentOf = (calendar: Calendar): CalendarContent => ({
  weekend: calendar.weekend,
  weekendChanges: calendar.weekendChanges ?? [],
  holidays: calendar.holidays,
  workingDays: calendar.workingDays ?? [],
  offsetOverrides: calendar.offsetOverrides ?? [],
  hours: calendar.hours ?? [],
});

/** The national calendar as the library counts with it. */
export const nationalCalendar = (base: Calendar, content: CalendarContent, version: number): Calendar => ({
  ...base,
  version,
  weekend: content.weekend ?? base.weekend,
  weekendChanges: content.weekendChanges,
  holidays: content.holidays,
  workingDays: content.workingDays,
  offsetOverrides: content.offsetOverrides ?? base.offsetOverrides ?? [],
  hours: content.hours ?? base.hours ?? [],
});

/**
 * An organisation's calendar: the national one with its own days off and days worked, and its own weekend from the first day
 * on which it has one. What it says of a day wins over what the nation says.
 */
export function ownCalendar(national: Calendar, id: string, own: CalendarContent, version: number): Calendar {
  const first = own.weekendChanges[0]?.from;
  const inherited = (national.weekendChanges ?? []).filter(({ from }) => first === undefined || from < first);
  const off = new Set(own.holidays.map(({ date }) => date));
  return {
    ...national,
    id,
    version,
    weekendChanges: [...inherited, ...own.weekendChanges],
    holidays: [...national.holidays, ...own.holidays],
    workingDays: [...(national.workingDays ?? []).filter((date) => !off.has(date)), ...own.workingDays],
    hours: [...(national.hours ?? []), ...(own.hours ?? [])],
  };
}
