import { appendEvents, encodeEvent, nextAuditRow, writeAudit, writesOf } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { ClientSession } from 'mongoose';
import type { Edited } from '../domain/calendar/edit.ts';
import { contentMessage } from '../messages/calendar-content.ts';
import { calendarTrail } from './audit-heads.ts';
import {
  type CalendarChangeRow,
  type CalendarRow,
  calendarCollection,
  changeCollection,
  noHeads,
  type RulesRow,
  rulesCollection,
} from './rule-rows.ts';

export interface CalendarVersion extends Edited {
  readonly calendar: string;
  /** The version that it becomes. */
  readonly version: number;
  /** The calendars' number before anybody has changed one. */
  readonly firstGeneration: number;
  readonly at: Date;
  readonly systemAt: Date;
  readonly actor: string;
  readonly source: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Writes a version of a calendar with its audit entry and event, and makes it known to all processes by the rules' number. */
export function appendCalendar(
  session: ClientSession,
  row: CalendarRow | null,
  rules: RulesRow | undefined,
  next: CalendarVersion,
): CalendarChangeRow {
  const { calendar, version, content, firstDay, instants, at, systemAt, actor, source, facts } = next;
  const generation = (rules?.generation ?? next.firstGeneration) + 1;
  const entry = { aggregateId: calendarTrail(calendar), at, actor, action: 'change-calendar', facts };
  const heads = row ?? noHeads;
  const audit = writeAudit(session, nextAuditRow(heads.audit, entry));
  const told = { calendar, version, content: contentMessage(content), firstDay: firstDay ?? '', instants, source };
  const event = encodeEvent(slaEvents.calendarChanged, told);
  const head = appendEvents(session, { type: 'calendar', id: `calendar:${calendar}`, ...heads.head }, [event], at);
  const after: CalendarRow = { _id: calendar, version, generation, content, head, audit };
  if (row === null) writesOf(session).insert(calendarCollection, [after]);
  else writesOf(session).replace(calendarCollection, after);
  const state: RulesRow = { _id: 'rules', policies: 0, ...noHeads, ...rules, generation };
  if (rules === undefined) writesOf(session).insert(rulesCollection, [state]);
  else writesOf(session).replace(rulesCollection, state);
  const change: CalendarChangeRow = {
    _id: `${calendar}@${version}`,
    ...{ calendar, version, generation, at, systemAt, actor, source, firstDay, instants, content },
    ...(firstDay === undefined ? {} : { running: true as const, progress: { examined: 0, moved: 0, failed: 0 } }),
  };
  writesOf(session).insert(changeCollection, [change]);
  return change;
}
