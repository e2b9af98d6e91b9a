const ARABIC = /[\u0600-\u06ff]/;

export const isArabic = (word: string): boolean => ARABIC.test(word);

/**
 * A folded Arabic word without what is written in one with it: the article, with و ب ل ف ك before it, a lone و before a long word,
 * and the feminine ending. Light: three letters always stay.
 */
export function arabicStem(word: string): string {
  const bare = word
    .replace(/^(?:[وف]?[بلك]?ال|[وف]?لل)(?=.{3})/u, '')
    .replace(/^و(?=.{4})/u, '')
    .replace(/^[بل](?=.{5})/u, '');
  return bare.replace(/(?<=.{3})(?:ات|ه)$/u, '');
}

/** A folded French word without its plural and its mute ending: cassées, cassée, cassé → cass; travaux → traval. */
export function frenchStem(word: string): string {
  if (/\d/.test(word) || word.length < 4) return word;
  const singular = word.replace(/(?<=.{3})aux$/, 'al').replace(/(?<=.{2})[sx]$/, '');
  return singular.replace(/(?<=.{3})e{1,2}$/, '');
}
