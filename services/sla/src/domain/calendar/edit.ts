import type { Holiday, LocalDate, LocalizedText, OfficeHours, OffsetOverride, WeekendChange } from '@jamaa/deadlines';
import { invalidField } from '@jamaa/kit';
import { type CalendarContent, NATIONAL } from './content.ts';
import { civilDate, datesBetween, toCome } from './dates.ts';

/** What an administrator asks to be changed, all of it or nothing. */
export interface CalendarEdit {
  readonly add: readonly { from: LocalDate; to: LocalDate; name: LocalizedText; status: Holiday['status'] }[];
  readonly remove: readonly LocalDate[];
  readonly confirm: readonly LocalDate[];
  readonly worked: readonly LocalDate[];
  readonly notWorked: readonly LocalDate[];
  readonly weekend?: WeekendChange | undefined;
  readonly legalTime: readonly OffsetOverride[];
  readonly hours: readonly OfficeHours[];
}

export interface Edited {
  readonly content: CalendarContent;
  /** First local day that counts otherwise; absent when no due date can change. */
  readonly firstDay: LocalDate | undefined;
  /** Whether instants move, not only days: legal time, or the hours at which messages leave. */
  readonly instants: boolean;
}

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MOST_DAYS = 3_650;
const MOST_HOURS = 500;

/**
 * A calendar after an edit. Only today and days to come can be changed: deadlines that were judged stand (our rule).
 * @throws AppError `validation-failed` naming the first field that is wrong
 */
export function edited(before: CalendarContent, edit: CalendarEdit, today: LocalDate, calendar: string): Edited {
  const added = edit.add.flatMap((one, i) =>
    datesBetween(one.from, one.to, `add.${i}`, today).map((date) => ({ date, name: one.name, status: one.status })),
  );
  const days = new Set<LocalDate>(added.map(({ date }) => date));
  const change = (dates: readonly LocalDate[], field: string): void => {
    for (const [i, date] of dates.entries()) days.add(toCome(date, `${field}.${i}`, today));
  };
  change(edit.remove, 'remove');
  change(edit.worked, 'worked');
  change(edit.notWorked, 'not_worked');

  const holidays = withHolidays(before.holidays, added, edit);
  const workingDays = withWorked(before.workingDays, edit, new Set(holidays.map(({ date }) => date)));
  const weekendChanges = withWeekend(before.weekendChanges, edit.weekend, today);
  if (edit.weekend !== undefined) days.add(edit.weekend.from);
  for (const [i, row] of edit.legalTime.entries()) {
    if (calendar !== NATIONAL) throw invalidField('legal_time', 'national-only', 'legal time is one for the kingdom');
    days.add(toCome(row.from, `legal_time.${i}.from`, today));
    if (row.to !== undefined && row.to <= row.from)
      throw invalidField(`legal_time.${i}.to`, 'end-before-start', 'must be after from');
    if (Math.abs(row.offsetMinutes) > 120 || row.offsetMinutes % 30 !== 0)
      throw invalidField(`legal_time.${i}.offset_minutes`, 'offset', 'must be whole half hours, at most two hours');
  }
  const hours = withHours(before.hours ?? [], edit.hours, today);
  for (const row of edit.hours) days.add(row.from);
  if (days.size === 0 && edit.confirm.length === 0) throw invalidField('add', 'required', 'nothing is to be changed');
  const offsets =
    edit.legalTime.length === 0 ? before.offsetOverrides : [...(before.offsetOverrides ?? []), ...edit.legalTime];
  return {
    content: {
      ...before,
      holidays,
      workingDays,
      weekendChanges,
      hours,
      ...(offsets ? { offsetOverrides: offsets } : {}),
    },
    firstDay: [...days].sort()[0],
    instants: edit.legalTime.length > 0 || edit.hours.length > 0,
  };
}

