import { epochDay, localDate } from './civil-date.ts';
import type { Calendar, DateRange, Deadline, LocalDate, LocalizedText } from './types.ts';

/** A change of the calendar that bears on a deadline. */
export type Reason =
  | { kind: 'holiday-moved'; name: LocalizedText; before: readonly DateRange[]; after: readonly DateRange[] }
  | { kind: 'holiday-added'; name: LocalizedText; after: readonly DateRange[] }
  | { kind: 'holiday-removed'; name: LocalizedText; before: readonly DateRange[] }
  | { kind: 'worked-added'; date: LocalDate }
  | { kind: 'worked-removed'; date: LocalDate };

/** The calendars before and after the change: with them a holiday that left the delay can be told from one abolished. */
export interface CalendarChange {
  before: Calendar;
  after: Calendar;
}

interface Named {
  name: LocalizedText;
  days: number[];
}
type ByName = Map<string, Named>;

/** Religious dates shift by a day or two; this much beyond the delay a holiday is still the same celebration. */
const SAME_CELEBRATION_DAYS = 15;

/** What changed between two computations of one deadline. */
export function reasonsFor(before: Deadline, after: Deadline, calendars?: CalendarChange): Reason[] {
  const window = { first: epochDay(before.receivedOn, 'before.receivedOn'), last: lastOf(before, after) };
  const was = calendars ? holidaysAround(calendars.before, window) : holidaysNotCounted(before);
  const is = calendars ? holidaysAround(calendars.after, window) : holidaysNotCounted(after);
  const names = new Set([...was.keys(), ...is.keys()]);
  const holidays = [...names].flatMap((key) => holidayReason(was.get(key), is.get(key), window) ?? []);
  return [...holidays, ...exceptions(before, after)];
}

function holidayReason(
  was: Named | undefined,
  is: Named | undefined,
  window: { first: number; last: number },
): Reason | undefined {
  const inWindow = (named?: Named) => named?.days.filter((day) => day > window.first && day <= window.last).join();
  if (inWindow(was) === inWindow(is)) return undefined;
  if (was && is) return { kind: 'holiday-moved', name: is.name, before: ranges(was.days), after: ranges(is.days) };
  if (is) return { kind: 'holiday-added', name: is.name, after: ranges(is.days) };
  return was && { kind: 'holiday-removed', name: was.name, before: ranges(was.days) };
}

function exceptions(before: Deadline, after: Deadline): Reason[] {
  const was = workedByException(before);
  const is = workedByException(after);
  return [
    ...is.filter((date) => !was.includes(date)).map((date): Reason => ({ kind: 'worked-added', date })),
    ...was.filter((date) => !is.includes(date)).map((date): Reason => ({ kind: 'worked-removed', date })),
  ];
}

function workedByException(deadline: Deadline): LocalDate[] {
  return deadline.steps.flatMap((step) => (step.kind === 'worked' ? [step.date] : []));
}

function holidaysNotCounted(deadline: Deadline): ByName {
  const named: ByName = new Map();
  for (const step of deadline.steps) {
    if (step.kind === 'holiday') {
      const first = epochDay(step.from, 'steps.from');
      for (let day = first; day < first + step.days; day += 1) add(named, step.name, day);
    } else if (step.kind === 'roll' && step.holiday) {
      add(named, step.holiday, epochDay(step.from, 'steps.from'));
    }
  }
  return named;
}

function holidaysAround(calendar: Calendar, window: { first: number; last: number }): ByName {
  const named: ByName = new Map();
  for (const [i, { date, name }] of calendar.holidays.entries()) {
    const day = epochDay(date, `calendar.holidays[${i}].date`);
    const near = day > window.first - SAME_CELEBRATION_DAYS && day <= window.last + SAME_CELEBRATION_DAYS;
    if (near) add(named, name, day);
  }
  return named;
}

function add(named: ByName, name: LocalizedText, day: number): void {
  const known = named.get(name.fr);
  if (!known) named.set(name.fr, { name, days: [day] });
  else known.days = [...new Set([...known.days, day])].sort((a, b) => a - b);
}

function lastOf(before: Deadline, after: Deadline): number {
  return Math.max(epochDay(before.lastDay, 'before.lastDay'), epochDay(after.lastDay, 'after.lastDay'));
}

function ranges(days: readonly number[]): DateRange[] {
  const runs: { first: number; last: number }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.last === day - 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs.map(({ first, last }) => ({ from: localDate(first), to: localDate(last) }));
}
