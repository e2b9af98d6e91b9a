import { epochDay, isoWeekday } from './civil-date.ts';
import { DeadlineInputError } from './deadline-input-error.ts';
import type { OfficeHours } from './types.ts';

/** Minutes after midnight, and the row that says so; no row: the hours of decree 2-05-916 (2005). */
export interface DayHours {
  opens: number;
  closes: number;
  row?: OfficeHours;
}

const USUAL: DayHours = { opens: 8 * 60 + 30, closes: 16 * 60 + 30 };
const CLOCK_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * The hours of each day of a table.
 * @throws DeadlineInputError naming the bad field
 */
export function hoursTable(rows: readonly OfficeHours[] = []): (day: number) => DayHours {
  const read = rows.map(readRow);
  // Those with an end last, so that the last that fits wins.
  const ordered = [...read.filter(({ to }) => to === undefined), ...read.filter(({ to }) => to !== undefined)];
  return (day) => ordered.findLast((one) => holdsOn(one, day)) ?? USUAL;
}

interface Row extends DayHours {
  from: number;
  to: number | undefined;
  weekdays: readonly number[] | undefined;
}

const holdsOn = ({ from, to, weekdays }: Row, day: number): boolean =>
  from <= day && (to === undefined || day <= to) && (weekdays === undefined || weekdays.includes(isoWeekday(day)));

function readRow(row: OfficeHours, index: number): Row {
  const field = `calendar.hours[${index}]`;
  const from = epochDay(row.from, `${field}.from`);
  const to = row.to === undefined ? undefined : epochDay(row.to, `${field}.to`);
  if (to !== undefined && to < from) throw new DeadlineInputError(`${field}.to`, 'must not be before from');
  if (row.weekdays?.some((weekday) => !Number.isInteger(weekday) || weekday < 1 || weekday > 7)) {
    throw new DeadlineInputError(`${field}.weekdays`, 'must hold ISO weekdays, 1 (Monday) to 7 (Sunday)');
  }
  const opens = minutes(row.opens, `${field}.opens`);
  const closes = minutes(row.closes, `${field}.closes`);
  if (closes <= opens) throw new DeadlineInputError(`${field}.closes`, 'must be after opens');
  return { from, to, weekdays: row.weekdays, opens, closes, row };
}

function minutes(text: string, field: string): number {
  const [, hour, minute] = CLOCK_TIME.exec(text) ?? [];
  if (hour === undefined || minute === undefined) {
    throw new DeadlineInputError(field, `must be a time such as 08:30, got ${JSON.stringify(text)}`);
  }
  return Number(hour) * 60 + Number(minute);
}
