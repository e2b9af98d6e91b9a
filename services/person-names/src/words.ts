import { foldLetters } from '@jamaa/kit/fold';
import { assimilated, compounds, joinsNext, joinsPrevious, silent, titles } from './particles.ts';

/** Letters that have no decomposition, and signs inside a word that are none of its letters. */
const latinLetters: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  ß: 'ss',
  þ: 'th',
};
const insideWords = /['’‘ʼʹʿʾʻ`´"ⵯ]|\p{Cf}/gu;

/** The kit folds ج into the gaf for words of texts; in names جمال and كمال are two people. */
const rawWords = (text: string): string[] =>
  foldLetters(text.replaceAll(insideWords, ''))
    .replaceAll(/[œæøđðłıßþ]/gu, (letter) => latinLetters[letter] ?? letter)
    .replaceAll(/[ڭݣگک]/gu, 'ك')
    .replaceAll(/[یۍې]/gu, 'ي')
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 0)
    .map((word) => word.replace(/^al(?=.{5})/u, 'el'));

const isAssimilated = (word: string, next: string): boolean => assimilated.has(word) && next.startsWith(word.slice(1));

/** Gathers words with the particles that belong to them. `wordOf` gives a word folded. */
export function grouped<T>(items: readonly T[], wordOf: (item: T) => string): T[][] {
  const groups: T[][] = [];
  let open = false;
  for (const [at, item] of items.entries()) {
    const [word, next] = [wordOf(item), items[at + 1]];
    const group = groups.at(-1);
    if (group !== undefined && (open || joinsPrevious.has(word))) group.push(item);
    else groups.push([item]);
    open = joinsNext.has(word) || (next !== undefined && isAssimilated(word, wordOf(next)));
  }
  return groups;
}

const oneArticle = (word: string, next: string): string => {
  if (word === 'al') return 'el';
  return isAssimilated(word, next) ? `e${word.slice(1)}` : word;
};

/** The words of a name, each with the particles that belong to it: `AIT BEN HADDOU` → `[['ait', 'ben', 'haddou']]`. */
function groupsOf(text: string): string[][] {
  const words = rawWords(text);
  return grouped(
    words.map((word, at) => oneArticle(word, words[at + 1] ?? '')),
    (word) => word,
  );
}

const isSilent = (word: string, next: string): boolean => silent.has(word) || isAssimilated(word, next);

const joined = (group: readonly string[]): string => group.join('');

/**
 * Folding of a name for search, in any script: the words in order, particles joined to the word they belong to (EL AMRANI, AL AMRANI
 * and ELAMRANI are one), without accents, apostrophes, hyphens, digits. Idempotent over its own words joined by a space.
 */
export function foldName(text: string): string[] {
  let words = groupsOf(text).map(joined);
  for (;;) {
    const again = groupsOf(words.join(' ')).map(joined);
    if (again.length === words.length && again.every((word, at) => word === words[at])) return words;
    words = again;
  }
}

/**
 * The words by which a name is compared: as {@link foldName}, without articles and other particles that clerks leave out, without titles
 * (as long as something is left), compound names as their two words.
 */
export function coreWords(text: string): string[] {
  const groups = groupsOf(text);
  const named = groups.filter((group) => !titles.has(joined(group)));
  return (named.length > 0 ? named : groups).flatMap((group) => {
    const from = group.findIndex((word, at) => at === group.length - 1 || !isSilent(word, group[at + 1] ?? ''));
    const word = joined(group.slice(from));
    return compounds.find(([pattern]) => pattern.test(word))?.[1] ?? [word];
  });
}
