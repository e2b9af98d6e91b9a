import { type Calendar, moroccoPublicCalendar } from '@jamaa/deadlines';
import { type Policies, policies } from './policies.ts';

/** Everything dated that clocks depend on. */
export interface Rules {
  readonly calendar: Calendar;
  readonly policies: Policies;
}

/**
 * The rules in force. The calendar is one object per version, because the library indexes it once per object; legal time
 * is part of it. The return to GMT all year becomes
 * `{ ...moroccoPublicCalendar, version: 2, offsetOverrides: moroccoLegalTime2026 }` here and in intake in one release; the
 * recomputation job then moves the open clocks.
 */
export const currentRules: Rules = { calendar: moroccoPublicCalendar, policies };
