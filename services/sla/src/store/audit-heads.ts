import type { AuditHeads } from '@jamaa/kit';
import { calendarCollection, rulesCollection } from './rule-rows.ts';

/** The audit trail of all policies is one chain. */
export const POLICIES = 'policies';
const CALENDAR = 'calendar:';

/** The audit trail of a calendar. */
export const calendarTrail = (calendar: string): string => `${CALENDAR}${calendar}`;

/** The row in which the head of each trail stands. */
export const auditHeads: readonly AuditHeads[] = [
  { collection: rulesCollection, field: 'audit', rowOf: (id) => (id === POLICIES ? 'rules' : undefined) },
  {
    collection: calendarCollection,
    field: 'audit',
    rowOf: (id) => (id.startsWith(CALENDAR) ? id.slice(CALENDAR.length) : undefined),
  },
];
