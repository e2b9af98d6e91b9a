import { type LocalDate, startOfDay } from '@jamaa/deadlines';
import { type Clock, isOpen } from '../clock.ts';
import type { Rules } from '../policies/rules.ts';
import { NATIONAL } from './content.ts';

/** A change of a calendar, by what it can move. */
export interface CalendarMark {
  /** The calendar's number from this change on. */
  readonly generation: number;
  readonly calendar: string;
  readonly firstDay: LocalDate;
  /** Whether instants move, not only days. */
  readonly instants: boolean;
}

type Counted = Pick<Clock, 'delay' | 'dueAt' | 'next' | 'calendarVersion' | 'endedAt' | 'about'>;

/** Whether days off bear on a delay at all: calendar days that do not roll end where they end. */
export const countsWorkingDays = ({ delay }: Pick<Clock, 'delay'>): boolean =>
  delay.unit === 'working-day' || delay.rollToWorkingDay === true;

/** Whether one change can move a clock: it is open, was counted before it, and what is to come lies on its first day or after. */
export function canMove(mark: CalendarMark, clock: Counted, rules: Pick<Rules, 'calendar'>): boolean {
  if (!isOpen(clock as Clock) || clock.calendarVersion >= mark.generation) return false;
  if (mark.calendar !== NATIONAL && mark.calendar !== clock.about.organisation) return false;
  if (!mark.instants && !countsWorkingDays(clock)) return false;
  const from = startOfDay(mark.firstDay, rules.calendar);
  const last = clock.dueAt !== undefined && clock.dueAt >= from;
  return last || (mark.instants && clock.next !== undefined && clock.next.at >= from);
}

/** Whether a clock must be counted again before it is believed. */
export const isStale = (clock: Counted, rules: Pick<Rules, 'calendar' | 'marks'>): boolean =>
  (rules.marks ?? []).some((mark) => canMove(mark, clock, rules));
