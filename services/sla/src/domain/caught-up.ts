import { type Clock, isOpen, levels } from './clock.ts';
import { fire, type LineLevel } from './firing.ts';
import type { Rules } from './policies/rules.ts';

const everybody: readonly LineLevel[] = levels.map((level) => ({ level, organisation: '', accountIds: ['nobody'] }));

/**
 * An open clock as it stands at an instant when everything due before then has fired, each level having had its people. Tells
 * nobody: for history that is written, not lived.
 */
export function caughtUp(clock: Clock, until: Date, rules: Rules): Clock {
  let now = clock;
  while (isOpen(now) && now.next !== undefined && now.next.at <= until) {
    const firing = fire(now, now.next, everybody, rules);
    if (firing === undefined) return now;
    now = firing.clock;
  }
  return now;
}
