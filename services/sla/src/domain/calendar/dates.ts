import type { LocalDate } from '@jamaa/deadlines';
import { invalidField } from '@jamaa/kit';

const DAY_MS = 86_400_000;
const FORM = /^\d{4}-\d{2}-\d{2}$/;
/** The longest run that one entry may name: a typing error in a year must not close the administration for it. */
const LONGEST_RUN = 31;

/** A civil date as its own day. @throws AppError `validation-failed` naming the field, for what is no date */
export function civilDate(text: string, field: string): LocalDate {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!FORM.test(text) || Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text)
    throw invalidField(field, 'date', `must be a date such as 2026-05-27, got ${JSON.stringify(text.slice(0, 20))}`);
  return text;
}

/** A date that is not over. @throws AppError `validation-failed` naming the field */
export function toCome(text: string, field: string, today: LocalDate): LocalDate {
  const date = civilDate(text, field);
  if (date < today) throw invalidField(field, 'past', `${date} is over: deadlines that were judged stand`);
  return date;
}

/** The dates of a run, both ends included, none of them over. @throws AppError `validation-failed` naming the field */
export function datesBetween(from: string, to: string, field: string, today: LocalDate): LocalDate[] {
  const first = Date.parse(`${toCome(from, `${field}.from`, today)}T00:00:00Z`);
  const last = Date.parse(`${civilDate(to, `${field}.to`)}T00:00:00Z`);
  if (last < first) throw invalidField(`${field}.to`, 'end-before-start', 'must not be before from');
  const days = (last - first) / DAY_MS + 1;
  if (days > LONGEST_RUN) throw invalidField(`${field}.to`, 'too-long', `at most ${LONGEST_RUN} days at once`);
  return Array.from({ length: days }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10));
}
