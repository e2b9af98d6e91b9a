import type { ActPerson, Place, ScriptedName } from '@jamaa/proto/civil_registry/v1/acts';
import { legible } from '@jamaa/typesetting';
import { type Both, dateInDigits, dateInWords } from '../words/dates.ts';
import type { Row } from './view.ts';
import { labels } from './words.ts';

const countries = {
  ar: new Intl.DisplayNames(['ar'], { type: 'region' }),
  fr: new Intl.DisplayNames(['fr'], { type: 'region' }),
};

/** Nothing is known: barred in both languages. */
const blank: Both = { ar: '', fr: '' };

export const row = (label: Both, value: Both = blank, zgh = ''): Row => ({
  label,
  ar: legible(value.ar),
  fr: legible(value.fr),
  zgh: legible(zgh),
});

/** The same in both languages: numbers, identifiers. */
export const same = (value: string): Both => ({ ar: value, fr: value });

const scripted = (name: ScriptedName | undefined): Both => ({ ar: name?.ar ?? '', fr: name?.latin ?? '' });

export const text = (words: { ar: string; fr: string } | undefined): Both => ({
  ar: words?.ar ?? '',
  fr: words?.fr ?? '',
});

const join = (parts: readonly string[], by = ' '): string => parts.filter((part) => part !== '').join(by);

/** First names and family name in each script. */
export function fullName(person: ActPerson | undefined): Both {
  const [first, family] = [scripted(person?.firstNames), scripted(person?.familyName)];
  return { ar: join([first.ar, family.ar]), fr: join([first.fr, family.fr]) };
}

const fullTifinagh = (person: ActPerson | undefined): string =>
  join([person?.firstNames?.tifinagh ?? '', person?.familyName?.tifinagh ?? '']);

/** Two rows, so that nobody takes one name for the other. */
export const nameRows = (person: ActPerson | undefined): Row[] => [
  row(labels.firstNames, scripted(person?.firstNames), person?.firstNames?.tifinagh),
  row(labels.familyName, scripted(person?.familyName), person?.familyName?.tifinagh),
];

export const fullNameRow = (label: Both, person: ActPerson | undefined): Row =>
  row(label, fullName(person), fullTifinagh(person));

export const isFemale = (person: ActPerson | undefined): boolean => person?.sex === 'female';

export function sexOf(person: ActPerson | undefined): Both {
  if (person?.sex === 'female') return { ar: 'أنثى', fr: 'féminin' };
  return person?.sex === 'male' ? { ar: 'ذكر', fr: 'masculin' } : blank;
}

/** Moroccan as an adjective; other nationalities by their country, which no grammar can get wrong. */
export function nationalityOf(person: ActPerson | undefined): Both {
  const code = person?.nationality ?? '';
  if (code === 'MA') return { ar: 'مغربية', fr: 'marocaine' };
  return /^[A-Z]{2}$/.test(code) ? { ar: countries.ar.of(code) ?? '', fr: countries.fr.of(code) ?? '' } : blank;
}

/** As the act tells it, with the country where it is another one. */
export function placeOf(place: Place | undefined): Both {
  const words = text(place?.text);
  const abroad = place !== undefined && place.country !== '' && place.country !== 'MA' ? place.country : '';
  if (abroad === '') return words;
  return {
    ar: join([words.ar, countries.ar.of(abroad) ?? ''], '، '),
    fr: join([words.fr, countries.fr.of(abroad) ?? ''], ', '),
  };
}

/** In words, and in digits after them. */
export function dateOf(date: string): Both {
  if (date === '') return blank;
  const words = dateInWords(date);
  return { ar: `${words.ar} (${dateInDigits(date)})`, fr: `${words.fr} (${dateInDigits(date)})` };
}

/** What the law asks for of a parent; one of whom nothing is known is barred throughout. */
export function parentRows(parent: ActPerson | undefined, label: Both): Row[] {
  return [
    fullNameRow(label, parent),
    row(labels.birthDate, dateOf(parent?.birthDate ?? '')),
    row(labels.birthPlace, placeOf(parent?.birthPlace)),
    row(labels.nationality, nationalityOf(parent)),
    row(labels.profession, text(parent?.profession)),
    row(labels.residence, text(parent?.residence)),
  ];
}
