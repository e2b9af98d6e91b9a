import { DAY_MS, localDate } from './civil-date.ts';
import { DeadlineInputError } from './deadline-input-error.ts';
import { epochMs } from './instant.ts';
import { type Stop, stopsOf } from './stopped-days.ts';
import { Tally } from './tally.ts';
import type { Calendar, Deadline, Delay, Pause, Step, Suspended } from './types.ts';
import { type WorkingCalendar, workingCalendar } from './working-calendar.ts';

const LONGEST_DELAY = 3650;

/** What a deadline is computed from. A legal clock never pauses: it is asked for without `pauses`. */
export interface DueDateInput {
  receivedAt: string | Date;
  delay: Delay;
  calendar: Calendar;
  pauses?: readonly Pause[];
}

/**
 * When a delay ends. Our rule, dated configuration: the local day of receipt is not counted; the delay ends at 24:00
 * local of its last day; calendar days all count and a last day off stays unless the delay rolls; working days leave
 * out weekends and holidays; each day of the delay's unit from the day after a request through the day of the
 * complement is left out too. Pauses that begin after the last day change nothing; overlapping ones count once.
 *
 * While a complement is awaited before the last day, the result is `Suspended` (`result.suspended` is true).
 * @throws DeadlineInputError naming the bad field
 */
export function dueDate(input: DueDateInput & { pauses?: undefined }): Deadline;
export function dueDate(input: DueDateInput): Deadline | Suspended;
export function dueDate(input: DueDateInput): Deadline | Suspended {
  const { delay } = input;
  checkDelay(delay);
  const calendar = workingCalendar(input.calendar);
  const received = calendar.clock.dayOf(epochMs(input.receivedAt, 'receivedAt'));
  const stops = input.pauses && input.pauses.length > 0 ? stopsOf(input.pauses, calendar.clock) : [];

  const tally = new Tally();
  tally.add({ kind: 'receipt', date: localDate(received) });
  const counted = countDays(received, delay, calendar, stops, tally);
  const common = { receivedOn: localDate(received), calendarVersion: calendar.version, delay };
  if (counted.stoppedBy) {
    const since = localDate(counted.stoppedBy.asked);
    return { suspended: true, since, remaining: counted.remaining, steps: tally.steps(), ...common };
  }

  const { lastDay, step } = settleLastDay(counted.day, delay, calendar);
  const steps = tally.steps();
  if (step) steps.push(step);
  const dueAt = calendar.clock.dayStart(lastDay + 1);
  const change = legalTimeChange(received, lastDay + 1, calendar);
  if (change) steps.push(change);
  return { dueAt: new Date(dueAt).toISOString(), lastDay: localDate(lastDay), steps, ...common };
}

function checkDelay(delay: Delay): void {
  if (!Number.isInteger(delay.amount) || delay.amount < 0 || delay.amount > LONGEST_DELAY) {
    throw new DeadlineInputError('delay.amount', `must be a whole number of days from 0 to ${LONGEST_DELAY}`);
  }
  if (delay.unit !== 'calendar-day' && delay.unit !== 'working-day') {
    throw new DeadlineInputError(
      'delay.unit',
      `must be calendar-day or working-day, got ${JSON.stringify(delay.unit)}`,
    );
  }
}

interface Count {
  day: number;
  remaining: number;
  stoppedBy?: Stop;
}

function countDays(received: number, delay: Delay, calendar: WorkingCalendar, stops: Stop[], tally: Tally): Count {
  const working = delay.unit === 'working-day';
  let day = received;
  let remaining = delay.amount;
  let next = 0;
  while (remaining > 0) {
    day += 1;
    while (next < stops.length && (stops[next]?.given ?? 0) < day) next += 1;
    const stop = stops[next];
    const stopped = stop !== undefined && day > stop.asked ? stop : undefined;
    if (stopped?.given === Number.POSITIVE_INFINITY) return { day, remaining, stoppedBy: stopped };
    const kind = calendar.kindOf(day);
    if (working && kind.off) {
      // Inside a pause a day off changes nothing, so it is no part of the explanation.
      if (!stopped && kind.holiday) tally.holiday(day, kind.holiday);
      else if (!stopped) tally.weekend();
    } else if (stopped) {
      tally.stopped(day, stopped);
    } else {
      remaining -= 1;
      if (working && !kind.off && kind.byException) tally.add({ kind: 'worked', date: localDate(day) });
    }
  }
  return { day, remaining };
}

function settleLastDay(day: number, delay: Delay, calendar: WorkingCalendar): { lastDay: number; step?: Step } {
  const kind = calendar.kindOf(day);
  if (!kind.off) return { lastDay: day };
  const because = kind.holiday ? { holiday: kind.holiday.name } : {};
  if (!delay.rollToWorkingDay) return { lastDay: day, step: { kind: 'kept', date: localDate(day), ...because } };
  let lastDay = day;
  while (calendar.kindOf(lastDay).off) lastDay += 1;
  return { lastDay, step: { kind: 'roll', from: localDate(day), to: localDate(lastDay), ...because } };
}

/** Legal time at the two midnights that bound the count: a change between them is worth a sentence. */
function legalTimeChange(received: number, end: number, calendar: WorkingCalendar): Step | undefined {
  const offsetAtStartOf = (day: number) => (day * DAY_MS - calendar.clock.dayStart(day)) / 60_000;
  const before = offsetAtStartOf(received + 1);
  const after = offsetAtStartOf(end);
  return before === after ? undefined : { kind: 'legal-time', before, after };
}
