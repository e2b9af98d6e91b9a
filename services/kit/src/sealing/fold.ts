/**
 * Folding for search: two spellings of one name give the same words. Alef and hamza forms, ة/ه, ى/ي, tatweel, diacritics,
 * ڭ/ݣ/گ/ك/ج (one sound, written in many ways); Latin accents and case. Returns the words in order of appearance.
 */
export function foldWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{Mn}ـ]/gu, '')
    .toLowerCase()
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll('ة', 'ه')
    .replaceAll(/[ىئ]/g, 'ي')
    .replaceAll('ؤ', 'و')
    .replaceAll('ء', '')
    .replaceAll(/[ڭݣگکج]/g, 'ك')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}
