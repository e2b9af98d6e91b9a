/** Consonants as people write them in Latin letters and digits ("7ofra", "zen9a", "3afakom"), longer spellings first. */
const arabizi: readonly (readonly [string, string])[] = [
  ['ch', 'ش'],
  ['sh', 'ش'],
  ['kh', 'خ'],
  ['gh', 'غ'],
  ['ou', ''],
  ['2', ''],
  ['3', 'ع'],
  ['5', 'خ'],
  ['6', 'ت'],
  ['7', 'ح'],
  ['8', 'ه'],
  ['9', 'ق'],
  ['b', 'ب'],
  ['t', 'ت'],
  ['h', 'ه'],
  ['d', 'د'],
  ['r', 'ر'],
  ['z', 'ز'],
  ['s', 'س'],
  ['f', 'ف'],
  ['q', 'ق'],
  ['k', 'ك'],
  // ج and the hard g are folded to ك by the kit.
  ['g', 'ك'],
  ['j', 'ك'],
  ['l', 'ل'],
  ['m', 'م'],
  ['n', 'ن'],
  ['p', 'ب'],
  ['v', 'ف'],
];

/** Letters that one Latin letter stands for. */
const alike: Readonly<Record<string, string>> = { ط: 'ت', ث: 'ت', ص: 'س', ض: 'د', ظ: 'د', ذ: 'د' };

const doubled = /(.)\1+/gu;

/**
 * What is left of a folded Arabic word when vowels go and letters that Latin spelling does not tell apart fall together:
 * طريق → ترق.
 */
export const arabicSkeleton = (word: string): string =>
  word
    .replace(/ه$/u, '')
    .replaceAll(/[اويى]/gu, '')
    .replaceAll(/[طثصضظذ]/gu, (letter) => alike[letter] ?? letter)
    .replaceAll(doubled, '$1');

/** The same of darija in Latin letters: tri9 → ترق, without the article (lbola → بل). */
export function arabiziSkeleton(word: string): string {
  let left = word.replace(/^(?:el|al|l)(?=[a-z0-9]{3})/u, '').replaceAll(doubled, '$1');
  let skeleton = '';
  while (left !== '') {
    const found = arabizi.find(([latin]) => left.startsWith(latin));
    skeleton += found?.[1] ?? '';
    left = left.slice(found?.[0].length ?? 1);
  }
  // A last h is how the feminine ending is written.
  return skeleton.replace(/ه$/u, '').replaceAll(doubled, '$1');
}

/** A digit that stands for a letter: between letters, or at the beginning of a word that goes on in letters. */
export const looksArabizi = (word: string): boolean => /^[a-z]*[2356789][a-z]+[a-z0-9]*$|^[a-z]{2,}[379]$/.test(word);
