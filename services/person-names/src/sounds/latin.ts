/** Spellings and their sounds, longer ones first; what is not here is silent. Signs: see sounds.ts. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(?:tch|sch|ch|sh)/u, 'C'],
  [/^kh/u, 'X'],
  [/^gh/u, 'G'],
  [/^(?:dj|dg(?=[ei]))/u, 'J'],
  [/^th/u, 'T'],
  [/^dh/u, 'D'],
  [/^ph/u, 'F'],
  [/^(?:ck|qu(?=[ei])|gu(?=[ei]))/u, 'K'],
  [/^g(?=[eiy])/u, 'J'],
  [/^c(?=[eiy])/u, 'S'],
  [/^[gckq]/u, 'K'],
  [/^(?:ou|oo|o|u|w)/u, 'u'],
  [/^(?:ee|i|y)/u, 'i'],
  [/^[bp]/u, 'B'],
  [/^[fv]/u, 'F'],
  [/^x/u, 'KS'],
];
const plain: Readonly<Record<string, string>> = {
  a: 'a',
  e: 'e',
  d: 'D',
  h: 'H',
  j: 'J',
  l: 'L',
  m: 'M',
  n: 'N',
  r: 'R',
  s: 'S',
  t: 'T',
  z: 'Z',
};

/** Sounds of one folded word in Latin letters as Moroccans spell: OUAFAE, GHIZLANE, GUESSOUS, RHITA. */
export function latinSounds(word: string): string {
  let left = word
    .replace(/^(?:ait|el)(?=.{3})/u, '')
    .replace(/^bou(?=[aeiouy])/u, 'bo')
    .replace(/^rh/u, 'gh');
  let sounds = '';
  const first = /^(?:ou|w)(?=[aeiy])/u.exec(left) ?? /^[yi](?=[aeou])/u.exec(left);
  if (first !== null) {
    sounds = /^[yi]/u.test(left) ? 'Y' : 'W';
    left = left.slice(first[0].length);
  }
  while (left !== '') {
    const rest = left;
    const found = spellings.find(([spelling]) => spelling.test(rest));
    const length = found === undefined ? 1 : (found[0].exec(rest)?.[0].length ?? 1);
    sounds += found === undefined ? (plain[rest.slice(0, 1)] ?? '') : found[1];
    left = rest.slice(length);
  }
  return sounds;
}
