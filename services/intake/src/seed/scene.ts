import type { Caller } from '@jamaa/kit';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';
import type { Letters } from './words/letters.ts';

const DAY_MS = 86_400_000;

/** What a story is played with. */
export interface Scene {
  readonly random: Random;
  readonly staff: Staff;
  readonly letters: Letters;
  /** Whoever filed the case. */
  readonly complainant: Caller;
  /** How slow the commune is: 1 is ordinary. */
  readonly slowness: number;
  /** Whether answers must be validated: not in communes of the small profile. */
  readonly validationRequired: boolean;
  /** Days that the category's work takes when it goes well. */
  readonly workDays: number;
  readonly categoryName: string;
}

export const later = (at: Date, days: number): Date => new Date(at.getTime() + Math.round(days * DAY_MS));
