import { dateToken, readBirthDate } from './likeness/birth-date.ts';
import { skeletonOf, soundsOf } from './sounds/sounds.ts';
import { type Identity, type NameInScripts, scripts } from './types.ts';
import { usualByCore } from './usual/usual.ts';
import { coreWords } from './words.ts';

const skeletonOfWord = (word: string): string => {
  const skeleton = skeletonOf(soundsOf(word).text);
  // Letters of other scripts: the folded word itself.
  return skeleton === '' ? word : skeleton;
};

/** A common Latin spelling has the key of the Arabic name it stands for: FAICAL is not FKL. */
function keysOfWord(word: string): readonly string[] {
  const arabic = usualByCore(word)
    .map((name) => coreWords(name.arabic))
    .filter((words) => words.length === 1)
    .flat();
  return arabic.length > 0 ? arabic.map(skeletonOfWord) : [skeletonOfWord(word)];
}

/**
 * Index tokens of a name in any of the three scripts: one for each word that is not a particle or a title, now and then two. The same
 * for the usual spellings of one name in Arabic, Latin and Tifinagh. Never empty for a text with a letter. One alone is shared by
 * thousands of people: for an index use {@link identityKeys} and {@link queryKeys}.
 */
export const nameKeys = (name: string): string[] => [...new Set(coreWords(name).flatMap(keysOfWord))];

const keysInScripts = (name: NameInScripts | undefined): string[] => [
  ...new Set(scripts.flatMap((script) => nameKeys(name?.[script] ?? ''))),
];

const pairs = (mark: string, some: readonly string[], others: readonly string[]): string[] =>
  some.flatMap((one) => others.map((other) => `${mark}:${one}:${other}`));

interface ReadIdentity {
  readonly first: readonly string[];
  readonly family: readonly string[];
  readonly father: readonly string[];
  readonly year?: number;
  readonly days: readonly string[];
}

function read({ firstNames, familyName, father, birthDate }: Identity): ReadIdentity {
  const [year, day] = [readBirthDate(birthDate)?.year, dateToken(birthDate)];
  return {
    first: keysInScripts(firstNames),
    family: keysInScripts(familyName),
    father: keysInScripts(father),
    year: year === undefined ? undefined : Number(year),
    days: day === undefined ? [] : [day],
  };
}

const byDay = ({ first, family, father, days }: ReadIdentity): string[] => [
  ...pairs('F', family, days),
  ...pairs('G', first, days),
  ...pairs('P', father, days),
];

/**
 * Tokens under which a person is stored. Each joins things that are rarely both wrong: family and first name (N), the same and the year
 * of birth (Y), one of them, or the father, and the day of birth in either order of day and month (F, G, P). The caller hashes them
 * (HMAC) before they are stored.
 */
export function identityKeys(identity: Identity): string[] {
  const one = read(identity);
  const byYear = one.year === undefined ? [] : pairs(`Y${one.year}`, one.family, one.first);
  return [...pairs('N', one.family, one.first), ...byYear, ...byDay(one)];
}

/**
 * Tokens by which a person is looked for: one in common with those stored makes a candidate, to be ranked by `likeness`. With a birth
 * date the years beside it are asked for too, and names alone are not, for they are shared by a thousand people. Empty where too little
 * is known to be asked of an index: one name, with or without a year.
 */
export function queryKeys(identity: Identity): string[] {
  const one = read(identity);
  const { year } = one;
  if (year === undefined) return pairs('N', one.family, one.first);
  return [...[year - 1, year, year + 1].flatMap((near) => pairs(`Y${near}`, one.family, one.first)), ...byDay(one)];
}
