import { explain } from '@jamaa/deadlines';
import type { Clock } from './clock.ts';
import type { Rules } from './policies/rules.ts';
import { deadlineOf } from './schedule.ts';

/** Why a clock is due when it is, in words. */
export function explanationOf(clock: Clock, rules: Rules): { ar: string; fr: string } {
  const deadline = deadlineOf(clock, rules);
  return { ar: explain(deadline, 'ar'), fr: explain(deadline, 'fr') };
}
