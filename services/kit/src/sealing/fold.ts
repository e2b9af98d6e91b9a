/**
 * Letters as they are compared, whatever the spelling: alef and hamza forms, ة/ه, ى/ي, tatweel, diacritics; Latin accents and case.
 * What is not a letter stays.
 */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{Mn}ـ]/gu, '')
    .toLowerCase()
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll('ة', 'ه')
    .replaceAll(/[ىئ]/g, 'ي')
    .replaceAll('ؤ', 'و')
    .replaceAll('ء', '');
}

/**
 * Folding for search: two spellings of one word give the same words. {@link foldLetters} and ڭ/ݣ/گ/ك/ج (one sound, written in many
 * ways). Returns the words in order of appearance.
 */
export function foldWords(text: string): string[] {
  return foldLetters(text)
    .replaceAll(/[ڭݣگکج]/g, 'ك')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}
