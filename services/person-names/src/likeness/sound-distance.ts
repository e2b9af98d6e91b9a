import type { Sounds } from '../sounds/sounds.ts';

const { min, max } = Math;

/** Sounds that clerks and keyboards exchange, at half the price of others. */
const near = new Set(
  ['KJ', 'KX', 'SZ', 'DT', 'XH', 'GK', 'SC', 'MN', 'KG', 'GR', 'BF'].flatMap((pair) => [pair, `${pair[1]}${pair[0]}`]),
);
const softVowels = new Set(['ae', 'ea', 'ei', 'ie']);
const isVowel = (sound: string): boolean => sound !== '' && 'aeiu'.includes(sound);

/** What it costs that a sound stands in one word only; `unwritten` when the other word is in a script without short vowels. */
function missing(sound: string, unwritten: boolean, first: boolean): number {
  if (sound === '') return 0;
  if ('ae'.includes(sound)) return unwritten ? 0.05 : 0.2;
  if ('iu'.includes(sound)) return unwritten ? 0.15 : 0.25;
  if ('WY'.includes(sound) || (first && sound === 'L')) return 0.3;
  return sound === 'H' ? 0.5 : 1;
}

function exchanged(a: string, b: string, unlike: boolean): number {
  if (a === b) return 0;
  const pair = `${a}${b}`;
  if (['uW', 'Wu', 'iY', 'Yi'].includes(pair)) return 0;
  if (isVowel(a) && isVowel(b)) {
    if (softVowels.has(pair)) return 0.1;
    // In Arabic an alef or ain stands for any vowel.
    return unlike && pair.includes('a') ? 0.15 : 0.4;
  }
  if (isVowel(a) || isVowel(b)) return 1.3;
  return near.has(pair) ? 0.5 : 1;
}

const weight = (text: string): number => [...text].reduce((sum, sound) => sum + (isVowel(sound) ? 0.4 : 1), 0);

/**
 * Likeness of two words by their sounds, 0 to 1: an edit distance in which vowels cost less than consonants, next to nothing where
 * the other script does not write them, and neighbours exchanged count once. Symmetric.
 */
export function soundLikeness(one: Sounds, other: Sounds): number {
  const [a, b] = [one.text, other.text];
  if (a === b) return 1;
  const unlike = one.vowelled !== other.vowelled;
  const lackA = unlike && !one.vowelled;
  const lackB = unlike && !other.vowelled;
  const width = b.length + 1;
  const cost = new Float64Array((a.length + 1) * width);
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (i + j === 0) continue;
      const [left, right] = [a[i - 1] ?? '', b[j - 1] ?? ''];
      let best = Number.POSITIVE_INFINITY;
      if (i > 0) best = min(best, at(i - 1, j) + missing(left, lackB, i === 1));
      if (j > 0) best = min(best, at(i, j - 1) + missing(right, lackA, j === 1));
      if (i > 0 && j > 0) best = min(best, at(i - 1, j - 1) + exchanged(left, right, unlike));
      if (i > 1 && j > 1 && left === b[j - 2] && right === a[i - 2]) best = min(best, at(i - 2, j - 2) + 0.7);
      cost[i * width + j] = best;
    }
  }
  return max(0, 1 - at(a.length, b.length) / max(weight(a), weight(b), 1));
}
