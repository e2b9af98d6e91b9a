import { epochDay, localDate } from './civil-date.ts';
import { DeadlineInputError } from './deadline-input-error.ts';
import { type DueDateInput, dueDate } from './due-date.ts';
import { epochMs } from './instant.ts';
import type { LocalDate } from './types.ts';
import { workingCalendar } from './working-calendar.ts';

const DEFAULT_DAYS_BEFORE = [15, 5];

/** Why a warning leaves: calendar days before the last day, or a share (0 < share ≤ 1) of the delay used up. */
export type WarningRule = { kind: 'days-before'; days: number } | { kind: 'share'; share: number };

/** A warning to send; `rules` holds every rule that falls on this instant. */
export interface Warning {
  /** UTC instant. */
  at: string;
  on: LocalDate;
  rules: readonly WarningRule[];
}

/** What warnings are computed from: the deadline's own input, and the rules. */
export interface WarningInput extends DueDateInput {
  /** Calendar days before the last day. Default 15 and 5. */
  daysBefore?: readonly number[];
  /** Shares of the delay, such as 0.5 and 0.8. Default none. */
  shares?: readonly number[];
}

/**
 * The warnings of a deadline, oldest first, one per instant, each when offices open on its day and after the receipt. A share leaves
 * on the day in which it is used up: half of 5 working days is the third one. While the clock is suspended only shares
 * used up before the request remain, as the last day is not known.
 * @throws DeadlineInputError naming the bad field
 */
export function warningInstants(input: WarningInput): readonly Warning[] {
  const { clock, hoursOf } = workingCalendar(input.calendar);
  const byDay = new Map<number, WarningRule[]>();
  const warn = (date: LocalDate, daysEarlier: number, rule: WarningRule) => {
    const day = epochDay(date, 'lastDay') - daysEarlier;
    byDay.set(day, [...(byDay.get(day) ?? []), rule]);
  };

  const due = dueDate(input);
  for (const days of new Set(input.daysBefore ?? DEFAULT_DAYS_BEFORE)) {
    if (!Number.isInteger(days) || days < 0) {
      throw new DeadlineInputError('daysBefore', 'must hold whole numbers of at least 0');
    }
    if (!due.suspended) warn(due.lastDay, days, { kind: 'days-before', days });
  }
  for (const share of new Set(input.shares ?? [])) {
    if (!(share > 0 && share <= 1)) throw new DeadlineInputError('shares', 'must hold numbers above 0 and up to 1');
    const used = dueDate({ ...input, delay: { unit: input.delay.unit, amount: daysUsed(share, input.delay.amount) } });
    if (!used.suspended) warn(used.lastDay, 0, { kind: 'share', share });
  }

  const receivedAt = epochMs(input.receivedAt, 'receivedAt');
  return [...byDay]
    .sort(([a], [b]) => a - b)
    .map(([day, rules]) => ({ ms: clock.instantAt(day, hoursOf(day).opens), day, rules }))
    .filter(({ ms }) => ms > receivedAt)
    .map(({ ms, day, rules }) => ({ at: new Date(ms).toISOString(), on: localDate(day), rules }));
}

/** Rounding up first to a millionth: 0.07 × 100 is 7.000000000000001 in binary and must stay the seventh day. */
function daysUsed(share: number, amount: number): number {
  return Math.ceil(Number((share * amount).toFixed(6)));
}
