import type { Reason } from '../movement-reasons.ts';
import type { Delay, LocalDate, Step } from '../types.ts';

/** The sentences of one language. Each method returns one whole sentence with its full stop. */
export interface Phrases {
  delay(delay: Delay): string;
  step(step: Step, unit: Delay['unit']): string;
  due(lastDay: LocalDate): string;
  suspended(since: LocalDate, remaining: number, unit: Delay['unit']): string;
  movedTo(from: LocalDate, to: LocalDate, days: number): string;
  unmoved(lastDay: LocalDate): string;
  onlyLegalTimeMoved(lastDay: LocalDate): string;
  reason(reason: Reason): string;
}
