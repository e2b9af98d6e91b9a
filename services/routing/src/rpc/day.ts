import { invalidField } from '@jamaa/kit';
import { isDay } from '../domain/rule.ts';
import { dayOf } from '../events/request-of.ts';

/** The day asked for, or today in Morocco. @throws AppError naming `date` when it is not a day */
export function dayAsked(date: string, now: Date): string {
  if (date === '') return dayOf(now);
  if (!isDay(date)) throw invalidField('date', 'date', 'must be a day, YYYY-MM-DD');
  return date;
}
