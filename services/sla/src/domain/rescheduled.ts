import { type Calendar, type Deadline, explainMovement, localDateOf, moved } from '@jamaa/deadlines';
import { type Clock, isOpen } from './clock.ts';
import type { Clocks } from './evolve.ts';
import { explanationOf } from './explanation.ts';
import type { Fact } from './fact.ts';
import { calendarOf, type Rules } from './policies/rules.ts';
import { deadlineOf } from './schedule.ts';

type Text = { readonly ar: string; readonly fr: string };

/** What is told of an open clock whose due date is another one. */
export interface Rescheduled {
  readonly previousDueAt: Date;
  readonly explanation: Text;
  readonly movement: Text;
  /** Whether the last day is another one, not only the hour of its end. */
  readonly dayMoved: boolean;
  readonly calendarVersion: number;
}

/** Whether a newer calendar, and nothing else, moved a clock that was and is open. */
export const movedByCalendar = (was: Clock | undefined, is: Clock): was is Clock & { dueAt: Date } =>
  was?.dueAt !== undefined &&
  is.dueAt !== undefined &&
  isOpen(was) &&
  isOpen(is) &&
  was.round === is.round &&
  was.policy === is.policy &&
  was.about.organisation === is.about.organisation &&
  was.calendarVersion !== is.calendarVersion &&
  was.dueAt.getTime() !== is.dueAt.getTime();

/** How a clock moved, in words. @param before the calendar with which it was counted until now */
export function rescheduled(was: Clock & { dueAt: Date }, is: Clock, before: Calendar, rules: Rules): Rescheduled {
  const calendar = calendarOf(rules, is.about.organisation);
  const then = deadlineOf(was, { ...rules, calendar: before, own: () => undefined });
  const now = deadlineOf(is, rules);
  const movement =
    then.suspended || now.suspended ? { ar: '', fr: '' } : movementOf(then, now, { before, after: calendar });
  return told(was.dueAt, is, movement, rules);
}

/**
 * A legal clock that starts with another due date than the complainant was told at receipt: intake counted with an older calendar
 * or rule. `undefined` when both agree.
 */
export function toldOtherwise(fact: Fact, after: Clocks, rules: Rules): Rescheduled | undefined {
  const { legal } = after;
  const { dueAt: said } = fact.complaint;
  if (legal?.dueAt === undefined || said === undefined || legal.dueAt.getTime() === said.getTime()) return undefined;
  return told(said, legal, { ar: '', fr: '' }, rules);
}

function told(previousDueAt: Date, is: Clock, movement: Text, rules: Rules): Rescheduled {
  const last = (at: Date | undefined): string =>
    at === undefined ? '' : localDateOf(new Date(at.getTime() - HALF_DAY_MS), rules.calendar);
  return {
    previousDueAt,
    explanation: explanationOf(is, rules),
    movement,
    dayMoved: last(previousDueAt) !== last(is.dueAt),
    calendarVersion: is.calendarVersion,
  };
}

/** Half a day before the end of a last day lies within it under any legal time. */
const HALF_DAY_MS = 43_200_000;

function movementOf(then: Deadline, now: Deadline, calendars: { before: Calendar; after: Calendar }): Text {
  const movement = moved(then, now, calendars);
  return { ar: explainMovement(movement, 'ar'), fr: explainMovement(movement, 'fr') };
}
