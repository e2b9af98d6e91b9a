import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import type { TextLanguage } from './language.ts';

const HALF_DAY_MS = 43_200_000;
const DAY_MS = 86_400_000;

const formats = (options: Intl.DateTimeFormatOptions): Record<TextLanguage, Intl.DateTimeFormat> => ({
  ar: new Intl.DateTimeFormat('ar-MA', { ...options, timeZone: 'UTC' }),
  fr: new Intl.DateTimeFormat('fr-MA', { ...options, timeZone: 'UTC' }),
});
const long = formats({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const short = formats({ day: 'numeric', month: 'long', year: 'numeric' });
const FIRST_DAY = { ar: 'فاتح', fr: '1er' } as const;

/** A local date (`2027-01-01`) in words as administrations write them: `الجمعة فاتح يناير 2027`, `vendredi 1er janvier 2027`. */
export function dateInWords(localDate: string, language: TextLanguage, length: 'long' | 'short' = 'long'): string {
  const format = (length === 'long' ? long : short)[language];
  return format
    .formatToParts(new Date(`${localDate}T00:00:00Z`))
    .map((part) => (part.type === 'day' && part.value === '1' ? FIRST_DAY[language] : part.value))
    .join('')
    .replace('،', '');
}

/**
 * The last day of a delay whose due instant is 24:00 of that day. Half a day earlier lies in the middle of it under any rule of
 * legal time, so that a change of the zone table between computing and telling never names the next day.
 */
export const lastDayOf = (dueAt: Date): string =>
  localDateOf(new Date(dueAt.getTime() - HALF_DAY_MS), moroccoPublicCalendar);

export const localDay = (at: Date): string => localDateOf(at, moroccoPublicCalendar);

/** Morocco's legal time is GMT or GMT+1 and changes at 02:00 UTC; which one holds shows in when the local day begins. */
const POSSIBLE_OFFSETS_MS = [0, 3_600_000];
const CHANGE_MS = 7_200_000;

function offsetAtStartOf(day: number): number {
  const date = new Date(day).toISOString().slice(0, 10);
  const begins = (at: number): boolean => localDay(new Date(at)) === date && localDay(new Date(at - 1)) !== date;
  return POSSIBLE_OFFSETS_MS.find((offset) => begins(day - offset)) ?? 0;
}

/** Local time of day by legal time, `10:05`. */
export function localTime(at: Date): string {
  const day = Date.parse(localDay(at));
  const offset = offsetAtStartOf(at.getTime() < day + CHANGE_MS ? day : day + DAY_MS);
  return new Date(at.getTime() + offset).toISOString().slice(11, 16);
}

/** Local calendar days from one day to another, negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
