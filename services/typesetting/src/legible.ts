const CONTROLS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu;
/** Scripts that the receipt's fonts draw: names stand in Arabic, Latin or Tifinagh letters. */
const FOREIGN =
  /[^\p{Script=Arabic}\p{Script=Latin}\p{Script=Tifinagh}\p{Script=Common}\p{Script=Inherited}]|\p{Extended_Pictographic}(?<![0-9#*©®])/gu;

/**
 * What people typed, as far as the page can show it: one line, no control or direction characters, letters of other scripts and
 * pictures as `?`. An archival PDF may not hold a character its fonts lack, and a name must not cost somebody the receipt.
 */
export const legible = (text: string): string =>
  text.normalize('NFC').replaceAll(/\s+/g, ' ').replaceAll(CONTROLS, '').replaceAll(FOREIGN, '?').trim();

/** Letters that the fonts draw for certain; every other one as `?`. */
export const plain = (text: string): string =>
  text.replaceAll(/[^\u0020-\u007e\u00a0-\u017f\u0600-\u06ff\u2d30-\u2d7f\u2010-\u2026]/g, '?');
