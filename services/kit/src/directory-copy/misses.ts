import type { Clock } from '../time/clock.ts';

/** Most callers are citizens: the directory is not asked about each of their calls. */
const UNKNOWN_MS = 30_000;
/** A directory that did not answer is asked again soon. */
const UNANSWERED_MS = 2_000;
const LIMIT = 50_000;

export interface Misses {
  has(subject: string): boolean;
  add(subject: string, why: 'unknown' | 'unanswered'): void;
  clear(): void;
}

/** Subjects without an account, for a short while; forgotten at once when any account changes. */
export function createMisses(clock: Clock): Misses {
  const until = new Map<string, number>();
  return {
    has: (subject) => (until.get(subject) ?? 0) > clock.system(),
    add(subject, why) {
      if (until.size >= LIMIT) until.clear();
      until.set(subject, clock.system() + (why === 'unknown' ? UNKNOWN_MS : UNANSWERED_MS));
    },
    clear: () => until.clear(),
  };
}
