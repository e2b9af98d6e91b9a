import type { State } from '@jamaa/proto/vocabulary';
import type { Clock, Step } from './clock.ts';
import { answerIsOwed } from './fact.ts';

/** A case as intake knows it now. */
export interface Confirmed {
  readonly state: State;
  readonly version: number;
  readonly organisation: string;
  readonly unit: string;
}

/**
 * Whether a due step may fire, given what intake says now. `answered`: the event that ends the clock is on its way.
 * `behind`: a complement was asked for and the event that suspends this clock is on its way.
 */
export function verdict(
  clock: Clock,
  step: Step,
  now: Confirmed | undefined,
): 'fire' | 'answered' | 'behind' | 'unknown' {
  if (now === undefined) return 'unknown';
  if (!answerIsOwed(now.state)) return 'answered';
  const pausing = now.state === 'awaiting-complement' && now.version > clock.complaintVersion;
  return pausing && clock.kind === 'internal' && step.kind !== 'level' ? 'behind' : 'fire';
}
