import type { Clock } from './clock.ts';
import { waitFor } from './wait.ts';

/** Waits until a round may begin. */
export type Rounds = (signal: AbortSignal) => Promise<void>;

/**
 * Rounds that begin at least `everyMs` apart: what comes meanwhile shares the next one. The first after a pause begins at once, so
 * that nobody waits when there is little to do.
 */
export function createRounds(clock: Pick<Clock, 'system'>, everyMs: number): Rounds {
  let last = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const pause = last + everyMs - clock.system();
    if (pause > 0) await waitFor(Math.min(pause, everyMs), signal);
    last = clock.system();
  };
}
