import type { DateRange, Delay, LocalDate } from '../types.ts';
import { type CivilParts, civilParts, daysOf, inOneMonth } from './civil-parts.ts';

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const LISTED_DAYS = 6;

/** `lundi 25 mai 2026`, `vendredi 1er mai 2026`. */
export function frenchDate(date: LocalDate): string {
  const parts = civilParts(date);
  return `${WEEKDAYS[parts.weekday]} ${dayAndMonth(parts)}`;
}

/** `27 et 28 mai 2026`; a single day bears its weekday; many days are told by their ends. */
export function frenchDays(ranges: readonly DateRange[]): string {
  const days = daysOf(ranges);
  const [first, last] = [ranges[0]?.from, ranges.at(-1)?.to];
  if (first === undefined || last === undefined) return '';
  if (days.length === 1) return frenchDate(first);
  if (days.length > LISTED_DAYS) return `du ${dayAndMonth(civilParts(first))} au ${dayAndMonth(civilParts(last))}`;
  if (!inOneMonth(days)) return enumerate(days.map(dayAndMonth));
  const end = civilParts(last);
  return `${enumerate(days.map(dayNumber))} ${MONTHS[end.month]} ${end.year}`;
}

/** `1 jour`, `2 jours`. French counts 0 and 1 as singular. */
export function frenchCount(days: number): string {
  return `${days} ${days < 2 ? 'jour' : 'jours'}`;
}

/** `1 jour ouvrable`, `60 jours calendaires`. */
export function frenchUnits(days: number, unit: Delay['unit']): string {
  const plural = days < 2 ? '' : 's';
  return `${frenchCount(days)} ${unit === 'working-day' ? 'ouvrable' : 'calendaire'}${plural}`;
}

/** Participles agree with the number: `compté`, `comptés`. */
export function agreed(participle: string, days: number): string {
  return days < 2 ? participle : `${participle}s`;
}

function dayNumber({ day }: CivilParts): string {
  return day === 1 ? '1er' : String(day);
}

function dayAndMonth(parts: CivilParts): string {
  return `${dayNumber(parts)} ${MONTHS[parts.month]} ${parts.year}`;
}

function enumerate(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} et ${items.at(-1)}`;
}
