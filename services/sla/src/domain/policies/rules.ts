import { type Calendar, moroccoPublicCalendar } from '@jamaa/deadlines';
import type { CalendarMark } from '../calendar/affected.ts';
import { type Policies, policies } from './policies.ts';

/** Everything dated that clocks depend on. */
export interface Rules {
  /** The national calendar. One object per version: the library indexes it once per object. */
  readonly calendar: Calendar;
  readonly policies: Policies;
  /** The calendar of an organisation that has one of its own. */
  readonly own?: (organisation: string) => Calendar | undefined;
  /** Changes of calendars since the platform began. */
  readonly marks?: readonly CalendarMark[];
}

/** The rules with which the platform begins; administrators go on from there. */
export const currentRules: Rules = { calendar: moroccoPublicCalendar, policies };

/** The calendar by which the body that has a case counts. */
export const calendarOf = (rules: Rules, organisation: string): Calendar => rules.own?.(organisation) ?? rules.calendar;
