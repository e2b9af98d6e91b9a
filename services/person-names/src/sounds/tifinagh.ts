const letters: Readonly<Record<string, string>> = {
  ⴰ: 'a',
  ⴱ: 'B',
  ⵀ: 'H',
  ⴳ: 'K',
  ⴷ: 'D',
  ⴹ: 'D',
  ⴻ: 'e',
  ⴼ: 'F',
  ⴽ: 'K',
  ⵃ: 'H',
  ⵄ: 'a',
  ⵅ: 'X',
  ⵇ: 'K',
  ⵉ: 'i',
  ⵊ: 'J',
  ⵍ: 'L',
  ⵎ: 'M',
  ⵏ: 'N',
  ⵓ: 'u',
  ⵔ: 'R',
  ⵕ: 'R',
  ⵖ: 'G',
  ⵙ: 'S',
  ⵚ: 'S',
  ⵛ: 'C',
  ⵜ: 'T',
  ⵟ: 'T',
  ⵡ: 'u',
  ⵢ: 'i',
  ⵣ: 'Z',
  ⵥ: 'Z',
};

/** Sounds of one folded word in the letters of IRCAM (Neo-Tifinagh). */
export function tifinaghSounds(word: string): string {
  const bare = word.replace(/^ⴰⵢⵜ(?=.{3})/u, '');
  const first = bare.length > 1 ? ({ ⵡ: 'W', ⵢ: 'Y' }[bare.slice(0, 1)] ?? '') : '';
  return first + [...bare.slice(first.length)].map((letter) => letters[letter] ?? '').join('');
}
