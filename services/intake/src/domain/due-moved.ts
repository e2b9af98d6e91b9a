import type { Complaint, DueMoved } from './complaint.ts';
import { openStates } from './vocabulary.ts';

/** What sla tells of a legal clock. */
export interface LegalClock {
  readonly dueAt: Date;
  readonly explanation: { readonly ar: string; readonly fr: string };
  readonly movement: { readonly ar: string; readonly fr: string };
  readonly dayMoved: boolean;
}

/** The case follows sla, which alone counts delays, while an answer is owed; told again it changes nothing. */
export function followClock(complaint: Complaint, clock: LegalClock): readonly DueMoved[] {
  const owed = (openStates as readonly string[]).includes(complaint.state);
  if (!owed || complaint.dueAt === undefined || complaint.dueAt.getTime() === clock.dueAt.getTime()) return [];
  const { dueAt, explanation, movement, dayMoved } = clock;
  const language = complaint.language === 'fr' ? 'fr' : 'ar';
  const text = movement[language] === '' ? explanation[language] : movement[language];
  return [{ type: 'dueMoved', dueAt, explanation, text, dayMoved }];
}
