import { type Calendar, dayOf, localDateOf, type OfficeHours } from '@jamaa/deadlines';
import { invalidField } from '@jamaa/kit';
import { CalendarDay, type GetCalendarRequest, GetCalendarResponse } from '@jamaa/proto/sla/v1/sla';
import { NATIONAL } from '../domain/calendar/content.ts';
import { wordsOfDay } from '../domain/calendar/words.ts';
import { calendarOf } from '../domain/policies/rules.ts';
import { calendarRows } from '../store/rule-rows.ts';
import { firstVersion } from '../store/write-calendar.ts';
import { type Deps, territoryOf } from './deps.ts';

const [FIRST_YEAR, LAST_YEAR] = [2017, 2100];
const DAY_MS = 86_400_000;

/** A calendar as it holds now, with what is particular about the days of a year, each in words. It is public law: for anybody. */
export const getCalendar =
  (deps: Deps) =>
  async ({ calendar: id, year: asked }: GetCalendarRequest): Promise<GetCalendarResponse> => {
    const { platform, ruleBook, base } = deps;
    await territoryOf(deps, id);
    const rules = await ruleBook.current();
    const year = asked === 0 ? Number(localDateOf(platform.clock.now(), rules.calendar).slice(0, 4)) : asked;
    if (year < FIRST_YEAR || year > LAST_YEAR)
      throw invalidField('year', 'range', `a year from ${FIRST_YEAR} to ${LAST_YEAR}`);
    const rows = await calendarRows(platform.mongo)
      .find({ _id: { $in: [NATIONAL, id] } })
      .toArray();
    const versionOf = (one: string): number =>
      rows.find((row) => row._id === one)?.version ?? firstVersion(one, base.calendar);
    const calendar = id === NATIONAL ? rules.calendar : calendarOf(rules, id);
    const own = rows.find((row) => row._id === id)?.content;
    const ownDates = new Set([...(own?.holidays ?? []).map(({ date }) => date), ...(own?.workingDays ?? [])]);
    return GetCalendarResponse.fromPartial({
      calendar: id,
      version: versionOf(id),
      nationalVersion: versionOf(NATIONAL),
      year,
      weekends: [
        { from: '', weekdays: [...calendar.weekend] },
        ...(calendar.weekendChanges ?? []).map(({ from, weekend }) => ({ from, weekdays: [...weekend] })),
      ],
      days: datesOf(year).flatMap((date) => particular(date, calendar, ownDates.has(date) ? id : NATIONAL)),
      legalTime: (calendar.offsetOverrides ?? []).map(({ from, to = '', offsetMinutes }) => ({
        from,
        to,
        offsetMinutes,
      })),
      hours: (calendar.hours ?? [])
        .filter(reaches(year))
        .map((row) => ({ ...row, weekdays: [...(row.weekdays ?? [])] })),
    });
  };

const reaches =
  (year: number) =>
  ({ from, to }: OfficeHours): boolean =>
    from <= `${year}-12-31` && (to === undefined || to >= `${year}-01-01`);

const datesOf = (year: number): string[] => {
  const [first, next] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return Array.from({ length: (next - first) / DAY_MS }, (_, i) =>
    new Date(first + i * DAY_MS).toISOString().slice(0, 10),
  );
};

/** Holidays, also those on a weekend, and days worked by exception; plain weekends follow from the weekdays. */
function particular(date: string, calendar: Calendar, from: string): CalendarDay[] {
  const day = dayOf(date, calendar);
  const holiday = day.holiday ?? calendar.holidays.find((one) => one.date === date);
  if (day.kind !== 'worked-by-exception' && holiday === undefined) return [];
  const kind = day.kind === 'worked-by-exception' ? day.kind : 'holiday';
  return [
    CalendarDay.fromPartial({
      ...{ date, kind, calendar: from, status: holiday?.status ?? '' },
      ...(holiday === undefined ? {} : { name: holiday.name }),
      explanation: wordsOfDay(kind, day.kind === 'weekend', holiday),
    }),
  ];
}
