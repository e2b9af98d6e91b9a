import type { Language } from '../domain/vocabulary.ts';
import type { Random } from './random.ts';
import { weighted } from './random.ts';
import { desks } from './words/desks.ts';
import { arabicLetters, frenchLetters, type Letters } from './words/letters.ts';
import { arabic, arabizi, darija, french, type Parts } from './words/parts.ts';
import type { Problems } from './words/problems.ts';
import { publicSpace } from './words/public-space.ts';

const problems: Readonly<Record<string, Problems>> = { ...publicSpace, ...desks };

export type Style = keyof Problems;

const parts: Readonly<Record<Style, Parts>> = { ar: arabic, fr: french, darija, arabizi };
const styles = weighted<Style>([
  ['ar', 52],
  ['fr', 27],
  ['darija', 15],
  ['arabizi', 6],
]);

/** What a person writes about a category, and the language the case is held in; darija is answered in Arabic. */
export function describe(random: Random, category: string): { text: string; language: Language } {
  const known = problems[category];
  if (known === undefined) throw new RangeError(`no words for category ${category}`);
  const wanted = styles(random);
  const style = known[wanted] === undefined ? 'ar' : wanted;
  const { openings, places, durations, details, closings } = parts[style];
  const opening = random.pick(openings);
  const body = [random.pick(known[style] ?? known.ar), random.pick(places), random.pick(durations)];
  if (random.chance(0.55)) body.push(random.pick(details));
  const text = `${opening}${body.join(' ')}. ${random.pick(closings)}`.trim();
  return { text: text.slice(0, 1).toUpperCase() + text.slice(1), language: style === 'fr' ? 'fr' : 'ar' };
}

const streets = {
  ar: [
    'شارع الحسن الثاني',
    'زنقة النخيل',
    'حي الأمل',
    'شارع علال بن عبد الله',
    'درب الفران',
    'تجزئة الزيتون',
    'ساحة الاستقلال',
  ],
  fr: [
    'avenue Hassan II',
    'rue des Palmiers',
    'hay Al Amal',
    'rue Allal Ben Abdellah',
    'derb Ferran',
    'lotissement Zitoune',
    'place de l’Indépendance',
  ],
} as const;

/** The place in words: a number and a street. */
export function makeAddress(random: Random, language: Language): string {
  const street = random.pick(streets[language === 'fr' ? 'fr' : 'ar']);
  return language === 'fr' ? `${1 + random.below(180)} ${street}` : `${street}، رقم ${1 + random.below(180)}`;
}

export const lettersIn = (language: Language): Letters => (language === 'fr' ? frenchLetters : arabicLetters);

/** Number of distinct phrase parts texts are put together from. */
export const phraseParts = (): number =>
  new Set([
    ...Object.values(problems).flatMap((one) => Object.values(one).flat()),
    ...Object.values(parts).flatMap((one) => Object.values(one).flat()),
  ]).size;
