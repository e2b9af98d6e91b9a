import { DeadlineInputError } from './deadline-input-error.ts';
import { epochMs } from './instant.ts';
import type { Pause } from './types.ts';
import type { ZoneClock } from './zone-clock.ts';

/** Epoch days of a request and of its complement; the days after the first through the second do not count. */
export interface Stop {
  asked: number;
  /** Infinite while the complement is awaited. */
  given: number;
}

/**
 * The pauses as stops in local days, in order; those that overlap or touch are one stop.
 * @throws DeadlineInputError naming `pauses[i].from` or `pauses[i].to`
 */
export function stopsOf(pauses: readonly Pause[], clock: ZoneClock): Stop[] {
  const stops = pauses.map((pause, i) => stopOf(pause, i, clock)).sort((a, b) => a.asked - b.asked);
  const merged: Stop[] = [];
  for (const stop of stops) {
    const last = merged.at(-1);
    if (last && stop.asked <= last.given) last.given = Math.max(last.given, stop.given);
    else merged.push(stop);
  }
  return merged;
}

function stopOf(pause: Pause, index: number, clock: ZoneClock): Stop {
  const from = epochMs(pause.from, `pauses[${index}].from`);
  if (pause.to === undefined) return { asked: clock.dayOf(from), given: Number.POSITIVE_INFINITY };
  const to = epochMs(pause.to, `pauses[${index}].to`);
  if (to < from) throw new DeadlineInputError(`pauses[${index}].to`, 'must not be before from');
  return { asked: clock.dayOf(from), given: clock.dayOf(to) };
}
