import type { DateRange, Delay, LocalDate } from '../types.ts';
import { type CivilParts, civilParts, daysOf, inOneMonth } from './civil-parts.ts';

const WEEKDAYS = ['الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت', 'الأحد'];
/** Month names as Moroccan administrations write them. */
const MONTHS = [
  'يناير',
  'فبراير',
  'مارس',
  'أبريل',
  'ماي',
  'يونيو',
  'يوليوز',
  'غشت',
  'شتنبر',
  'أكتوبر',
  'نونبر',
  'دجنبر',
];
const LISTED_DAYS = 6;
const PLURALS = new Intl.PluralRules('ar');

/** Case of a counted noun: only the dual shows it in unvowelled writing (يومان, يومين). */
export type ArabicCase = 'nominative' | 'oblique';

/** `الاثنين 25 ماي 2026`, `الجمعة فاتح ماي 2026`. */
export function arabicDate(date: LocalDate): string {
  const parts = civilParts(date);
  return `${WEEKDAYS[parts.weekday]} ${dayAndMonth(parts)}`;
}

/** `27 و28 ماي 2026`; a single day bears its weekday; many days are told by their ends. */
export function arabicDays(ranges: readonly DateRange[]): string {
  const days = daysOf(ranges);
  const [first, last] = [ranges[0]?.from, ranges.at(-1)?.to];
  if (first === undefined || last === undefined) return '';
  if (days.length === 1) return arabicDate(first);
  if (days.length > LISTED_DAYS) return `من ${dayAndMonth(civilParts(first))} إلى ${dayAndMonth(civilParts(last))}`;
  if (!inOneMonth(days)) return days.map(dayAndMonth).join(' و');
  const end = civilParts(last);
  return `${days.map(dayNumber).join(' و')} ${MONTHS[end.month]} ${end.year}`;
}

/** `يوم واحد`, `يومان`, `3 أيام`, `11 يوما`, `100 يوم`. */
export function arabicCount(days: number, grammaticalCase: ArabicCase = 'nominative'): string {
  switch (PLURALS.select(days)) {
    case 'one':
      return 'يوم واحد';
    case 'two':
      return grammaticalCase === 'nominative' ? 'يومان' : 'يومين';
    case 'few':
      return `${days} أيام`;
    case 'many':
      return `${days} يوما`;
    default:
      return `${days} يوم`;
  }
}

/** `يوم عمل واحد`, `يوما عمل`, `3 أيام عمل`, `11 يوم عمل`; calendar days bear no adjective. */
export function arabicUnits(days: number, unit: Delay['unit'], grammaticalCase: ArabicCase = 'nominative'): string {
  if (unit === 'calendar-day') return arabicCount(days, grammaticalCase);
  switch (PLURALS.select(days)) {
    case 'one':
      return 'يوم عمل واحد';
    case 'two':
      return grammaticalCase === 'nominative' ? 'يوما عمل' : 'يومي عمل';
    case 'few':
      return `${days} أيام عمل`;
    default:
      return `${days} يوم عمل`;
  }
}

/** "Not counted", agreeing with the number of days it follows. */
export function arabicNotCounted(days: number): string {
  switch (PLURALS.select(days)) {
    case 'one':
      return 'لا يحتسب';
    case 'two':
      return 'لا يحتسبان';
    default:
      return 'لا تحتسب';
  }
}

function dayNumber({ day }: CivilParts): string {
  return day === 1 ? 'فاتح' : String(day);
}

function dayAndMonth(parts: CivilParts): string {
  return `${dayNumber(parts)} ${MONTHS[parts.month]} ${parts.year}`;
}