/** Hours from days to come on, behind those that stand: the later row wins, nothing is taken out. */
function withHours(
  before: readonly OfficeHours[],
  added: readonly OfficeHours[],
  today: LocalDate,
): readonly OfficeHours[] {
  for (const [i, row] of added.entries()) {
    const field = `hours.${i}`;
    toCome(row.from, `${field}.from`, today);
    if (row.to !== undefined && civilDate(row.to, `${field}.to`) < row.from)
      throw invalidField(`${field}.to`, 'end-before-start', 'must not be before from');
    for (const end of ['opens', 'closes'] as const)
      if (!CLOCK_TIME.test(row[end])) throw invalidField(`${field}.${end}`, 'time', 'must be a time such as 08:30');
    if (row.closes <= row.opens) throw invalidField(`${field}.closes`, 'end-before-start', 'must be after opens');
    if (row.weekdays?.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
      throw invalidField(`${field}.weekdays`, 'weekday', 'ISO weekdays, 1 (Monday) to 7 (Sunday)');
  }
  if (before.length + added.length > MOST_HOURS)
    throw invalidField('hours', 'too-many', `a calendar holds at most ${MOST_HOURS} rows of hours`);
  return [...before, ...added];
}

function withHolidays(
  before: readonly Holiday[],
  added: readonly Holiday[],
  { remove, confirm }: CalendarEdit,
): readonly Holiday[] {
  const byDate = new Map(before.map((holiday) => [holiday.date, holiday]));
  for (const [i, date] of remove.entries())
    if (!byDate.delete(date)) throw invalidField(`remove.${i}`, 'not-found', `${date} is no holiday of this calendar`);
  for (const holiday of added) {
    if (byDate.has(holiday.date)) throw invalidField('add', 'duplicate', `${holiday.date} is a holiday already`);
    byDate.set(holiday.date, holiday);
  }
  for (const [i, date] of confirm.entries()) {
    const holiday = byDate.get(date);
    if (holiday === undefined)
      throw invalidField(`confirm.${i}`, 'not-found', `${date} is no holiday of this calendar`);
    byDate.set(date, { ...holiday, status: 'confirmed' });
  }
  if (byDate.size > MOST_DAYS) throw invalidField('add', 'too-many', `a calendar holds at most ${MOST_DAYS} holidays`);
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function withWorked(
  before: readonly LocalDate[],
  { worked, notWorked, add }: CalendarEdit,
  holidays: ReadonlySet<LocalDate>,
): readonly LocalDate[] {
  const after = new Set(before);
  for (const [i, date] of notWorked.entries())
    if (!after.delete(date))
      throw invalidField(`not_worked.${i}`, 'not-found', `${date} is not worked by exception in this calendar`);
  for (const [i, date] of worked.entries()) {
    if (after.has(date)) throw invalidField(`worked.${i}`, 'duplicate', `${date} is worked by exception already`);
    after.add(date);
  }
  const both = [...after].find((date) => holidays.has(date) && add.some(({ from, to }) => from <= date && date <= to));
  if (both !== undefined) throw invalidField('add', 'contradiction', `${both} is worked by exception`);
  if (after.size > MOST_DAYS) throw invalidField('worked', 'too-many', `at most ${MOST_DAYS} days`);
  return [...after].sort();
}

function withWeekend(
  before: readonly WeekendChange[],
  weekend: WeekendChange | undefined,
  today: LocalDate,
): readonly WeekendChange[] {
  if (weekend === undefined) return before;
  toCome(weekend.from, 'weekend.from', today);
  const weekdays = [...new Set(weekend.weekend)].sort((a, b) => a - b);
  if (weekdays.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    throw invalidField('weekend.weekdays', 'weekday', 'ISO weekdays, 1 (Monday) to 7 (Sunday)');
  if (weekdays.length === 7)
    throw invalidField('weekend.weekdays', 'no-day-left', 'must leave a day of the week to work');
  const others = before.filter(({ from }) => from !== weekend.from);
  return [...others, { from: weekend.from, weekend: weekdays }].sort((a, b) => (a.from < b.from ? -1 : 1));
}
