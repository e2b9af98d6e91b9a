import { epochDay } from './civil-date.ts';
import { DeadlineInputError } from './deadline-input-error.ts';
import { type CalendarChange, type Reason, reasonsFor } from './movement-reasons.ts';
import type { Deadline, Language, LocalDate } from './types.ts';
import { phrasesOf } from './words/phrases-of.ts';

/** How a recomputation moved a deadline. */
export interface Movement {
  /** Whether the due instant changed: by its day, or by legal time alone (`days` is then 0). */
  moved: boolean;
  from: LocalDate;
  to: LocalDate;
  /** Local days from the old last day to the new one; negative when it came nearer. */
  days: number;
  /** The changes that bear on it; empty when it did not move or they lie outside holidays. */
  reasons: readonly Reason[];
}

/**
 * Compares a deadline with its recomputation under a changed calendar. With both calendars the reasons tell where a
 * holiday went; without them they tell only what no longer counts and what now does.
 * @throws DeadlineInputError when the two are not of the same receipt and delay
 */
export function moved(before: Deadline, after: Deadline, calendars?: CalendarChange): Movement {
  if (before.receivedOn !== after.receivedOn) {
    throw new DeadlineInputError('after.receivedOn', `must be that of before, ${before.receivedOn}`);
  }
  if (before.delay.amount !== after.delay.amount || before.delay.unit !== after.delay.unit) {
    throw new DeadlineInputError('after.delay', 'must be that of before');
  }
  const hasMoved = before.dueAt !== after.dueAt;
  return {
    moved: hasMoved,
    from: before.lastDay,
    to: after.lastDay,
    days: epochDay(after.lastDay, 'after.lastDay') - epochDay(before.lastDay, 'before.lastDay'),
    // Days off bear on a delay only where they take its last day elsewhere; legal time is told by `days` being 0.
    reasons: before.lastDay === after.lastDay ? [] : reasonsFor(before, after, calendars),
  };
}

/** A movement in words: from when to when, and why. */
export function explainMovement(movement: Movement, language: Language): string {
  const words = phrasesOf(language);
  if (!movement.moved) return words.unmoved(movement.to);
  const first =
    movement.days === 0
      ? words.onlyLegalTimeMoved(movement.to)
      : words.movedTo(movement.from, movement.to, movement.days);
  return [first, ...movement.reasons.map(words.reason)].join(' ');
}
