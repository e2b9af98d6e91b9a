import { arabicDay, arabicHour, arabicMinutes, arabicNumber } from './arabic-numbers.ts';
import { frenchCounted, frenchNumber } from './french-numbers.ts';

/** The same thing said in both languages of a document. */
export interface Both {
  readonly ar: string;
  readonly fr: string;
}

/** Month names as Moroccan administrations write them. */
const MONTHS: readonly Both[] = [
  { ar: 'يناير', fr: 'janvier' },
  { ar: 'فبراير', fr: 'février' },
  { ar: 'مارس', fr: 'mars' },
  { ar: 'أبريل', fr: 'avril' },
  { ar: 'ماي', fr: 'mai' },
  { ar: 'يونيو', fr: 'juin' },
  { ar: 'يوليوز', fr: 'juillet' },
  { ar: 'غشت', fr: 'août' },
  { ar: 'شتنبر', fr: 'septembre' },
  { ar: 'أكتوبر', fr: 'octobre' },
  { ar: 'نونبر', fr: 'novembre' },
  { ar: 'دجنبر', fr: 'décembre' },
];

/**
 * A date in words, as acts tell it: `في السابع من مارس ألفين وستة وعشرين`, `le sept mars deux mille vingt-six`. Of a birth of which
 * only the month or the year is known (`1950-03`, `1950`), that much. Empty for anything else.
 */
export function dateInWords(date: string): Both {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (!(year >= 1 && year <= 9_999)) return { ar: '', fr: '' };
  const years = { ar: arabicNumber(year), fr: frenchNumber(year) };
  const name = MONTHS[month - 1];
  if (name === undefined) return { ar: `خلال سنة ${years.ar}`, fr: `en ${years.fr}` };
  if (day === 0) return { ar: `خلال شهر ${name.ar} ${years.ar}`, fr: `au cours du mois ${of(name.fr)} ${years.fr}` };
  return {
    ar: day === 1 ? `في فاتح ${name.ar} ${years.ar}` : `في ${arabicDay(day)} من ${name.ar} ${years.ar}`,
    fr: `le ${day === 1 ? 'premier' : frenchNumber(day)} ${name.fr} ${years.fr}`,
  };
}

/** `07/03/2026`, `03/1950`, `1950`. */
export const dateInDigits = (date: string): string => date.split('-').reverse().join('/');

/** `7 mars 2026`, `فاتح مارس 2026`: the date of a document. */
export function shortDate(date: string): Both {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[Number(month) - 1] ?? { ar: '', fr: '' };
  const first = Number(day) === 1;
  return {
    ar: `${first ? 'فاتح' : Number(day)} ${name.ar} ${year}`,
    fr: `${first ? '1er' : Number(day)} ${name.fr} ${year}`,
  };
}

/** A time of day (`15:45`) in words, with before or after noon: `الثالثة وخمس وأربعين دقيقة بعد الزوال`. Empty when unknown. */
export function timeInWords(time: string): Both {
  const [hour = Number.NaN, minute = 0] = time === '' ? [] : time.split(':').map(Number);
  if (!(hour >= 0 && hour < 24)) return { ar: '', fr: '' };
  const minutes = minute === 0 ? { ar: '', fr: '' } : { ar: ` و${arabicMinutes(minute)}`, fr: minutesOf(minute) };
  if (hour === 0) return { ar: `منتصف الليل${minutes.ar}`, fr: minute === 0 ? 'minuit' : `minuit et${minutes.fr}` };
  if (hour === 12 && minute === 0) return { ar: 'الثانية عشرة زوالا', fr: 'midi' };
  const twelve = hour > 12 ? hour - 12 : hour;
  const half = hour < 12 ? { ar: 'قبل الزوال', fr: 'avant midi' } : { ar: 'بعد الزوال', fr: 'après midi' };
  return {
    ar: `${arabicHour(twelve)}${minutes.ar} ${half.ar}`,
    fr: `${frenchCounted(twelve, 'heure')}${minutes.fr} ${half.fr}`,
  };
}

const minutesOf = (minute: number): string => ` ${frenchCounted(minute, 'minute')}`;

const of = (word: string): string => (/^[aeiouhéè]/.test(word) ? `d’${word}` : `de ${word}`);
