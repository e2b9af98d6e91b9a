import type { Deadline, Language, Suspended } from './types.ts';
import { phrasesOf } from './words/phrases-of.ts';

/**
 * A deadline in words for the person it concerns: the day of receipt, the delay, each day not counted and why, whether
 * the last day moved, and the due date; for a suspended clock, since when and what remains. Latin digits.
 */
export function explain(deadline: Deadline | Suspended, language: Language): string {
  const words = phrasesOf(language);
  const [receipt, ...others] = deadline.steps.map((step) => words.step(step, deadline.delay.unit));
  const end = deadline.suspended
    ? words.suspended(deadline.since, deadline.remaining, deadline.delay.unit)
    : words.due(deadline.lastDay);
  return [receipt, words.delay(deadline.delay), ...others, end].join(' ');
}
