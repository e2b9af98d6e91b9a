import type { Calendar, LocalDate } from '@jamaa/deadlines';
import { AppError, inTransaction, isDuplicateKey } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { contentOf, emptyContent, NATIONAL } from '../domain/calendar/content.ts';
import { type CalendarEdit, edited } from '../domain/calendar/edit.ts';
import { appendCalendar } from './append-calendar.ts';
import { type CalendarChangeRow, calendarRows, rulesRow } from './rule-rows.ts';

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
      const next = version + 1;
      return appendCalendar(session, row, rules, {
        ...edited(before, edit, today, calendar),
        ...{ calendar, version: next, firstGeneration: base.version, at, systemAt, actor, source },
        facts: { version: next, source, ...summary(edit) },
      });
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
