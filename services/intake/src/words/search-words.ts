import { foldWords } from '@jamaa/kit';
import { arabicSkeleton, arabiziSkeleton, looksArabizi } from './skeleton.ts';
import { arabicStem, frenchStem, isArabic } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** Shorter skeletons would bring unlike words together. */
const LEAST_SKELETON = 3;

/** A name, and how a preposition is folded: no text is found by it, people are. */
const ALI = 'علي';

/**
 * Skeletons bring the two scripts together and nothing else: those of Arabic words (`~`) are found by words in Latin letters, those of
 * darija in Latin letters (`^`) by both. Within Arabic script محمد and محمود stay apart.
 */
const skeletonOf = (mark: '~' | '^', skeleton: string): string[] =>
  skeleton.length >= LEAST_SKELETON ? [`${mark}${skeleton}`] : [];

/**
 * The words of a text by which it is found, folded and stemmed, each once, in order, at most `most`. An Arabic word stands there also
 * by its consonants; a text in which digits stand for letters by those alone.
 */
export function textWords(text: string, most: number): string[] {
  const words = foldWords(text);
  const darija = words.some(looksArabizi);
  const found = new Set<string>();
  for (const word of words) {
    if (word.length < 2 || stopWords.has(word)) continue;
    for (const form of formsOf(word, darija)) found.add(form);
    if (found.size >= most) break;
  }
  return [...found].slice(0, most);
}

/** The same of a name, in which no word is too small: علي is folded like the preposition. */
export const nameWords = (name: string, most: number): string[] =>
  [...new Set(foldWords(name).flatMap((word) => formsOf(word, false)))].slice(0, most);

/** What a typed query asks for: for each of its words the forms of which any one will do. At most `most` words. */
export function queryWords(text: string, most: number): string[][] {
  const words = foldWords(text).filter((word) => word === ALI || (word.length > 1 && !stopWords.has(word)));
  return [...new Set(words)].slice(0, most).map((word) => {
    if (isArabic(word)) {
      const stem = arabicStem(word);
      return [stem, ...skeletonOf('^', arabicSkeleton(stem))];
    }
    const skeleton = arabiziSkeleton(word);
    return [frenchStem(word), ...skeletonOf('~', skeleton), ...skeletonOf('^', skeleton)];
  });
}

function formsOf(word: string, darija: boolean): string[] {
  if (isArabic(word)) {
    const stem = arabicStem(word);
    return [stem, ...skeletonOf('~', arabicSkeleton(stem))];
  }
  const skeleton = darija ? skeletonOf('^', arabiziSkeleton(word)) : [];
  return skeleton.length > 0 ? skeleton : [frenchStem(word)];
}
