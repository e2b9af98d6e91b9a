import { BirthContent, DeathContent } from '@jamaa/proto/civil_registry/v1/acts';

type Partial<T extends { fromPartial: (value: never) => unknown }> = Parameters<T['fromPartial']>[0];

const name = (ar: string, latin: string) => ({ ar, latin });
const sefrouTown = { commune: '03.451.01.09' };

const mother = {
  firstNames: name('فاطمة', 'FATIMA'),
  familyName: name('الزاهيري', 'ZAHIRI'),
  sex: 'female',
  birthDate: '1995-02-03',
};
const father = {
  firstNames: name('إدريس', 'DRISS'),
  familyName: name('الصفريوي', 'SEFRIOUI'),
  sex: 'male',
  birthDate: '1990',
};

/** A birth that may be registered; days are given, for the tests' clock is today's. */
export const birth = (birthDate: string, change: object = {}): BirthContent =>
  BirthContent.fromPartial({
    child: {
      firstNames: name('ياسين', 'YASSINE'),
      familyName: name('الصفريوي', 'SEFRIOUI'),
      sex: 'male',
      birthDate,
      birthPlace: sefrouTown,
    },
    time: '09:30',
    father,
    mother,
    declarant: { person: father, quality: 'father' },
    ...change,
  } as Partial<typeof BirthContent>);

export const childNamed = (ar: string, latin: string, birthDate: string, more: object = {}) => ({
  child: {
    firstNames: name(ar, latin),
    familyName: name('الصفريوي', 'SEFRIOUI'),
    sex: 'male',
    birthDate,
    birthPlace: sefrouTown,
    ...more,
  },
});

export const death = (date: string, change: object = {}): DeathContent =>
  DeathContent.fromPartial({
    deceased: {
      firstNames: name('محمد', 'MOHAMED'),
      familyName: name('الصفريوي', 'SEFRIOUI'),
      sex: 'male',
      birthDate: '1950-06-01',
    },
    date,
    time: '23:10',
    place: sefrouTown,
    declarant: { person: father, quality: 'child' },
    ...change,
  } as Partial<typeof DeathContent>);

/** Another name for each number, so that no two are taken for one person. */
export function differentName(number: number): { readonly ar: string; readonly latin: string } {
  const [ar, latin] = [
    ['ب', 'ت', 'د', 'ر', 'س', 'ف', 'ك', 'ل', 'م', 'ن'],
    ['b', 't', 'd', 'r', 's', 'f', 'k', 'l', 'm', 'n'],
  ];
  // Neighbours must not look like slips of each other.
  const digits = [...String((number * 245_489) % 1_000_003).padStart(6, '0')].map(Number);
  const word = (letters: readonly string[], vowel: string) =>
    digits.map((digit) => `${letters[digit]}${vowel}`).join('');
  return { ar: word(ar, 'ا'), latin: word(latin, 'a').toUpperCase() };
}
