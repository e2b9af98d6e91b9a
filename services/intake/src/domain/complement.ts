import { moroccoPublicCalendar as calendar, dueDate, localDateOf } from '@jamaa/deadlines';
import { invalidField } from '@jamaa/kit';
import type { CommandArguments } from './complaint.ts';

const DAY_MS = 86_400_000;
const MOST = 60;

/**
 * Until when a complement, or an explanation, is awaited: the end of a local day, which is named or counted in days of which
 * the day of the question is not one (our rule).
 * @throws AppError `validation-failed` naming `days` or `until`
 */
export function complementDueAt({ days, until }: CommandArguments, standard: number, now: Date): Date {
  if (days !== undefined && until !== undefined) throw invalidField('until', 'both', 'either days or until');
  if (until !== undefined) return endOf(daysUntil(until, now), now);
  const amount = days ?? standard;
  if (!Number.isInteger(amount) || amount < 1 || amount > MOST)
    throw invalidField('days', 'range', `between 1 and ${MOST} days`);
  return endOf(amount, now);
}

const endOf = (amount: number, now: Date): Date =>
  new Date(dueDate({ receivedAt: now, delay: { amount, unit: 'calendar-day' }, calendar }).dueAt);

function daysUntil(day: string, now: Date): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw invalidField('until', 'format', 'a day like 2026-11-20');
  const days = Math.round((at - Date.parse(`${localDateOf(now, calendar)}T00:00:00Z`)) / DAY_MS);
  if (days < 1 || days > MOST) throw invalidField('until', 'range', `a day from tomorrow to ${MOST} days from now`);
  return days;
}
