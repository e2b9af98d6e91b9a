import type { Calendar, LocalDate } from '@jamaa/deadlines';
import {
  AppError,
  appendEvents,
  encodeEvent,
  inTransaction,
  isDuplicateKey,
  nextAuditRow,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { Connection } from 'mongoose';
import { contentOf, emptyContent, NATIONAL } from '../domain/calendar/content.ts';
import { type CalendarEdit, edited } from '../domain/calendar/edit.ts';
import { calendarTrail } from './audit-heads.ts';
import {
  type CalendarChangeRow,
  type CalendarRow,
  calendarCollection,
  calendarRows,
  changeCollection,
  noHeads,
  type RulesRow,
  rulesCollection,
  rulesRow,
} from './rule-rows.ts';

export interface CalendarOrder {
  readonly calendar: string;
  readonly expectedVersion: number;
  readonly edit: CalendarEdit;
  /** The national calendar that the platform begins with. */
  readonly base: Calendar;
  readonly today: LocalDate;
  readonly at: Date;
  readonly systemAt: Date;
  readonly actor: string;
  readonly source: string;
}

/** Version of a calendar that nobody has changed: the seed of the national one, none of an organisation. */
export const firstVersion = (calendar: string, base: Calendar): number => (calendar === NATIONAL ? base.version : 0);

/**
 * Writes a change with its audit entry and event, and makes it known to all processes by the rules' number.
 * @throws AppError `version-conflict` when the calendar is not at the version that the caller has seen, `validation-failed`
 */
export async function writeCalendar(mongo: Connection, order: CalendarOrder): Promise<CalendarChangeRow> {
  const { calendar, edit, base, today, at, systemAt, actor, source } = order;
  try {
    return await inTransaction(mongo, async (session) => {
      const row = await calendarRows(mongo).findOne({ _id: calendar }, { session });
      const rules = await rulesRow(mongo, session);
      const version = row?.version ?? firstVersion(calendar, base);
      if (order.expectedVersion !== version)
        throw new AppError('version-conflict', `the calendar is at version ${version}`);
      const before = row?.content ?? (calendar === NATIONAL ? contentOf(base) : emptyContent);
      const { content, firstDay, instants } = edited(before, edit, today, calendar);
      const generation = (rules?.generation ?? base.version) + 1;
      const next = version + 1;
      const facts = { version: next, source, ...summary(edit) };
      const entry = { aggregateId: calendarTrail(calendar), at, actor, action: 'change-calendar', facts };
      const heads = row ?? noHeads;
      const audit = writeAudit(session, nextAuditRow(heads.audit, entry));
      const event = encodeEvent(slaEvents.calendarChanged, { calendar, version: next });
      const head = appendEvents(session, { type: 'calendar', id: `calendar:${calendar}`, ...heads.head }, [event], at);
      const after: CalendarRow = { _id: calendar, version: next, generation, content, head, audit };
      if (row === null) writesOf(session).insert(calendarCollection, [after]);
      else writesOf(session).replace(calendarCollection, after);
      const state: RulesRow = { _id: 'rules', policies: 0, ...noHeads, ...rules, generation };
      if (rules === undefined) writesOf(session).insert(rulesCollection, [state]);
      else writesOf(session).replace(rulesCollection, state);
      const change: CalendarChangeRow = {
        _id: `${calendar}@${next}`,
        ...{ calendar, version: next, generation, at, systemAt, actor, source, firstDay, instants, content },
        ...(firstDay === undefined ? {} : { running: true as const, progress: { examined: 0, moved: 0, failed: 0 } }),
      };
      writesOf(session).insert(changeCollection, [change]);
      return change;
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('version-conflict', 'somebody has changed the calendar just now');
    throw error;
  }
}

/** What an edit did, for the audit trail: dates are nobody's personal data. */
const summary = (edit: CalendarEdit): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      add: edit.add.map(({ from, to, name }) => `${from}..${to} ${name.fr}`),
      remove: edit.remove,
      confirm: edit.confirm,
      worked: edit.worked,
      notWorked: edit.notWorked,
      weekend: edit.weekend === undefined ? [] : [`${edit.weekend.from} ${edit.weekend.weekend.join('')}`],
      legalTime: edit.legalTime.map(({ from, to = '', offsetMinutes }) => `${from}..${to} ${offsetMinutes}`),
      hours: edit.hours.map(({ from, to = '', opens, closes }) => `${from}..${to} ${opens}-${closes}`),
    }).flatMap(([name, list]) => (list.length === 0 ? [] : [[name, list.join(', ')]])),
  );
